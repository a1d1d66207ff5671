/** Which member of a choice is chosen. Kernels up to 6.9 have choices of an older kind. */
import { type KconfigSymbol, MODULE, NO, type Tristate, YES } from './model.ts';
import type { Values } from './values.ts';

/** What `values.ts` asks about choices. */
export interface ChoiceRules {
  /** Sets the value of a symbol that its choice decides about; false when it does not. */
  computeMember(symbol: KconfigSymbol): boolean;
  /** Called when the value of a choice itself is known. */
  choose(choice: KconfigSymbol): void;
  /** How far a prompt of a symbol can be seen, when its condition has a value. */
  promptState(symbol: KconfigSymbol, state: Tristate): Tristate;
  /** The least that a choice can be. */
  leastState(choice: KconfigSymbol): Tristate;
}

export function choiceRules(values: Values): ChoiceRules {
  return values.dialect.tristateChoices ? new TristateChoices(values) : new BoolChoices(values);
}

/** The first default that can be seen, else the first member that can. */
function defaultMember(values: Values, choice: KconfigSymbol): KconfigSymbol | undefined {
  for (const property of choice.properties) {
    if (property.kind !== 'default' || values.evaluate(property.condition) === NO) continue;
    const member = property.value?.op === 'symbol' ? property.value.symbol : undefined;
    if (member && member.visible !== NO) return member;
  }
  return choice.members.find((member) => member.visible !== NO);
}

/** One member is `y`, all others are `n`, and no member is left where none can be seen. */
class BoolChoices implements ChoiceRules {
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
  }

  computeMember(symbol: KconfigSymbol): boolean {
    if (symbol.choice === undefined) return false;
    this.#decide(symbol.choice);
    return true;
  }

  choose(): void {}

  promptState(_symbol: KconfigSymbol, state: Tristate): Tristate {
    return state;
  }

  leastState(): Tristate {
    return NO;
  }

  #decide(choice: KconfigSymbol): void {
    for (const member of choice.members) this.#values.computeVisibility(member);
    const chosen = this.#chosen(choice);
    for (const member of choice.members) {
      if (member.visible === NO) continue;
      member.current = { tristate: member === chosen ? YES : NO, text: '' };
      member.isWritten = true;
      this.#values.markValid(member);
    }
  }

  /** The user's `y`; else the default that is no `n` of the user's; else what the user said nothing of. */
  #chosen(choice: KconfigSymbol): KconfigSymbol | undefined {
    const visible = choice.priority.filter((member) => member.visible !== NO);
    const wanted = visible.find((member) => member.user?.tristate === YES);
    if (wanted) return wanted;
    const byDefault = defaultMember(this.#values, choice);
    if (byDefault && byDefault.user?.tristate !== NO) return byDefault;
    return (
      choice.members.find((member) => member.visible !== NO && member.user === undefined) ??
      visible.at(-1)
    );
  }
}

/**
 * A choice has a value of its own: `y` chooses one member, `m` lets each tristate member be `m`.
 * Only an optional one can be `n` while it can be seen.
 */
class TristateChoices implements ChoiceRules {
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
  }

  computeMember(symbol: KconfigSymbol): boolean {
    if (symbol.choice === undefined || symbol.visible !== YES) return false;
    this.#values.compute(symbol.choice);
    symbol.current = { tristate: symbol.choice.chosen === symbol ? YES : NO, text: '' };
    return true;
  }

  choose(choice: KconfigSymbol): void {
    choice.chosen = undefined;
    if (choice.current.tristate !== YES) return;
    for (const member of choice.members) this.#values.computeVisibility(member);
    const { userMember } = choice;
    choice.chosen =
      userMember && userMember.visible !== NO ? userMember : defaultMember(this.#values, choice);
    if (choice.chosen === undefined) choice.current = { tristate: NO, text: '' };
  }

  promptState(symbol: KconfigSymbol, state: Tristate): Tristate {
    const isShut =
      symbol.choice?.current.tristate === YES && symbol.type === 'tristate' && state === MODULE;
    return isShut ? NO : state;
  }

  leastState(choice: KconfigSymbol): Tristate {
    if (choice.isOptionalChoice) return NO;
    const prompt = choice.entries[0]?.prompt;
    if (prompt === undefined) return NO;
    return this.#values.evaluate(prompt.condition) === NO ? NO : MODULE;
  }
}

/** Why a symbol has its value: what the Kconfig files say of it, each line with its place. */
import type { Configuration } from './configuration.ts';
import { type Expression, expressionText } from './expressions.ts';
import { helpParagraphs } from './help-text.ts';
import type { Entry, KconfigSymbol, Place, Property, Tristate } from './model.ts';
import { isLogical } from './values.ts';
import { quoted } from './write-config.ts';

/** One statement about a symbol. */
export interface Reason extends Place {
  readonly kind:
    | 'entry'
    | 'depends'
    | 'prompt'
    | 'default'
    | 'select'
    | 'imply'
    | 'range'
    | 'choice'
    | 'toolchain';
  readonly text: string;
  /** What its condition is now. */
  readonly state: 'n' | 'm' | 'y';
  /** True for the statement that decides. */
  readonly decides: boolean;
}

/** A symbol, its value, and every statement about it. */
export interface Explanation {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** The user's own value, when an input gave one. */
  readonly given: string | undefined;
  /** One line: where the value comes from. */
  readonly origin: string;
  /** The paragraphs of its help; empty for a symbol without. */
  readonly help: readonly string[];
  readonly reasons: readonly Reason[];
}

/** Undefined for a name that no entry declares. */
export function explain(configuration: Configuration, name: string): Explanation | undefined {
  const symbol = configuration.tree.symbols.find(name.replace(/^CONFIG_/, ''));
  if (symbol === undefined || symbol.entries.length === 0) return undefined;
  return new Explainer(configuration, symbol).explanation();
}

const letters = 'nmy';

class Explainer {
  readonly #configuration: Configuration;
  readonly #symbol: KconfigSymbol;

  constructor(configuration: Configuration, symbol: KconfigSymbol) {
    this.#configuration = configuration;
    this.#symbol = symbol;
  }

  explanation(): Explanation {
    const symbol = this.#symbol;
    const { values } = this.#configuration;
    values.compute(symbol);
    const origin = this.#origin();
    const text = values.text(symbol);
    return {
      name: symbol.name,
      type: symbol.type,
      value: symbol.type === 'string' ? quoted(text) : text,
      given: symbol.user && this.#written(symbol.user),
      origin: origin.text,
      help: symbol.entries.flatMap(({ help }) => (help ? helpParagraphs(help) : [])),
      reasons: [
        ...symbol.entries.flatMap((entry) => this.#entryReasons(entry)),
        ...symbol.properties.map((each) => this.#reason(each, each === origin.property)),
        ...this.#others(symbol.selectedBy, 'select', origin.property),
        ...this.#others(symbol.impliedBy, 'imply', origin.property),
        ...this.#toolchainReasons(),
      ],
    };
  }

  #written({ tristate, text }: { tristate: Tristate; text: string }): string {
    return isLogical(this.#symbol.type) ? (letters[tristate] ?? 'n') : text;
  }

  /** Which statement decides, in the order in which `values.ts` asks. */
  #origin(): { text: string; property: Property | undefined } {
    const symbol = this.#symbol;
    const { values } = this.#configuration;
    if (symbol.choice) return { text: 'its choice decides', property: undefined };
    const isUsers = symbol.visible !== 0 && symbol.user !== undefined;
    const selector = this.#strongest(symbol.selectedBy);
    const least = isUsers ? (symbol.user?.tristate ?? 0) : 0;
    if (isLogical(symbol.type) && symbol.reverse > least && selector)
      return { text: `selected by ${selector.by.name}`, property: selector.property };
    if (isUsers) return { text: 'given by the configuration that was read', property: undefined };
    const found = values.firstProperty(symbol, 'default');
    if (found) return { text: 'its default', property: found };
    if (symbol.implied === 0) return { text: 'nothing sets it', property: undefined };
    const implier = this.#strongest(symbol.impliedBy);
    return { text: `implied by ${implier?.by.name || 'a choice'}`, property: implier?.property };
  }

  /** The first of those that ask for the most: for a symbol without modules, m asks for y. */
  #strongest(list: KconfigSymbol['selectedBy']): KconfigSymbol['selectedBy'][number] | undefined {
    const { values } = this.#configuration;
    const strengths = list.map(({ by, property }) =>
      Math.min(values.tristate(by), values.evaluate(property.condition)),
    );
    const most = Math.max(0, ...strengths);
    return most === 0 ? undefined : list[strengths.indexOf(most)];
  }

  #entryReasons(entry: Entry): Reason[] {
    const entryReason = this.#at(entry.place, 'entry', `config ${this.#symbol.name}`, undefined);
    if (entry.dependency === undefined) return [entryReason];
    const text = `depends on ${expressionText(entry.dependency)}`;
    return [entryReason, this.#at(entry.place, 'depends', text, entry.dependency)];
  }

  #reason(property: Property, decides: boolean): Reason {
    const { kind, place } = property;
    const condition = property.written ? ` if ${expressionText(property.written)}` : '';
    const what =
      kind === 'prompt'
        ? `prompt ${quoted(property.text)}`
        : kind === 'default'
          ? `default ${property.value ? expressionText(property.value) : ''}`
          : kind === 'range'
            ? `range ${property.symbol?.name} ${property.upper?.name}`
            : `${kind} ${property.symbol?.name}`;
    return { ...this.#at(place, kind, `${what}${condition}`, property.condition), decides };
  }

  #others(
    list: KconfigSymbol['selectedBy'],
    kind: 'select' | 'imply',
    decisive: Property | undefined,
  ): Reason[] {
    const { values } = this.#configuration;
    return list.map(({ by, property }) => {
      const state = Math.min(values.tristate(by), values.evaluate(property.condition));
      const condition = property.written ? ` if ${expressionText(property.written)}` : '';
      const verb = kind === 'select' ? 'selected' : 'implied';
      return {
        ...property.place,
        kind,
        text: `${verb} by ${by.name || 'a choice'}=${values.text(by)}${condition}`,
        state: letter(state),
        decides: property === decisive,
      };
    });
  }

  /** Answers of the toolchain that stand in the lines of the symbol's entries. */
  #toolchainReasons(): Reason[] {
    const { toolchain } = this.#configuration;
    const places = new Set(
      this.#symbol.properties.map(({ place }) => `${place.file}:${place.line}`),
    );
    for (const entry of this.#symbol.entries) places.add(`${entry.place.file}:${entry.place.line}`);
    const asked = toolchain.answers.filter(({ file, line }) => places.has(`${file}:${line}`));
    return asked.map(({ file, line, question, answer, isKnown }) => ({
      file,
      line,
      kind: 'toolchain',
      text: `"${question}" is answered ${answer === '' ? 'with nothing' : answer}: ${isKnown ? toolchain.label : 'no one knows, so no'}`,
      state: answer === 'n' || answer === '' ? 'n' : 'y',
      decides: false,
    }));
  }

  #at(place: Place, kind: Reason['kind'], text: string, condition: Expression | undefined): Reason {
    const state = letter(this.#configuration.values.evaluate(condition));
    return { ...place, kind, text, state, decides: false };
  }
}

function letter(state: number): 'n' | 'm' | 'y' {
  return state === 2 ? 'y' : state === 1 ? 'm' : 'n';
}

/**
 * The values of symbols, computed on demand: what a symbol is follows from what the user said, from
 * prompts' conditions, defaults, selects and implies, as scripts/kconfig/symbol.c has it.
 */
import { type ChoiceRules, choiceRules } from './choices.ts';
import { compareValues } from './compare.ts';
import type { Dialect } from './dialect.ts';
import type { Expression } from './expressions.ts';
import {
  type KconfigSymbol,
  MODULE,
  NO,
  type Property,
  type SymbolType,
  type Tristate,
  YES,
} from './model.ts';
import { readNumber } from './numbers.ts';
import type { KconfigTree } from './reader.ts';

export class Values {
  readonly tree: KconfigTree;
  readonly dialect: Dialect;
  readonly #choices: ChoiceRules;
  #epoch = 0;
  #modules: Tristate = NO;

  constructor(tree: KconfigTree, dialect: Dialect) {
    this.tree = tree;
    this.dialect = dialect;
    this.#choices = choiceRules(this);
    this.invalidate();
  }

  /** The user's values changed: everything is computed anew, modules first. */
  invalidate(): void {
    this.#epoch++;
    const { modules } = this.tree.symbols;
    this.compute(modules);
    this.#modules = modules.current.tristate;
  }

  /** True when the symbol's value is known under the user's values of today. */
  isValid(symbol: KconfigSymbol): boolean {
    return symbol.validEpoch === this.#epoch;
  }

  markValid(symbol: KconfigSymbol): void {
    symbol.validEpoch = this.#epoch;
  }

  tristate(symbol: KconfigSymbol): Tristate {
    this.compute(symbol);
    return symbol.current.tristate;
  }

  /** The value as it is written: `n`, `m`, `y`, a number or a text without quotes. */
  text(symbol: KconfigSymbol): string {
    this.compute(symbol);
    if (!isLogical(symbol.type)) return symbol.current.text;
    const { tristate } = symbol.current;
    return tristate === NO ? 'n' : tristate === MODULE ? 'm' : 'y';
  }

  evaluate(expression: Expression | undefined): Tristate {
    if (expression === undefined) return YES;
    if (expression.op === 'symbol') return this.tristate(expression.symbol);
    const { cached } = expression;
    if (cached.epoch !== this.#epoch) {
      cached.value = this.#evaluate(expression);
      cached.epoch = this.#epoch;
    }
    return cached.value;
  }

  #evaluate(expression: Exclude<Expression, { op: 'symbol' }>): Tristate {
    switch (expression.op) {
      case 'not':
        return (YES - this.evaluate(expression.left)) as Tristate;
      case '&&':
        return lesser(this.evaluate(expression.left), this.evaluate(expression.right));
      case '||':
        return greater(this.evaluate(expression.left), this.evaluate(expression.right));
      default: {
        const { op, left, right } = expression;
        const side = (symbol: KconfigSymbol) => ({ text: this.text(symbol), type: symbol.type });
        return compareValues(op, side(left), side(right)) ? YES : NO;
      }
    }
  }

  /** Computes a symbol's value, unless it is known. */
  compute(symbol: KconfigSymbol): void {
    if (symbol.validEpoch === this.#epoch) return;
    symbol.validEpoch = this.#epoch;
    // Constants, numbers and names that nothing declares stand for themselves.
    if (symbol.type === 'unknown' || symbol.isConstant) return;
    symbol.isWritten = false;
    this.computeVisibility(symbol);
    if (symbol.visible !== NO) symbol.isWritten = true;
    symbol.current = { tristate: NO, text: this.#withoutDefault(symbol.type) };
    if (isLogical(symbol.type)) this.#computeLogical(symbol);
    else this.#computeText(symbol);
    if (symbol.isChoice || symbol.isTransitional) symbol.isWritten = false;
  }

  #withoutDefault(type: SymbolType): string {
    if (type === 'string' || this.dialect.emptyNumbers) return '';
    return type === 'int' ? '0' : '0x0';
  }

  #computeLogical(symbol: KconfigSymbol): void {
    if (this.#choices.computeMember(symbol)) return;
    let tristate = greater(this.#chosenTristate(symbol), symbol.reverse);
    tristate = this.#ofType(symbol, tristate);
    symbol.current = { tristate, text: '' };
    if (symbol.isChoice) this.#choices.choose(symbol);
  }

  /** What the user says where the symbol can be seen; else its default and what implies it. */
  #chosenTristate(symbol: KconfigSymbol): Tristate {
    if (symbol.visible !== NO && symbol.user) return lesser(symbol.user.tristate, symbol.visible);
    if (symbol.reverse !== NO) symbol.isWritten = true;
    return symbol.isChoice ? NO : this.#defaultTristate(symbol);
  }

  #defaultTristate(symbol: KconfigSymbol): Tristate {
    let tristate: Tristate = NO;
    const found = this.firstProperty(symbol, 'default');
    if (found) {
      tristate = lesser(this.evaluate(found.value), this.evaluate(found.condition));
      if (tristate !== NO) symbol.isWritten = true;
    }
    if (symbol.implied === NO) return tristate;
    symbol.isWritten = true;
    return lesser(greater(tristate, symbol.implied), symbol.direct);
  }

  #computeText(symbol: KconfigSymbol): void {
    let text = symbol.current.text;
    if (symbol.visible !== NO && symbol.user) text = symbol.user.text;
    else {
      const found = this.firstProperty(symbol, 'default');
      const from = found?.value?.op === 'symbol' ? found.value.symbol : undefined;
      if (from) {
        symbol.isWritten = true;
        this.compute(from);
        text = isLogical(from.type) ? this.text(from) : from.current.text;
      }
    }
    symbol.current = { tristate: NO, text };
    const bound = this.boundOutside(symbol, text);
    if (bound !== undefined) symbol.current = { tristate: NO, text: bound };
  }

  /** The end of the symbol's range that a number lies beyond; undefined when it lies within. */
  boundOutside(symbol: KconfigSymbol, text: string): string | undefined {
    if (symbol.type !== 'int' && symbol.type !== 'hex') return undefined;
    const range = this.firstProperty(symbol, 'range');
    if (range?.symbol === undefined || range.upper === undefined) return undefined;
    const base = symbol.type === 'int' ? 10 : 16;
    const value = readNumber(text, base).value;
    const number = (end: KconfigSymbol) => {
      this.compute(end);
      const endBase = end.type === 'int' ? 10 : end.type === 'hex' ? 16 : base;
      return readNumber(end.current.text, endBase).value;
    };
    const low = number(range.symbol);
    const end = value < low ? range.symbol : range.upper;
    if (value >= low && value <= number(range.upper)) return undefined;
    if (!this.dialect.emptyNumbers) return end.current.text;
    return base === 10 ? String(number(end)) : `0x${BigInt.asUintN(64, number(end)).toString(16)}`;
  }

  /** The first property of a kind whose condition holds. */
  firstProperty(symbol: KconfigSymbol, kind: Property['kind']): Property | undefined {
    for (const property of symbol.properties) {
      if (property.kind === kind && this.evaluate(property.condition) !== NO) return property;
    }
    return undefined;
  }

  /** Whether a prompt can be seen, what the symbol depends on, who selects and implies it. */
  computeVisibility(symbol: KconfigSymbol): void {
    if (symbol.isTransitional) {
      symbol.visible = YES;
      return;
    }
    let visible: Tristate = NO;
    for (const property of symbol.properties) {
      if (property.kind !== 'prompt') continue;
      visible = greater(
        visible,
        this.#choices.promptState(symbol, this.evaluate(property.condition)),
      );
    }
    if (visible === MODULE && (symbol.type !== 'tristate' || this.#modules === NO)) visible = YES;
    symbol.visible = visible;
    if (symbol.choice) return;
    symbol.direct = this.#ofType(symbol, this.evaluate(symbol.directDependency));
    symbol.reverse = this.#ofType(symbol, this.#reverse(symbol));
    symbol.implied = this.#ofType(symbol, this.#strongest(symbol.impliedBy));
  }

  /** A bool has no `m`, nor has a tristate without modules. */
  #ofType(symbol: KconfigSymbol, state: Tristate): Tristate {
    const isBool = symbol.type === 'bool' || this.#modules === NO;
    return state === MODULE && isBool ? YES : state;
  }

  #reverse(symbol: KconfigSymbol): Tristate {
    const selected = this.#strongest(symbol.selectedBy);
    return symbol.isChoice ? greater(selected, this.#choices.leastState(symbol)) : selected;
  }

  #strongest(list: KconfigSymbol['selectedBy']): Tristate {
    let strongest: Tristate = NO;
    for (const { by, property } of list) {
      const state = lesser(this.tristate(by), this.evaluate(property.condition));
      strongest = greater(strongest, state);
      if (strongest === YES) break;
    }
    return strongest;
  }
}

export function isLogical(type: SymbolType): boolean {
  return type === 'bool' || type === 'tristate';
}

function lesser(left: Tristate, right: Tristate): Tristate {
  return left < right ? left : right;
}

function greater(left: Tristate, right: Tristate): Tristate {
  return left > right ? left : right;
}

import {
  and,
  type Comparison,
  comparison,
  type Expression,
  not,
  or,
  symbolExpression,
} from './expressions.ts';
import type { Lexer } from './lexer.ts';
import type { KconfigSymbol } from './model.ts';
import type { SymbolTable } from './symbol-table.ts';

/** Brackets within brackets: deeper is an attack, not a condition. */
const MAX_DEPTH = 200;

const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

/** Reads the expressions of Kconfig: `!` before `=` before `&&` before `||`. */
export class ExpressionReader {
  readonly #symbols: SymbolTable;
  readonly #problem: (text: string) => void;
  #depth = 0;

  constructor(symbols: SymbolTable, problem: (text: string) => void) {
    this.#symbols = symbols;
    this.#problem = problem;
  }

  /** expr: conjunction { "||" conjunction } */
  read(lexer: Lexer): Expression | undefined {
    let left = this.#conjunction(lexer);
    while (lexer.kind === 'operator' && lexer.value === '||') {
      lexer.next();
      left = or(left, this.#conjunction(lexer));
    }
    return left;
  }

  /** A symbol, or a constant in quotes. */
  symbol(lexer: Lexer): KconfigSymbol | undefined {
    const { kind, value } = lexer;
    if (kind !== 'word' && kind !== 'quoted') {
      this.#problem('syntax error: a symbol is missing');
      lexer.skipRest();
      return undefined;
    }
    lexer.next();
    return kind === 'word' ? this.#symbols.named(value) : this.#symbols.constant(value);
  }

  /** conjunction: operand { "&&" operand } */
  #conjunction(lexer: Lexer): Expression | undefined {
    let left = this.#operand(lexer);
    while (lexer.kind === 'operator' && lexer.value === '&&') {
      lexer.next();
      left = and(left, this.#operand(lexer));
    }
    return left;
  }

  /** operand: "!" operand | "(" expr ")" | symbol [ comparison symbol ] */
  #operand(lexer: Lexer): Expression | undefined {
    if (this.#depth > MAX_DEPTH) {
      this.#problem('an expression is nested too deeply');
      lexer.skipRest();
      return undefined;
    }
    this.#depth++;
    const operand = this.#operandAt(lexer);
    this.#depth--;
    return operand;
  }

  #operandAt(lexer: Lexer): Expression | undefined {
    if (lexer.kind === 'operator' && lexer.value === '!') {
      lexer.next();
      const left = this.#operand(lexer);
      return left && not(left);
    }
    if (lexer.kind === 'operator' && lexer.value === '(') return this.#bracketed(lexer);
    const left = this.symbol(lexer);
    if (left === undefined) return undefined;
    const { kind, value } = lexer;
    if (kind !== 'operator' || !COMPARISONS.has(value)) return symbolExpression(left);
    lexer.next();
    const right = this.symbol(lexer);
    return right && comparison(value as Comparison, left, right);
  }

  #bracketed(lexer: Lexer): Expression | undefined {
    lexer.next();
    const inner = this.read(lexer);
    if (lexer.kind === 'operator' && lexer.value === ')') lexer.next();
    else this.#problem("syntax error: ')' is missing");
    return inner;
  }
}

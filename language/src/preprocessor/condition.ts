import {
  P_AMP,
  P_ANDAND,
  P_CARET,
  P_COLON,
  P_COMMA,
  P_EQ,
  P_GE,
  P_GT,
  P_HASH,
  P_LE,
  P_LPAREN,
  P_LT,
  P_MINUS,
  P_NE,
  P_NOT,
  P_OROR,
  P_PERCENT,
  P_PIPE,
  P_PLUS,
  P_QUESTION,
  P_RPAREN,
  P_SHL,
  P_SHR,
  P_SLASH,
  P_STAR,
  P_TILDE,
} from '../lexer/spellings.ts';
import {
  F_SPACE_BEFORE,
  T_CHARACTER,
  T_EOF,
  T_IDENTIFIER,
  T_NUMBER,
  T_PUNCTUATOR,
} from '../lexer/token-stream.ts';
import {
  type CharacterRules,
  type ConditionValue,
  parseCharacter,
  parseConditionNumber,
} from './condition-number.ts';
import type { Expander } from './expander.ts';
import { spellingOf } from './spelling.ts';

/** Binary operators by punctuator: how tightly they bind; 0 for all others. */
const PRECEDENCE = new Uint8Array(64);
for (const [level, operators] of [
  [P_COMMA],
  [P_QUESTION],
  [P_OROR],
  [P_ANDAND],
  [P_PIPE],
  [P_CARET],
  [P_AMP],
  [P_EQ, P_NE],
  [P_LT, P_GT, P_LE, P_GE],
  [P_SHL, P_SHR],
  [P_PLUS, P_MINUS],
  [P_STAR, P_SLASH, P_PERCENT],
].entries()) {
  for (const operator of operators) PRECEDENCE[operator] = level + 1;
}
const QUESTION_LEVEL = 2;
const UNARY_LEVEL = 13;
/** The most parentheses and unary operators inside each other. */
const NESTING_LIMIT = 500;

/** Whether `#predicate(answer)` holds; without an answer, whether the predicate has any. */
type AssertionTest = (predicate: string, answer: string | undefined) => boolean;

const ZERO: ConditionValue = { value: 0n, unsigned: false };
const ONE: ConditionValue = { value: 1n, unsigned: false };

/**
 * The expression of a #if (6.10.1), in 64-bit intmax_t arithmetic as cpplib does it: an operand that
 * is not evaluated may divide by zero, and one unsigned operand makes the operation unsigned.
 */
export class ConditionParser {
  readonly #expander: Expander;
  readonly #rules: CharacterRules;
  readonly #isAsserted: AssertionTest;
  #problem: string | undefined;
  #nesting = 0;
  #report: (message: string) => void = () => {};
  #values = new Map<number, ConditionValue | string>();

  constructor(expander: Expander, rules: CharacterRules, isAsserted: AssertionTest) {
    this.#expander = expander;
    this.#rules = rules;
    this.#isAsserted = isAsserted;
  }

  /** Evaluates what the expander reads until the end of the directive. A problem makes it false. */
  evaluate(report: (message: string) => void): boolean {
    const expander = this.#expander;
    this.#report = report;
    this.#problem = undefined;
    this.#nesting = 0;
    if (expander.nextSolid() === T_EOF) this.#fail('#if with no expression');
    const result = this.#expression(1, true);
    if (this.#problem === undefined && expander.kind !== T_EOF) {
      this.#fail(`token "${expander.interner.text(expander.id)}" is not valid in #if`);
    }
    if (this.#problem === undefined) return result.value !== 0n;
    report(this.#problem);
    return false;
  }

  #fail(message: string): ConditionValue {
    this.#problem ??= message;
    return ZERO;
  }

  #isPunctuator(id: number): boolean {
    return this.#expander.kind === T_PUNCTUATOR && this.#expander.id === id;
  }

  /** The loaded token is the first of the expression; afterwards it is the one behind it. */
  #expression(lowest: number, evaluated: boolean): ConditionValue {
    let left = this.#unary(evaluated);
    const expander = this.#expander;
    for (;;) {
      if (this.#problem !== undefined || expander.kind !== T_PUNCTUATOR) return left;
      const operator = expander.id;
      const level = PRECEDENCE[operator] as number;
      if (level === 0 || level < lowest) return left;
      expander.nextSolid();
      if (operator === P_QUESTION) left = this.#conditional(left, evaluated);
      else {
        const skipsRight =
          (operator === P_ANDAND && left.value === 0n) ||
          (operator === P_OROR && left.value !== 0n);
        const right = this.#expression(level + 1, evaluated && !skipsRight);
        left = this.#binary(operator, left, right, evaluated && !skipsRight);
      }
    }
  }

  #conditional(condition: ConditionValue, evaluated: boolean): ConditionValue {
    const isTrue = condition.value !== 0n;
    const first = this.#expression(1, evaluated && isTrue);
    if (this.#problem === undefined && !this.#isPunctuator(P_COLON)) {
      return this.#fail("'?' without following ':'");
    }
    this.#expander.nextSolid();
    const second = this.#expression(QUESTION_LEVEL, evaluated && !isTrue);
    return convert(isTrue ? first.value : second.value, first.unsigned || second.unsigned);
  }

  #unary(evaluated: boolean): ConditionValue {
    const expander = this.#expander;
    if (this.#problem !== undefined) return ZERO;
    if (expander.kind !== T_PUNCTUATOR) return this.#primary();
    const operator = expander.id;
    if (++this.#nesting > NESTING_LIMIT) return this.#fail('the expression is nested too deeply');
    let result = ZERO;
    if (operator === P_LPAREN) {
      expander.nextSolid();
      result = this.#expression(1, evaluated);
      if (this.#problem === undefined && !this.#isPunctuator(P_RPAREN)) {
        return this.#fail("missing ')' in expression");
      }
      expander.nextSolid();
    } else if (
      operator === P_NOT ||
      operator === P_TILDE ||
      operator === P_MINUS ||
      operator === P_PLUS
    ) {
      expander.nextSolid();
      result = applyUnary(operator, this.#expression(UNARY_LEVEL, evaluated));
    } else if (operator === P_HASH) result = this.#assertion();
    else return this.#fail(`token "${expander.interner.text(operator)}" is not valid in #if`);
    this.#nesting--;
    return result;
  }

  #primary(): ConditionValue {
    const expander = this.#expander;
    const { kind, id } = expander;
    let result: ConditionValue;
    if (kind === T_NUMBER || kind === T_CHARACTER) result = this.#constant(kind, id);
    else if (kind === T_IDENTIFIER) {
      result = id === expander.pool.definedId ? this.#defined() : ZERO;
    } else if (kind === T_EOF) return this.#fail('operator has no right operand');
    else return this.#fail(`token "${expander.interner.text(id)}" is not valid in #if`);
    expander.nextSolid();
    return result;
  }

  #constant(kind: number, id: number): ConditionValue {
    let result = this.#values.get(id);
    if (result === undefined) {
      const text = this.#expander.interner.text(id);
      result = kind === T_NUMBER ? parseConditionNumber(text) : parseCharacter(text, this.#rules);
      this.#values.set(id, result);
    }
    return typeof result === 'string' ? this.#fail(result) : result;
  }

  /** `#machine` and `#machine(x86_64)`; nothing of it is expanded. Leaves the token behind it loaded. */
  #assertion(): ConditionValue {
    const expander = this.#expander;
    expander.preventExpansion++;
    const isNamed = expander.nextSolid() === T_IDENTIFIER;
    const predicate = expander.interner.text(expander.id);
    expander.nextSolid();
    const answer = isNamed && this.#isPunctuator(P_LPAREN) ? this.#answer() : undefined;
    expander.preventExpansion--;
    if (!isNamed) return this.#fail('predicate must be an identifier');
    if (answer === undefined) return this.#isAsserted(predicate, undefined) ? ONE : ZERO;
    if (!this.#isPunctuator(P_RPAREN)) return this.#fail("missing ')' to complete answer");
    expander.nextSolid();
    return this.#isAsserted(predicate, answer) ? ONE : ZERO;
  }

  #answer(): string {
    const expander = this.#expander;
    let text = '';
    while (expander.nextSolid() !== T_EOF && !this.#isPunctuator(P_RPAREN)) {
      if (text !== '' && expander.flags & F_SPACE_BEFORE) text += ' ';
      text += spellingOf(expander.interner, expander.id, expander.flags);
    }
    return text;
  }

  /** `defined X` and `defined(X)`; X is not expanded. Leaves its last token loaded. */
  #defined(): ConditionValue {
    const expander = this.#expander;
    expander.preventExpansion++;
    let kind = expander.nextSolid();
    const inParens = this.#isPunctuator(P_LPAREN);
    if (inParens) kind = expander.nextSolid();
    const id = expander.id;
    if (inParens && kind === T_IDENTIFIER) expander.nextSolid();
    expander.preventExpansion--;
    if (kind !== T_IDENTIFIER) return this.#fail('operator "defined" requires an identifier');
    if (inParens && !this.#isPunctuator(P_RPAREN))
      return this.#fail('missing \')\' after "defined"');
    return expander.isDefined(id) ? ONE : ZERO;
  }

  #binary(
    operator: number,
    left: ConditionValue,
    right: ConditionValue,
    evaluated: boolean,
  ): ConditionValue {
    const a = left.value;
    const b = right.value;
    if (operator === P_OROR) return truth(a !== 0n || b !== 0n);
    if (operator === P_ANDAND) return truth(a !== 0n && b !== 0n);
    if (operator === P_COMMA) return right;
    if (operator === P_SHL || operator === P_SHR) return shift(left, right, operator === P_SHL);
    const unsigned = left.unsigned || right.unsigned;
    const x = unsigned ? BigInt.asUintN(64, a) : a;
    const y = unsigned ? BigInt.asUintN(64, b) : b;
    switch (operator) {
      case P_EQ:
        return truth(x === y);
      case P_NE:
        return truth(x !== y);
      case P_LT:
        return truth(x < y);
      case P_GT:
        return truth(x > y);
      case P_LE:
        return truth(x <= y);
      case P_GE:
        return truth(x >= y);
      case P_PIPE:
        return convert(x | y, unsigned);
      case P_CARET:
        return convert(x ^ y, unsigned);
      case P_AMP:
        return convert(x & y, unsigned);
      case P_PLUS:
        return convert(x + y, unsigned);
      case P_MINUS:
        return convert(x - y, unsigned);
      case P_STAR:
        return convert(x * y, unsigned);
      default:
        if (y !== 0n) return convert(operator === P_SLASH ? x / y : x % y, unsigned);
        // cpplib reports it and goes on with the dividend.
        if (evaluated) this.#report('division by zero in #if');
        return convert(x, unsigned);
    }
  }
}

function truth(value: boolean): ConditionValue {
  return value ? ONE : ZERO;
}

function convert(value: bigint, unsigned: boolean): ConditionValue {
  return { value: unsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value), unsigned };
}

function applyUnary(operator: number, operand: ConditionValue): ConditionValue {
  if (operator === P_NOT) return truth(operand.value === 0n);
  if (operator === P_TILDE) return convert(~operand.value, operand.unsigned);
  return operator === P_MINUS ? convert(-operand.value, operand.unsigned) : operand;
}

/** A negative count shifts the other way, and a large one shifts everything out. */
function shift(left: ConditionValue, right: ConditionValue, isLeft: boolean): ConditionValue {
  const isNegative = !right.unsigned && right.value < 0n;
  const count = isNegative ? -right.value : right.value;
  const bits = count > 64n ? 64n : count;
  const value = isLeft !== isNegative ? left.value << bits : left.value >> bits;
  return convert(value, left.unsigned);
}

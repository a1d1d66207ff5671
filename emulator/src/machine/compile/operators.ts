/** Binary, unary and conditional operators. */

import {
  P_ANDAND, P_MINUS, P_OROR, P_PLUS, P_SHL, P_SHR,
} from '../../../../language/src/lexer/spellings.ts'; // biome-ignore format: a list
import type {
  BinaryExpression,
  Expression,
  UnaryExpression,
} from '../../../../language/src/syntax/ast.ts';
import { type CType, resolve } from '../../../../language/src/types/types.ts';
import { isVariable } from '../../../../language/src/types/variable-size.ts';
import { asInteger, decay, usualConversions } from '../../../../language/src/typing/arithmetic.ts';
import { promotedOperand } from '../../../../language/src/typing/promoted-operand.ts';
import { Fault } from '../run/fault.ts';
import { wideOf } from '../values/kind-conversion.ts';
import { isFloat, isSigned, isWide, type Kind } from '../values/scalar-kind.ts';
import { steppedAddress } from './addresses.ts';
import { binaryRun, isComparison } from './arithmetic.ts';
import { castCode } from './cast.ts';
import { checkedRun } from './checked-arithmetic.ts';
import { type Code, constant, type Run } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { addressOf } from './places.ts';
import { sizeCode } from './sizes.ts';
import { vectorBinary, vectorUnary } from './vectors.ts';

export function binaryCode(c: FunctionContext, e: BinaryExpression): Code {
  const { operator } = e;
  if (operator === P_ANDAND || operator === P_OROR) return logical(c, e);
  if (resolve(e.left.type).kind === 'vector' || resolve(e.right.type).kind === 'vector')
    return vectorBinary(c, e);
  const left = valueCode(c, e.left);
  const right = valueCode(c, e.right);
  const l = pointee(e.left.type);
  const r = pointee(e.right.type);
  if ((l || r) && (operator === P_PLUS || operator === P_MINUS))
    return pointerCode(c, operator, left, right, l, r);
  const type = operationType(c, operator, e.left, e.right);
  const code = operateAs(c, type, operator, left, right, e.token);
  return isComparison(operator) ? { ...code, kind: c.kind(e.type) } : code;
}

/** An operation in a type, which may be that of a wide bit-field. */
export function operateAs(
  c: FunctionContext,
  type: CType,
  operator: number,
  left: Code,
  right: Code,
  token: number,
): Code {
  const kind = c.kind(type);
  if (asInteger(type)?.precisionBits === undefined)
    return operate(kind, operator, left, right, { c, token });
  const isShift = operator === P_SHL || operator === P_SHR;
  const a = narrowed(castCode(left, kind), type);
  const b = isShift ? right : narrowed(castCode(right, kind), type);
  const code = operate(kind, operator, a, b, { c, token });
  return isComparison(operator) ? code : narrowed(code, type);
}

/**
 * Both operands converted, then the operation; folded when both are known.
 * @param code the operation's place, where a watched machine checks it
 */
export function operate(
  kind: Kind,
  operator: number,
  left: Code,
  right: Code,
  code?: { readonly c: FunctionContext; readonly token: number },
): Code {
  const isShift = operator === P_SHL || operator === P_SHR;
  const a = castCode(left, kind);
  const b = isShift ? right : castCode(right, kind);
  if (a.constant !== undefined && b.constant !== undefined && foldable(operator, b))
    return constant(kind, binaryRun(kind, operator, a, b)([]));
  if (code) return { kind, run: checkedRun(code.c, kind, operator, a, b, code.token) };
  return { kind, run: binaryRun(kind, operator, a, b) };
}

function foldable(_operator: number, right: Code): boolean {
  return right.constant !== 0;
}

/** The type in which an operation is done, C11 6.3.1.8; pointers compare as the integers they are. */
export function operationType(
  c: FunctionContext,
  operator: number,
  left: Expression,
  right: Expression,
): CType {
  const { types } = c.parser;
  if (pointee(left.type) || pointee(right.type)) return types.sizeT;
  const l = promotedOperand(types, left);
  if (operator === P_SHL || operator === P_SHR) return l;
  return usualConversions(types, l, promotedOperand(types, right));
}

/** A value of a type whose values do not fill its bytes: what leaves the width is lost. */
function narrowed(code: Code, type: CType): Code {
  const bits = asInteger(type)?.precisionBits;
  if (bits === undefined || isFloat(code.kind)) return code;
  const { kind, run } = code;
  const { wrap } = wideOf(kind);
  const cut = isSigned(kind) ? BigInt.asIntN : BigInt.asUintN;
  return { kind, run: (r) => wrap(cut(bits, BigInt(run(r)))) };
}

/** What a pointer, an array or a function designates, for arithmetic. */
export function pointee(type: CType): CType | undefined {
  const t = resolve(type);
  if (t.kind === 'pointer') return t.pointee;
  if (t.kind === 'array') return t.element;
  return t.kind === 'function' ? t : undefined;
}

function pointerCode(
  c: FunctionContext,
  operator: number,
  left: Code,
  right: Code,
  l: CType | undefined,
  r: CType | undefined,
): Code {
  if (l && r) return difference(c, left, right, sizeCode(c, l));
  const type = (l ?? r) as CType;
  const [base, count] = l ? [left, right] : [right, left];
  const signedCount = operator === P_MINUS ? negated(count) : count;
  return steppedAddress(c, base, signedCount, sizeCode(c, type), isVariable(type));
}

function negated(count: Code): Code {
  const wideCount = castCode(count, 'i64');
  if (wideCount.constant !== undefined)
    return constant('i64', wideOf('i64').neg(wideCount.constant));
  const { run } = wideCount;
  const { neg } = wideOf('i64');
  return { kind: 'i64', run: (r) => neg(run(r)) };
}

function difference(c: FunctionContext, left: Code, right: Code, size: Code): Code {
  const kind: Kind = c.pointerKind === 'u64' ? 'i64' : 'i32';
  const a = left.run;
  const b = right.run;
  const bytes = size.run;
  const { sub, div } = wideOf('i64');
  const narrow = castCode({ kind: 'i64', run: (r) => sub(a(r), b(r)) }, kind).run;
  return { kind, run: (r) => div(narrow(r), bytes(r) || 1) };
}

function logical(c: FunctionContext, e: BinaryExpression): Code {
  const left = valueCode(c, e.left);
  const kind = c.kind(e.type);
  const isAnd = e.operator === P_ANDAND;
  if (left.constant !== undefined && (left.constant !== 0) !== isAnd)
    return constant(kind, isAnd ? 0 : 1);
  const a = left.run;
  const b = valueCode(c, e.right).run;
  if (isAnd) return { kind, run: (r) => (a(r) !== 0 && b(r) !== 0 ? 1 : 0) };
  return { kind, run: (r) => (a(r) !== 0 || b(r) !== 0 ? 1 : 0) };
}

export function unaryCode(c: FunctionContext, e: UnaryExpression): Code {
  if (e.operator === '&') return addressCode(c, e.operand);
  if (resolve(e.operand.type).kind === 'vector') return vectorUnary(c, e);
  const operand = valueCode(c, e.operand);
  const kind = c.kind(e.type);
  if (e.operator === '__real__') return operand;
  if (e.operator === '!') return fold(kind, operand, notRun(operand));
  const a = castCode(operand, kind);
  if (e.operator === '+') return a.reg === undefined ? a : { kind, run: a.run };
  const run = e.operator === '-' ? negateRun(kind, a.run) : complementRun(kind, a.run);
  return narrowed(fold(kind, a, run), e.type);
}

function addressCode(c: FunctionContext, operand: Expression): Code {
  if (resolve(operand.type).kind === 'function') return valueCode(c, operand);
  return addressOf(c, operand);
}

function fold(kind: Kind, operand: Code, run: Run): Code {
  return operand.constant === undefined ? { kind, run } : constant(kind, run([]));
}

function notRun({ run }: Code): Run {
  return (r) => (run(r) === 0 ? 1 : 0);
}

function negateRun(kind: Kind, a: Run): Run {
  if (isFloat(kind)) return (r) => -(a(r) as number);
  if (isWide(kind)) {
    const { neg } = wideOf(kind);
    return (r) => neg(a(r));
  }
  if (kind === 'u32') return (r) => -(a(r) as number) >>> 0;
  return (r) => -(a(r) as number) | 0;
}

function complementRun(kind: Kind, a: Run): Run {
  if (isWide(kind)) {
    const { not } = wideOf(kind);
    return (r) => not(a(r));
  }
  if (isFloat(kind)) throw new Fault('unsupported', '~ of a complex number');
  if (kind === 'u32') return (r) => ~(a(r) as number) >>> 0;
  return (r) => ~(a(r) as number);
}

export function conditionalCode(c: FunctionContext, e: Expression & { kind: 'conditional' }): Code {
  const condition = valueCode(c, e.condition);
  const kind = resultKind(c, e.type);
  const convert = (code: Code): Code =>
    kind === 'void' || kind === 'aggregate' ? code : narrowed(castCode(code, kind), e.type);
  if (condition.constant !== undefined && e.then !== undefined) {
    const { reg: _, ...code } = convert(
      valueCode(c, condition.constant !== 0 ? e.then : e.otherwise),
    );
    return { ...code, kind };
  }
  const otherwise = convert(valueCode(c, e.otherwise)).run;
  const test = condition.run;
  if (e.then === undefined) {
    const hold = c.register();
    const same = convert({ kind: condition.kind, run: (r) => r[hold] }).run;
    return {
      kind,
      run: (r) => {
        r[hold] = test(r);
        return r[hold] !== 0 ? same(r) : otherwise(r);
      },
    };
  }
  const then = convert(valueCode(c, e.then)).run;
  return { kind, run: (r) => (test(r) !== 0 ? then(r) : otherwise(r)) };
}

function resultKind(c: FunctionContext, type: CType): Kind {
  return c.kind(decay(type));
}

/** The complement of a computed value, for the nand atomics. */
export function unaryResult(kind: Kind, code: Code): Code {
  return { kind, run: complementRun(kind, code.run) };
}

/** Binary operations on two values of one kind. */
import {
  P_AMP, P_CARET, P_EQ, P_GE, P_GT, P_LE, P_LT, P_MINUS, P_NE, P_PERCENT, P_PIPE, P_PLUS, P_SHL, P_SHR, P_SLASH, P_STAR,
} from '../../../../language/src/lexer/spellings.ts'; // biome-ignore format: a list
import { Fault } from '../run/fault.ts';
import { wideOf } from '../values/kind-conversion.ts';
import { isFloat, isWide, type Kind, type Value } from '../values/scalar-kind.ts';
import { low32 } from '../values/wide.ts';
import type { Code, Regs, Run } from './code.ts';

type Num = (r: Regs) => number;

export function isComparison(operator: number): boolean {
  return operator >= P_LT && operator <= P_NE;
}

function divisionByZero(): never {
  throw new Fault('division-by-zero', 'division by zero');
}

/** The operation; both operands have been converted to `kind` (a shift's count to any integer). */
export function binaryRun(kind: Kind, operator: number, left: Code, right: Code): Run {
  if (isComparison(operator)) return comparison(operator, left, right);
  if (isFloat(kind)) return floating(kind, operator, left.run as Num, right.run as Num);
  if (isWide(kind)) return wide(kind, operator, left.run, right.run);
  const a = left.run as Num;
  const b = shiftCount(operator, right);
  return kind === 'u32' ? unsigned(operator, a, b) : signed(operator, left, right, a, b);
}

function shiftCount(operator: number, right: Code): Num {
  const isShift = operator === P_SHL || operator === P_SHR;
  if (!isShift || !isWide(right.kind)) return right.run as Num;
  const { run } = right;
  return (r) => low32(run(r));
}

function signed(operator: number, left: Code, right: Code, a: Num, b: Num): Run {
  const short = shortSigned(operator, left, right);
  if (short) return short;
  switch (operator) {
    case P_PLUS: return (r) => (a(r) + b(r)) | 0;
    case P_MINUS: return (r) => (a(r) - b(r)) | 0;
    case P_STAR: return (r) => Math.imul(a(r), b(r));
    case P_SLASH: return (r) => { const x = a(r); const y = b(r); return y === 0 ? divisionByZero() : (x / y) | 0; };
    case P_PERCENT: return (r) => { const x = a(r); const y = b(r); return y === 0 ? divisionByZero() : (x % y) | 0; };
    case P_AMP: return (r) => a(r) & b(r);
    case P_PIPE: return (r) => a(r) | b(r);
    case P_CARET: return (r) => a(r) ^ b(r);
    case P_SHL: return (r) => a(r) << b(r);
    case P_SHR: return (r) => a(r) >> b(r);
    default: throw new Fault('unsupported', 'an unknown operator');
  } // biome-ignore format: a table
}

/** The commonest shapes, without a call per operand: most of a loop's time goes there. */
function shortSigned(operator: number, left: Code, right: Code): Run | undefined {
  const { reg } = left;
  const k = right.constant as number | undefined;
  if (reg === undefined) return undefined;
  if (k !== undefined) {
    if (operator === P_PLUS) return (r) => ((r[reg] as number) + k) | 0;
    if (operator === P_MINUS) return (r) => ((r[reg] as number) - k) | 0;
    if (operator === P_AMP) return (r) => (r[reg] as number) & k;
    if (operator === P_STAR) return (r) => Math.imul(r[reg] as number, k);
    return undefined;
  }
  const other = right.reg;
  if (other === undefined) return undefined;
  if (operator === P_PLUS) return (r) => ((r[reg] as number) + (r[other] as number)) | 0;
  if (operator === P_MINUS) return (r) => ((r[reg] as number) - (r[other] as number)) | 0;
  if (operator === P_STAR) return (r) => Math.imul(r[reg] as number, r[other] as number);
  return undefined;
}

function unsigned(operator: number, a: Num, b: Num): Run {
  switch (operator) {
    case P_PLUS: return (r) => (a(r) + b(r)) >>> 0;
    case P_MINUS: return (r) => (a(r) - b(r)) >>> 0;
    case P_STAR: return (r) => Math.imul(a(r), b(r)) >>> 0;
    case P_SLASH: return (r) => { const x = a(r); const y = b(r); return y === 0 ? divisionByZero() : Math.floor(x / y); };
    case P_PERCENT: return (r) => { const x = a(r); const y = b(r); return y === 0 ? divisionByZero() : x % y; };
    case P_AMP: return (r) => (a(r) & b(r)) >>> 0;
    case P_PIPE: return (r) => (a(r) | b(r)) >>> 0;
    case P_CARET: return (r) => (a(r) ^ b(r)) >>> 0;
    case P_SHL: return (r) => (a(r) << b(r)) >>> 0;
    case P_SHR: return (r) => a(r) >>> b(r);
    default: throw new Fault('unsupported', 'an unknown operator');
  } // biome-ignore format: a table
}

function wide(kind: Kind, operator: number, a: Run, b: Run): Run {
  const w = wideOf(kind);
  switch (operator) {
    case P_PLUS: return (r) => w.add(a(r), b(r));
    case P_MINUS: return (r) => w.sub(a(r), b(r));
    case P_STAR: return (r) => w.mul(a(r), b(r));
    case P_SLASH: return (r) => { const x = a(r); const y = b(r); return y === 0 ? divisionByZero() : w.div(x, y); };
    case P_PERCENT: return (r) => { const x = a(r); const y = b(r); return y === 0 ? divisionByZero() : w.rem(x, y); };
    case P_AMP: return (r) => w.and(a(r), b(r));
    case P_PIPE: return (r) => w.or(a(r), b(r));
    case P_CARET: return (r) => w.xor(a(r), b(r));
    case P_SHL: return (r) => w.shl(a(r), low32(b(r)));
    case P_SHR: return (r) => w.shr(a(r), low32(b(r)));
    default: throw new Fault('unsupported', 'an unknown operator');
  } // biome-ignore format: a table
}

function floating(kind: Kind, operator: number, a: Num, b: Num): Run {
  const single = kind === 'f32';
  switch (operator) {
    case P_PLUS: return single ? (r) => Math.fround(a(r) + b(r)) : (r) => a(r) + b(r);
    case P_MINUS: return single ? (r) => Math.fround(a(r) - b(r)) : (r) => a(r) - b(r);
    case P_STAR: return single ? (r) => Math.fround(a(r) * b(r)) : (r) => a(r) * b(r);
    case P_SLASH: return single ? (r) => Math.fround(a(r) / b(r)) : (r) => a(r) / b(r);
    default: throw new Fault('unsupported', 'an operator that floating types do not have');
  } // biome-ignore format: a table
}

/** Mixed numbers and bigints compare as C wants: the forms are the shortest ones. */
function comparison(operator: number, left: Code, right: Code): Run {
  const short = shortComparison(operator, left, right);
  if (short) return short;
  const a = left.run;
  const b = right.run;
  switch (operator) {
    case P_LT: return (r) => (a(r) < b(r) ? 1 : 0);
    case P_GT: return (r) => (a(r) > b(r) ? 1 : 0);
    case P_LE: return (r) => (a(r) <= b(r) ? 1 : 0);
    case P_GE: return (r) => (a(r) >= b(r) ? 1 : 0);
    case P_EQ: return (r) => (a(r) === b(r) ? 1 : 0);
    default: return (r) => (a(r) !== b(r) ? 1 : 0);
  } // biome-ignore format: a table
}

function shortComparison(operator: number, left: Code, right: Code): Run | undefined {
  const { reg } = left;
  if (reg === undefined) return undefined;
  const k = right.constant as Value;
  if (right.constant !== undefined) {
    switch (operator) {
      case P_LT: return (r) => (r[reg] < k ? 1 : 0);
      case P_GT: return (r) => (r[reg] > k ? 1 : 0);
      case P_LE: return (r) => (r[reg] <= k ? 1 : 0);
      case P_GE: return (r) => (r[reg] >= k ? 1 : 0);
      case P_EQ: return (r) => (r[reg] === k ? 1 : 0);
      default: return (r) => (r[reg] !== k ? 1 : 0);
    } // biome-ignore format: a table
  }
  const other = right.reg;
  if (other === undefined) return undefined;
  switch (operator) {
    case P_LT: return (r) => (r[reg] < r[other] ? 1 : 0);
    case P_GT: return (r) => (r[reg] > r[other] ? 1 : 0);
    case P_LE: return (r) => (r[reg] <= r[other] ? 1 : 0);
    case P_GE: return (r) => (r[reg] >= r[other] ? 1 : 0);
    case P_EQ: return (r) => (r[reg] === r[other] ? 1 : 0);
    default: return (r) => (r[reg] !== r[other] ? 1 : 0);
  } // biome-ignore format: a table
}

/** Arithmetic that a watched machine checks: what C leaves undefined is a finding, and goes on. */
import {
  P_MINUS, P_PERCENT, P_PLUS, P_SHL, P_SHR, P_SLASH, P_STAR,
} from '../../../../language/src/lexer/spellings.ts'; // biome-ignore format: a list
import { bitsOf, isFloat, isSigned, type Kind, type Value } from '../values/scalar-kind.ts';
import { binaryRun } from './arithmetic.ts';
import type { Code, Run } from './code.ts';
import type { FunctionContext } from './function-context.ts';

const NAMES = new Map([
  [P_PLUS, '+'], [P_MINUS, '-'], [P_STAR, '*'], [P_SLASH, '/'], [P_PERCENT, '%'],
]); // biome-ignore format: a table

/** The operation, as `binaryRun` does it, with its check where there is one. */
export function checkedRun(
  c: FunctionContext,
  kind: Kind,
  operator: number,
  left: Code,
  right: Code,
  token: number,
): Run {
  const { watch } = c.machine;
  const isShift = operator === P_SHL || operator === P_SHR;
  if (watch === undefined || isFloat(kind)) return binaryRun(kind, operator, left, right);
  if (isShift) return shiftRun(c, kind, operator, left, right, token);
  const name = NAMES.get(operator);
  const isDivision = operator === P_SLASH || operator === P_PERCENT;
  const isUndefined = isSigned(kind) && (isDivision || !watch.options.wrapsOverflow);
  const second = isDivision ? divisor(c, right, token) : right;
  if (name === undefined || !isUndefined) return binaryRun(kind, operator, left, second);
  return overflowRun(c, kind, operator, name, left, second, token);
}

/** A division by zero ends the run where the operator stands. */
function divisor(c: FunctionContext, code: Code, token: number): Code {
  const { kind, run, constant } = code;
  const { watch } = c.machine;
  const site = c.site(token);
  if (watch === undefined || (constant !== undefined && constant !== 0)) return code;
  const noted: Run = (r) => {
    const value = run(r);
    if (value === 0) watch.site = site;
    return value;
  };
  return { kind, run: noted };
}

/** A count that is negative or not below the width (C11 6.5.7p3). */
function shiftRun(
  c: FunctionContext,
  kind: Kind,
  operator: number,
  left: Code,
  right: Code,
  token: number,
): Run {
  const site = c.site(token);
  const hold = c.register();
  const { watch } = c.machine;
  const bits = bitsOf(kind);
  const count: Run = (r) => {
    const n = right.run(r);
    if (n < 0 || n >= bits) watch?.badShift(n, bits, site);
    r[hold] = n;
    return n;
  };
  if (right.constant !== undefined && right.constant >= 0 && right.constant < bits)
    return binaryRun(kind, operator, left, right);
  return binaryRun(kind, operator, left, { kind: right.kind, run: count });
}

/** A result that the type cannot hold (C11 6.5p5); INT_MIN / -1 is one, which processors trap. */
function overflowRun(
  c: FunctionContext,
  kind: Kind,
  operator: number,
  name: string,
  left: Code,
  right: Code,
  token: number,
): Run {
  const site = c.site(token);
  const [a, b] = [c.register(), c.register()];
  const held = (reg: number): Code => ({ kind, run: (r) => r[reg], reg });
  const wrapped = binaryRun(kind, operator, held(a), held(b));
  const { watch } = c.machine;
  const limit = 2n ** BigInt(bitsOf(kind) - 1);
  return (r) => {
    const x = left.run(r);
    const y = right.run(r);
    r[a] = x;
    r[b] = y;
    const result = wrapped(r);
    if (isExact(operator, x, y, result)) return result;
    const exact = exactly(operator, BigInt(x), BigInt(y));
    if (exact < -limit || exact >= limit)
      watch?.overflow(`${x} ${name} ${y} does not fit in ${bitsOf(kind)} bits`, site);
    return result;
  };
}

/** The quick answer for operands whose result a number holds exactly. */
function isExact(operator: number, x: Value, y: Value, result: Value): boolean {
  if (typeof x !== 'number' || typeof y !== 'number') return false;
  if (operator === P_PLUS) return x + y === result;
  if (operator === P_MINUS) return x - y === result;
  if (operator === P_STAR) return x * y === result && Number.isSafeInteger(result);
  return (operator === P_SLASH || operator === P_PERCENT) && y !== -1;
}

function exactly(operator: number, x: bigint, y: bigint): bigint {
  switch (operator) {
    case P_PLUS: return x + y;
    case P_MINUS: return x - y;
    case P_STAR: return x * y;
    default: return x / y;
  } // biome-ignore format: a table
}

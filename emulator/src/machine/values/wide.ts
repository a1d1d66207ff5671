/**
 * Integers of 64 and 128 bits as numbers while they are safe, as bigints beyond. Every function
 * returns the shortest form, so `===` compares values.
 */
import { wrapSigned, wrapUnsigned } from './halves.ts';
import type { Value } from './scalar-kind.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const BIG_MAX = BigInt(MAX);
const WORD = 4294967296;

/** Powers of two up to the widest shift: to compute one takes longer than the shift. */
const POWERS = Float64Array.from({ length: 128 }, (_, n) => 2 ** n);

/** The arithmetic of one width and signedness; results wrap as two's complement does. */
export interface WideArithmetic {
  wrap(value: bigint): Value;
  add(a: Value, b: Value): Value;
  sub(a: Value, b: Value): Value;
  mul(a: Value, b: Value): Value;
  /** Truncates; the divisor is not 0. */
  div(a: Value, b: Value): Value;
  rem(a: Value, b: Value): Value;
  and(a: Value, b: Value): Value;
  or(a: Value, b: Value): Value;
  xor(a: Value, b: Value): Value;
  shl(a: Value, count: number): Value;
  shr(a: Value, count: number): Value;
  not(a: Value): Value;
  neg(a: Value): Value;
}

/** The shortest form of an exact integer. */
export function shorten(value: bigint): Value {
  return value >= -BIG_MAX && value <= BIG_MAX ? Number(value) : value;
}

/** The low 32 bits as a signed number. */
export function low32(value: Value): number {
  return typeof value === 'number' ? value | 0 : Number(BigInt.asIntN(32, value));
}

/** Bits 32 to 63 as a signed number. */
export function high32(value: Value): number {
  return typeof value === 'number'
    ? Math.floor(value / WORD) | 0
    : Number(BigInt.asIntN(32, value >> 32n));
}

function wrapping(bits: number, signed: boolean): (value: bigint) => Value {
  if (bits === 64) return signed ? wrapSigned : wrapUnsigned;
  return (value) => shorten(signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value));
}

function makeWide(bits: number, signed: boolean): WideArithmetic {
  const least = signed ? -MAX : 0;
  const wrap = wrapping(bits, signed);
  const both = (a: Value, b: Value): boolean => typeof a === 'number' && typeof b === 'number';
  // Two's complement halves: exact for every safe integer, and the results stay safe.
  const join = (high: number, low: number): number => high * WORD + (low >>> 0);
  const high = (a: number): number => Math.floor(a / WORD);
  return {
    wrap,
    add(a, b) {
      if (typeof a === 'number' && typeof b === 'number') {
        const sum = a + b;
        if (sum >= least && sum <= MAX) return sum;
      }
      return wrap(BigInt(a) + BigInt(b));
    },
    sub(a, b) {
      if (typeof a === 'number' && typeof b === 'number') {
        const difference = a - b;
        if (difference >= least && difference <= MAX) return difference;
      }
      return wrap(BigInt(a) - BigInt(b));
    },
    mul(a, b) {
      if (typeof a === 'number' && typeof b === 'number') {
        const product = a * b;
        if (product >= least && product <= MAX) return product + 0;
      }
      return wrap(BigInt(a) * BigInt(b));
    },
    div(a, b) {
      if (typeof a === 'number' && typeof b === 'number') return (a - (a % b)) / b + 0;
      return wrap(BigInt(a) / BigInt(b));
    },
    rem(a, b) {
      if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0;
      return wrap(BigInt(a) % BigInt(b));
    },
    and(a, b) {
      if (both(a, b)) {
        const x = a as number;
        const y = b as number;
        if ((x | 0) === x && (y | 0) === y) return x & y;
        return join(high(x) & high(y), x & y);
      }
      return wrap(BigInt(a) & BigInt(b));
    },
    or(a, b) {
      if (both(a, b)) {
        const x = a as number;
        const y = b as number;
        if ((x | 0) === x && (y | 0) === y) return x | y;
        return join(high(x) | high(y), x | y);
      }
      return wrap(BigInt(a) | BigInt(b));
    },
    xor(a, b) {
      if (both(a, b)) {
        const x = a as number;
        const y = b as number;
        if ((x | 0) === x && (y | 0) === y) return x ^ y;
        return join(high(x) ^ high(y), x ^ y);
      }
      return wrap(BigInt(a) ^ BigInt(b));
    },
    shl(a, count) {
      const n = count & (bits - 1);
      if (typeof a === 'number') {
        const shifted = a * POWERS[n];
        if (shifted >= -MAX && shifted <= MAX) return shifted + 0;
      }
      return wrap(BigInt(a) << BigInt(n));
    },
    shr(a, count) {
      const n = count & (bits - 1);
      return typeof a === 'number' ? Math.floor(a / POWERS[n]) : wrap(a >> BigInt(n));
    },
    not: (a) => (signed && typeof a === 'number' && a < MAX ? -1 - a : wrap(~BigInt(a))),
    neg: (a) => (typeof a === 'number' && (signed || a === 0) ? 0 - a : wrap(-BigInt(a))),
  };
}

export const I64 = makeWide(64, true);
export const U64 = makeWide(64, false);
export const I128 = makeWide(128, true);
export const U128 = makeWide(128, false);

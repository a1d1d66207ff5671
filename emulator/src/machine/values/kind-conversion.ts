/** Conversions between kinds: C11 6.3.1; out of range to and from floating types as x86-64 does. */
import { Fault } from '../run/fault.ts';
import { bitsOf, isFloat, isSigned, isWide, type Kind, type Value } from './scalar-kind.ts';
import { I64, I128, low32, U64, U128, type WideArithmetic } from './wide.ts';

export type Conversion = (value: Value) => Value;

const WIDE: Partial<Record<Kind, WideArithmetic>> = { i64: I64, u64: U64, i128: I128, u128: U128 };

/** The arithmetic of a wide kind. */
export function wideOf(kind: Kind): WideArithmetic {
  return WIDE[kind] ?? I64;
}

/** What turns a value of one kind into another; undefined when every value stays as it is. */
export function conversion(from: Kind, to: Kind): Conversion | undefined {
  if (from === to || to === 'void') return undefined;
  if (to === 'bool') return (v) => (v === 0 ? 0 : 1);
  if (isFloat(to)) return toFloat(from, to);
  if (isFloat(from)) return fromFloat(to);
  if (holds(to, from)) return undefined;
  if (isWide(to)) return toWide(to);
  const narrow = narrowing(to);
  return isWide(from) ? (v) => narrow(low32(v)) : (narrow as Conversion);
}

/** Every value of `from` is one of `to`. */
function holds(to: Kind, from: Kind): boolean {
  if (from === 'bool') return true;
  if (isSigned(to)) return isSigned(from) ? bitsOf(to) >= bitsOf(from) : bitsOf(to) > bitsOf(from);
  return !isSigned(from) && bitsOf(to) >= bitsOf(from);
}

function narrowing(to: Kind): (v: number) => number {
  switch (to) {
    case 'i8': return (v) => (v << 24) >> 24;
    case 'u8': return (v) => v & 255;
    case 'i16': return (v) => (v << 16) >> 16;
    case 'u16': return (v) => v & 65535;
    case 'i32': return (v) => v | 0;
    default: return (v) => v >>> 0;
  } // biome-ignore format: a table
}

function toWide(to: Kind): Conversion {
  const { wrap } = wideOf(to);
  if (isSigned(to)) return (v) => (typeof v === 'number' ? v : wrap(v));
  return (v) => (typeof v === 'number' && v >= 0 ? v : wrap(BigInt(v)));
}

/** A long double of the processor would hold all of the integer; as double it would be another number. */
function exactly(value: Value): number {
  const x = Number(value);
  if (typeof value === 'bigint' && BigInt(x) !== value)
    throw new Fault('unsupported', `${value} as a long double, which is computed as double`);
  return x;
}

function toFloat(from: Kind, to: Kind): Conversion | undefined {
  if (to === 'long double' && isWide(from)) return exactly;
  if (to !== 'f32') return isWide(from) ? (v) => Number(v) : undefined;
  if (!isWide(from)) return (v) => Math.fround(v as number);
  return (v) => Math.fround(typeof v === 'number' ? v : roundedToOdd(v));
}

/** A double that rounds to the same float as the integer does: its last bit says that more followed. */
function roundedToOdd(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  const drop = BigInt(Math.max(0, magnitude.toString(2).length - 40));
  let kept = magnitude >> drop;
  if (kept << drop !== magnitude) kept |= 1n;
  const result = Number(kept << drop);
  return value < 0n ? -result : result;
}

function fromFloat(to: Kind): Conversion {
  if (isWide(to)) return (v) => floatToWide(v as number, to);
  if (to === 'u32') return (v) => low32(floatToWide(v as number, 'i64')) >>> 0;
  const narrow = narrowing(to);
  return (v) => {
    const x = v as number;
    return narrow(x > -2147483649 && x < 2147483648 ? x | 0 : -2147483648);
  };
}

const LIMIT = 2 ** 63;

function floatToWide(x: number, to: Kind): Value {
  if (Math.abs(x) <= Number.MAX_SAFE_INTEGER && (x > -1 || isSigned(to))) return Math.trunc(x) + 0;
  if (!Number.isFinite(x)) return wideOf(to).wrap(-(1n << 63n));
  const exact = BigInt(Math.trunc(x));
  if (bitsOf(to) === 128) return wideOf(to).wrap(exact);
  const reach = isSigned(to) ? LIMIT : 2 * LIMIT;
  return wideOf(to).wrap(x >= -LIMIT && x < reach ? exact : -(1n << 63n));
}

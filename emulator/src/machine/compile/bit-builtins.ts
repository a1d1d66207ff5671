import type { Expression } from '../../../../language/src/syntax/ast.ts';
import type { Kind, Value } from '../values/scalar-kind.ts';
import { high32, low32, shorten } from '../values/wide.ts';
import { scalarArgument } from './builtins.ts';
import type { Code } from './code.ts';
import type { FunctionContext } from './function-context.ts';

const BITS = /^(ffs|clz|ctz|popcount|parity|clrsb)(l{0,2})$/;

/** ffs, clz, ctz, popcount, parity, clrsb and bswap, by the width of their type. */
export function bitBuiltin(
  c: FunctionContext,
  bare: string,
  args: readonly Expression[],
  kind: Kind,
): Code | undefined {
  const swap = /^bswap(16|32|64|128)$/.exec(bare);
  if (swap) {
    const bits = Number(swap[1]);
    const run = scalarArgument(c, args[0], `u${bits}` as Kind);
    return { kind, run: (r) => swapped(run(r), bits) };
  }
  const match = BITS.exec(bare);
  if (!match) return undefined;
  const { types } = c.parser;
  const type = match[2] === '' ? types.uint : match[2] === 'l' ? types.ulong : types.ullong;
  const bits = 8 * type.sizeBytes;
  const run = scalarArgument(c, args[0], `u${bits}` as Kind);
  const compute = (v: Value): number =>
    counted(match[1], bits === 64 ? high32(v) : 0, low32(v), bits);
  return { kind, run: (r) => compute(run(r)) };
}

function swapped(value: Value, bits: number): Value {
  let from = BigInt(value);
  let to = 0n;
  for (let i = 0; i < bits; i += 8) {
    to = (to << 8n) | (from & 255n);
    from >>= 8n;
  }
  return shorten(to);
}

function trailing(high: number, low: number): number {
  if (low !== 0) return 31 - Math.clz32(low & -low);
  return high === 0 ? 64 : 63 - Math.clz32(high & -high);
}

function population(word: number): number {
  let count = 0;
  for (let w = word >>> 0; w !== 0; w = (w & (w - 1)) >>> 0) count++;
  return count;
}

function counted(name: string, high: number, low: number, bits: number): number {
  const leading =
    bits === 64 ? (high === 0 ? 32 + Math.clz32(low) : Math.clz32(high)) : Math.clz32(low);
  switch (name) {
    case 'ffs': return high === 0 && low === 0 ? 0 : trailing(high, low) + 1;
    case 'ctz': return trailing(high, low);
    case 'clz': return leading;
    case 'popcount': return population(high) + population(low);
    case 'parity': return (population(high) + population(low)) & 1;
    default: break;
  } // biome-ignore format: a table
  const negative = (bits === 64 ? high : low) < 0;
  return (negative ? counted('clz', ~high, ~low, bits) : leading) - 1;
}

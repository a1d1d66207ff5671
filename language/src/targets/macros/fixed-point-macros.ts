import type { MacroSet } from './macro-set.ts';

/** One fixed-point mode: the size of a fraction, and how an accumulator of the same rank splits. */
interface FixedRank {
  readonly prefix: string;
  readonly suffix: string;
  readonly fractionBits: number;
  readonly accumulatorFraction: number;
  readonly accumulatorInteger: number;
}

/** gcc's fixed-point modes (ISO TR 18037), where a machine has them. `wide` is for 64-bit MIPS. */
export function defineFixedPoint(macros: MacroSet, wide: boolean): void {
  const longLong = wide ? 63 : 31;
  const ranks: FixedRank[] = [
    rank('S', 'H', 7, 7, 8),
    rank('', '', 15, 15, 16),
    rank('L', 'L', 31, 31, 32),
    rank('LL', 'LL', 63, longLong, longLong + 1),
  ];
  for (const each of ranks) {
    defineFraction(macros, each);
    defineAccumulator(macros, each);
  }
  defineModes(macros);
}

function rank(
  prefix: string,
  suffix: string,
  fractionBits: number,
  accumulatorFraction: number,
  accumulatorInteger: number,
): FixedRank {
  return { prefix, suffix, fractionBits, accumulatorFraction, accumulatorInteger };
}

function ones(bits: number): string {
  return ((1n << BigInt(bits)) - 1n).toString(16).toUpperCase();
}

function defineFraction(macros: MacroSet, { prefix, suffix, fractionBits }: FixedRank): void {
  const signed = `${suffix}R`;
  const unsigned = `U${suffix}R`;
  define(macros, `${prefix}FRACT`, signed, fractionBits, 0, ones(fractionBits));
  macros.set(`__${prefix}FRACT_MIN__`, `(-0.5${signed}-0.5${signed})`);
  define(macros, `U${prefix}FRACT`, unsigned, fractionBits + 1, 0, ones(fractionBits + 1));
  macros.set(`__U${prefix}FRACT_MIN__`, `0.0${unsigned}`);
}

function defineAccumulator(macros: MacroSet, each: FixedRank): void {
  const { prefix, suffix, accumulatorFraction: fraction, accumulatorInteger: integer } = each;
  const signed = `${suffix}K`;
  const unsigned = `U${suffix}K`;
  define(macros, `${prefix}ACCUM`, signed, fraction, integer, ones(fraction + integer));
  macros.set(
    `__${prefix}ACCUM_MIN__`,
    `(-0X1P${integer - 1}${signed}-0X1P${integer - 1}${signed})`,
  );
  define(macros, `U${prefix}ACCUM`, unsigned, fraction + 1, integer, ones(fraction + 1 + integer));
  macros.set(`__U${prefix}ACCUM_MIN__`, `0.0${unsigned}`);
}

function define(
  macros: MacroSet,
  name: string,
  suffix: string,
  fraction: number,
  integer: number,
  max: string,
): void {
  macros.set(`__${name}_FBIT__`, fraction);
  macros.set(`__${name}_IBIT__`, integer);
  macros.set(`__${name}_MAX__`, `0X${max}P-${fraction}${suffix}`);
  macros.set(`__${name}_EPSILON__`, `0x1P-${fraction}${suffix}`);
}

/** The machine modes behind the types: QQ to TQ for fractions, HA to TA for accumulators. */
function defineModes(macros: MacroSet): void {
  const set = (name: string, fraction: number, integer: number) => {
    macros.set(`__${name}_FBIT__`, fraction);
    macros.set(`__${name}_IBIT__`, integer);
  };
  for (const [mode, bits] of Object.entries({ QQ: 8, HQ: 16, SQ: 32, DQ: 64, TQ: 128 })) {
    set(mode, bits - 1, 0);
    set(`U${mode}`, bits, 0);
  }
  for (const [mode, bits] of Object.entries({ HA: 8, SA: 16, DA: 32, TA: 64 })) {
    set(mode, bits - 1, bits);
    set(`U${mode}`, bits, bits);
  }
}

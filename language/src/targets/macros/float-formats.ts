/** A binary floating-point format, as C's <float.h> describes it. */
export interface FloatFormat {
  readonly mantissaBits: number;
  readonly maxExponent: number;
  readonly minExponent: number;
  /** The value of `__*_IS_IEC_60559__`: 2 for the interchange formats, 0 for others. */
  readonly iec60559: number;
  /** A pair of doubles, whose extremes do not follow from the numbers above. */
  readonly pairOfDoubles?: boolean;
}

export const binary16: FloatFormat = {
  mantissaBits: 11,
  maxExponent: 16,
  minExponent: -13,
  iec60559: 2,
};
export const binary32: FloatFormat = {
  mantissaBits: 24,
  maxExponent: 128,
  minExponent: -125,
  iec60559: 2,
};
export const binary64: FloatFormat = {
  mantissaBits: 53,
  maxExponent: 1024,
  minExponent: -1021,
  iec60559: 2,
};
export const x87Extended: FloatFormat = {
  mantissaBits: 64,
  maxExponent: 16384,
  minExponent: -16381,
  iec60559: 2,
};
/** The 68881's extended format keeps one more exponent at the small end than the x87's. */
export const m68kExtended: FloatFormat = { ...x87Extended, minExponent: -16382, iec60559: 0 };
export const binary128: FloatFormat = {
  mantissaBits: 113,
  maxExponent: 16384,
  minExponent: -16381,
  iec60559: 2,
};
export const doubleDouble: FloatFormat = {
  mantissaBits: 106,
  maxExponent: 1024,
  minExponent: -968,
  iec60559: 0,
  pairOfDoubles: true,
};

/** The decimal digits that carry any value of the format through text and back (C's DECIMAL_DIG). */
export function decimalDigits(format: FloatFormat): number {
  return Math.ceil(1 + format.mantissaBits * Math.LOG10E * Math.LN2);
}

const knownLimits = new Map<string, Record<string, string>>();

/** The limits of a format as decimal texts with `digits` significant digits, without a suffix. */
export function floatLimits(format: FloatFormat, digits: number): Record<string, string> {
  const key = `${format.mantissaBits} ${format.minExponent} ${digits}`;
  let limits = knownLimits.get(key);
  if (!limits) {
    limits = computeLimits(format, digits);
    knownLimits.set(key, limits);
  }
  return limits;
}

function computeLimits(format: FloatFormat, digits: number): Record<string, string> {
  const { mantissaBits: p, maxExponent, minExponent } = format;
  const ones = (1n << BigInt(p)) - 1n;
  if (format.pairOfDoubles) return pairLimits(ones, digits);
  const max = decimal(ones, maxExponent - p, digits);
  return {
    MAX: max,
    NORM_MAX: max,
    MIN: decimal(1n, minExponent - 1, digits),
    EPSILON: decimal(1n, 1 - p, digits),
    DENORM_MIN: decimal(1n, minExponent - p, digits),
  };
}

/** IBM's pair of doubles: the largest value lacks bit 53, and the smallest step is a denormal double's. */
function pairLimits(ones: bigint, digits: number): Record<string, string> {
  return {
    MAX: decimal(ones ^ (1n << 52n), 1024 - 106, digits),
    NORM_MAX: decimal(ones, 1023 - 106, digits),
    MIN: decimal(1n, -969, digits),
    EPSILON: decimal(1n, -1074, digits),
    DENORM_MIN: decimal(1n, -1074, digits),
  };
}

/** `mantissa * 2^exponent` in decimal, rounded to nearest with `digits` significant digits. */
function decimal(mantissa: bigint, exponent: number, digits: number): string {
  const numerator = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa;
  const denominator = exponent >= 0 ? 1n : 1n << BigInt(-exponent);
  const bits = mantissa.toString(2).length - 1 + exponent;
  // The power of ten below 2^bits; when the number has one digit more, the guess was one too low.
  let scale = Math.floor(bits * Math.log10(2));
  let rounded = roundedQuotient(numerator, denominator, digits - 1 - scale);
  if (rounded.length > digits) {
    scale++;
    rounded = roundedQuotient(numerator, denominator, digits - 1 - scale);
  }
  return `${rounded[0]}.${rounded.slice(1)}e${scale < 0 ? '-' : '+'}${Math.abs(scale)}`;
}

function roundedQuotient(numerator: bigint, denominator: bigint, shift: number): string {
  const power = 10n ** BigInt(Math.abs(shift));
  const n = shift >= 0 ? numerator * power : numerator;
  const d = shift >= 0 ? denominator : denominator * power;
  const quotient = n / d;
  const twice = 2n * (n - quotient * d);
  // A tie goes to the even digit, as gcc prints 2^-52.
  const up = twice > d || (twice === d && (quotient & 1n) === 1n);
  return (up ? quotient + 1n : quotient).toString();
}

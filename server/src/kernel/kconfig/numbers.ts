/** Numbers as C's strtoll and strtoull read them: 64 bits, and no more than there is. */

const MAX_SIGNED = (1n << 63n) - 1n;
const MIN_SIGNED = -(1n << 63n);
const MAX_UNSIGNED = (1n << 64n) - 1n;

/** The number at the start of a text, and whether the whole text is one that fits. */
export interface ReadNumber {
  readonly value: bigint;
  readonly isWhole: boolean;
}

/** @param base 0 for what the text's own prefix says */
export function readNumber(text: string, base: 0 | 10 | 16, isUnsigned = false): ReadNumber {
  const [all, sign = '', digits = ''] = patterns[base].exec(text) ?? [];
  if (all === undefined || digits === '') return { value: 0n, isWhole: false };
  const size = magnitude(digits, base);
  const value = sign === '-' ? -size : size;
  const clamped = clamp(value, isUnsigned);
  return { value: clamped, isWhole: all.length === text.length && clamped === value };
}

const patterns = {
  0: /^\s*([+-]?)(0[xX][\da-fA-F]+|\d+)/,
  10: /^\s*([+-]?)(\d+)/,
  16: /^\s*([+-]?)((?:0[xX])?[\da-fA-F]+)/,
};

function magnitude(digits: string, base: 0 | 10 | 16): bigint {
  if (/^0[xX]/.test(digits)) return BigInt(digits);
  if (base === 16) return BigInt(`0x${digits}`);
  if (base === 0 && /^0[0-7]+$/.test(digits)) return BigInt(`0o${digits.slice(1)}`);
  return BigInt(digits);
}

function clamp(value: bigint, isUnsigned: boolean): bigint {
  if (isUnsigned) return value > MAX_UNSIGNED ? MAX_UNSIGNED : BigInt.asUintN(64, value);
  if (value > MAX_SIGNED) return MAX_SIGNED;
  return value < MIN_SIGNED ? MIN_SIGNED : value;
}

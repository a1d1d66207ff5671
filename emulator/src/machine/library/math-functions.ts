/** Functions of math.h on doubles, by name; those of float round once more. */

export type One = (x: number) => number;
export type Two = (x: number, y: number) => number;

const { abs, max, min } = Math;
const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0);

/** Half away from zero (C11 7.12.9.6). */
function round(x: number): number {
  const whole = Math.trunc(x);
  const result = abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
  return isNegative(x) && result === 0 ? -0 : result;
}

/** Half to even: the rounding direction of a program that does not change it. */
function rint(x: number): number {
  if (!(abs(x) < 2 ** 52)) return x;
  const result = abs(x) + 2 ** 52 - 2 ** 52;
  return isNegative(x) ? -result : result;
}

function nextafter(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === y) return y;
  if (x === 0) return y > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, x);
  bytes.setBigInt64(0, bytes.getBigInt64(0) + (x < y === x > 0 ? 1n : -1n));
  return bytes.getFloat64(0);
}

/** In float's own steps. */
export function nextafterf(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === y) return y;
  if (x === 0) return y > 0 ? 2 ** -149 : -(2 ** -149);
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setFloat32(0, x);
  bytes.setInt32(0, bytes.getInt32(0) + (x < y === x > 0 ? 1 : -1));
  return bytes.getFloat32(0);
}

function remainder(x: number, y: number): number {
  if (!Number.isFinite(x) || y === 0 || Number.isNaN(y)) return Number.NaN;
  if (!Number.isFinite(y)) return x;
  const rest = abs(x % y);
  const half = abs(y) / 2;
  const isOdd = Math.trunc(abs(x / y)) % 2 === 1;
  const nearest = rest > half || (rest === half && isOdd) ? rest - abs(y) : rest;
  return isNegative(x) ? -nearest : nearest;
}

export const ONE: Readonly<Record<string, One>> = {
  sqrt: Math.sqrt, cbrt: Math.cbrt, sin: Math.sin, cos: Math.cos, tan: Math.tan, asin: Math.asin, acos: Math.acos, atan: Math.atan,
  sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh, asinh: Math.asinh, acosh: Math.acosh, atanh: Math.atanh,
  exp: Math.exp, exp2: (x) => 2 ** x, expm1: Math.expm1, log: Math.log, log2: Math.log2, log10: Math.log10, log1p: Math.log1p,
  floor: Math.floor, ceil: Math.ceil, fabs: abs, trunc: Math.trunc, round, rint, nearbyint: rint, roundeven: rint,
  significand: (x) => (x === 0 || !Number.isFinite(x) ? x : x / 2 ** exponent(x)), logb: (x) => (x === 0 ? Number.NEGATIVE_INFINITY : Number.isFinite(x) ? exponent(x) : abs(x)),
}; // biome-ignore format: a table

export const TWO: Readonly<Record<string, Two>> = {
  pow: (x, y) => (x === 1 || (x === -1 && !Number.isFinite(y) && !Number.isNaN(y)) ? 1 : x ** y), fmod: (x, y) => x % y, remainder, drem: remainder,
  atan2: Math.atan2, hypot: Math.hypot, nextafter, nexttoward: nextafter,
  copysign: (x, y) => (isNegative(y) ? -abs(x) : abs(x)), fdim: (x, y) => (Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : x > y ? x - y : 0),
  fmin: (x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : min(x, y)), fmax: (x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : max(x, y)),
}; // biome-ignore format: a table

/** To the nearest integer, as a `long`. */
export const TO_LONG: Readonly<Record<string, One>> = {
  lround: round, llround: round, lrint: rint, llrint: rint,
}; // biome-ignore format: a table

/** x is 1.f times 2 to this. */
export function exponent(x: number): number {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, x);
  const biased = (bytes.getUint16(0) >> 4) & 0x7ff;
  return biased === 0 ? exponent(x * 2 ** 64) - 64 : biased - 1023;
}

/** x times 2 to the n, rounded once. */
export function scaled(x: number, n: number): number {
  let [value, rest] = [x, max(-2200, min(2200, n))];
  for (; rest > 1000; rest -= 1000) value *= 2 ** 1000;
  // Down in one last step: a value that became subnormal before would be rounded twice.
  for (; rest < -1000 && abs(value) > 2 ** 20; rest += 1000) value *= 2 ** -1000;
  return rest < -1022 ? value * 2 ** -1000 * 2 ** (rest + 1000) : value * 2 ** rest;
}

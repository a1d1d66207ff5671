/** include/generated/timeconst.h: what kernel/time/timeconst.bc prints for a HZ. */
export function timeconstText(hz: number): string {
  const rate = BigInt(hz);
  const lines = [
    '#ifndef KERNEL_TIMECONST_H',
    '#define KERNEL_TIMECONST_H',
    '#include <linux/param.h>',
    '#include <linux/types.h>',
    `#if HZ != ${hz}`,
    '#error "include/generated/timeconst.h has the wrong HZ value!"',
    '#endif',
    ...factors('HZ', 'MSEC', 1000n, rate),
    ...ratio('HZ', 'MSEC', 1000n, rate),
    ...factors('HZ', 'USEC', 1_000_000n, rate),
    ...ratio('HZ', 'USEC', 1_000_000n, rate),
    ...ratio('HZ', 'NSEC', 1_000_000_000n, rate),
    '#endif',
  ];
  return `${lines.join('\n')}\n`;
}

/** Multiplier, adjustment and shift in both directions, and the plain fractions. */
function factors(hz: string, unit: string, perSecond: bigint, rate: bigint): string[] {
  return [
    ...direction(`${hz}_TO_${unit}`, perSecond, rate),
    ...direction(`${unit}_TO_${hz}`, rate, perSecond),
  ];
}

function direction(name: string, numerator: bigint, denominator: bigint): string[] {
  const shift = shiftOf(32n, numerator, denominator);
  const hexadecimal = (value: bigint) => value.toString(16).toUpperCase();
  return [
    `#define ${name}_MUL32 U64_C(0x${hexadecimal(multiplier(shift, numerator, denominator))})`,
    `#define ${name}_ADJ32 U64_C(0x${hexadecimal(adjustment(shift, numerator, denominator))})`,
    `#define ${name}_SHR32 ${shift}`,
  ];
}

function ratio(hz: string, unit: string, perSecond: bigint, rate: bigint): string[] {
  const common = greatestDivisor(rate, perSecond);
  return [
    `#define ${hz}_TO_${unit}_NUM ${perSecond / common}`,
    `#define ${hz}_TO_${unit}_DEN ${rate / common}`,
    `#define ${unit}_TO_${hz}_NUM ${rate / common}`,
    `#define ${unit}_TO_${hz}_DEN ${perSecond / common}`,
  ];
}

function greatestDivisor(left: bigint, right: bigint): bigint {
  return right === 0n ? left : greatestDivisor(right, left % right);
}

/** Division by multiplication: `2^bits * numerator / denominator`, rounded up. */
function multiplier(bits: bigint, numerator: bigint, denominator: bigint): bigint {
  return ((1n << bits) * numerator + denominator - 1n) / denominator;
}

function adjustment(bits: bigint, numerator: bigint, denominator: bigint): bigint {
  const reduced = denominator / greatestDivisor(numerator, denominator);
  return ((1n << bits) * (reduced - 1n)) / reduced;
}

/** The shift that brings the multiplier into the upper half of so many bits. */
function shiftOf(bits: bigint, numerator: bigint, denominator: bigint): bigint {
  let shift = 0n;
  while (multiplier(shift, numerator, denominator) < 1n << (bits - 1n)) shift++;
  return shift;
}

import type { NumberStyle } from '../../settings/settings.ts';

/** A count in the style that the reader chose: `24`, `0x18`, `24 (0x18)`. */
export function formatNumber(value: number, style: NumberStyle): string {
  const hexadecimal = `0x${value.toString(16)}`;
  if (style === 'hexadecimal') return hexadecimal;
  return style === 'decimal' || value < 10 ? `${value}` : `${value} (${hexadecimal})`;
}

/** First and last of a run: `8-23`, `0x8-0x17`, `8-23 (0x8-0x17)`; one number when they are equal. */
function formatSpan(first: number, last: number, style: NumberStyle): string {
  const span = (radix: number, prefix: string) =>
    first === last
      ? `${prefix}${first.toString(radix)}`
      : `${prefix}${first.toString(radix)}\u2013${prefix}${last.toString(radix)}`;
  if (style === 'decimal') return span(10, '');
  if (style === 'hexadecimal') return span(16, '0x');
  return last < 10 ? span(10, '') : `${span(10, '')} (${span(16, '0x')})`;
}

/** "bytes 8-23"; a field that is not made of whole bytes also names its bits within the first. */
export function formatRange(offsetBits: number, sizeBits: number, style: NumberStyle): string {
  const firstByte = Math.floor(offsetBits / 8);
  const lastByte = Math.max(firstByte, Math.ceil((offsetBits + sizeBits) / 8) - 1);
  const bytes = `${firstByte === lastByte ? 'byte' : 'bytes'} ${formatSpan(firstByte, lastByte, style)}`;
  if (offsetBits % 8 === 0 && sizeBits % 8 === 0) {
    return sizeBits === 0 ? `byte ${formatNumber(firstByte, style)}, no size` : bytes;
  }
  const firstBit = offsetBits - firstByte * 8;
  const lastBit = firstBit + sizeBits - 1;
  const bits = firstBit === lastBit ? `bit ${firstBit}` : `bits ${firstBit}\u2013${lastBit}`;
  return `${bytes}, ${bits}`;
}

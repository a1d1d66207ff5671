import type { RawWords } from './raw-text.ts';

/** Bytes as they lie in memory, with the order in which the machine reads numbers from them. */
export interface PageBytes {
  readonly bytes: Uint8Array;
  readonly bigEndian: boolean;
}

/** Puts words into memory as a machine of this order has them. */
export function bytesOfWords({ sizeBytes, values }: RawWords, bigEndian: boolean): PageBytes {
  const bytes = new Uint8Array(values.length * sizeBytes);
  for (const [index, value] of values.entries()) {
    for (let i = 0; i < sizeBytes; i++) {
      const shift = BigInt(8 * (bigEndian ? sizeBytes - 1 - i : i));
      bytes[index * sizeBytes + i] = Number((value >> shift) & 0xffn);
    }
  }
  return { bytes, bigEndian };
}

/**
 * An unsigned number from some bits. Offsets count as the layout does: from the least significant bit
 * of a byte on a little-endian machine, from the most significant on a big-endian one. Undefined when
 * the bits do not lie within the bytes.
 */
export function readBits(
  { bytes, bigEndian }: PageBytes,
  offsetBits: number,
  sizeBits: number,
): bigint | undefined {
  const first = Math.floor(offsetBits / 8);
  const end = Math.ceil((offsetBits + sizeBits) / 8);
  if (offsetBits < 0 || end > bytes.length || sizeBits === 0) return undefined;
  let value = 0n;
  for (let i = first; i < end; i++) {
    const byte = bytes[bigEndian ? i : first + end - 1 - i] ?? 0;
    value = (value << 8n) | BigInt(byte);
  }
  const below = bigEndian ? end * 8 - offsetBits - sizeBits : offsetBits - first * 8;
  return (value >> BigInt(below)) & ((1n << BigInt(sizeBits)) - 1n);
}

/** The number that the same bits are when the highest is a sign. */
export function asSigned(value: bigint, sizeBits: number): bigint {
  return BigInt.asIntN(sizeBits, value);
}

/** Writes a number into some bits; the counterpart of {@link readBits}. */
export function writeBits(
  { bytes, bigEndian }: PageBytes,
  offsetBits: number,
  sizeBits: number,
  value: bigint,
): void {
  for (let bit = 0; bit < sizeBits; bit++) {
    const isSet = (value >> BigInt(bigEndian ? sizeBits - 1 - bit : bit)) & 1n;
    const at = offsetBits + bit;
    const mask = bigEndian ? 0x80 >> (at % 8) : 1 << (at % 8);
    const byte = Math.floor(at / 8);
    bytes[byte] = isSet ? (bytes[byte] ?? 0) | mask : (bytes[byte] ?? 0) & ~mask;
  }
}

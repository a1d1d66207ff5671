/**
 * 64 bits as two halves, by way of one piece of memory: storing a bigint there and reading numbers
 * back is several times quicker than shifting and comparing bigints, and kernel pointers are bigints.
 */
const unsigned = new BigUint64Array(1);
const signed = new BigInt64Array(unsigned.buffer);
const words = new Uint32Array(unsigned.buffer);
const signedWords = new Int32Array(unsigned.buffer);

unsigned[0] = 1n;
/** The host's own byte order decides where the halves are. */
const LOW = words[0] === 1 ? 0 : 1;
const HIGH = 1 - LOW;
const WORD = 4294967296;
/** Halves at and above this make numbers that are not safe. */
const UNSAFE_HIGH = 0x200000;
const LEAST = -Number.MAX_SAFE_INTEGER;

/** Keeps a value for `lowHalf` and `highHalf`, modulo 2^64. */
export function split(value: bigint): void {
  unsigned[0] = value;
}

/** Bits 0 to 31 of what was split, unsigned. */
export function lowHalf(): number {
  return words[LOW];
}

/** Bits 32 to 63, unsigned. */
export function highHalf(): number {
  return words[HIGH];
}

/** A value modulo 2^64, in its shortest form. */
export function wrapUnsigned(value: bigint): number | bigint {
  unsigned[0] = value;
  const high = words[HIGH];
  return high < UNSAFE_HIGH ? high * WORD + words[LOW] : unsigned[0];
}

/** A value in two's complement of 64 bits, in its shortest form. */
export function wrapSigned(value: bigint): number | bigint {
  signed[0] = value;
  const high = signedWords[HIGH];
  if (high < -UNSAFE_HIGH || high >= UNSAFE_HIGH) return signed[0];
  const short = high * WORD + words[LOW];
  return short >= LEAST ? short : signed[0];
}

/** An address plus some bytes, modulo 2^64. @param bytes an integer below 2^52 either way */
export function stepAddress(address: bigint, bytes: number): number | bigint {
  unsigned[0] = address;
  const low = words[LOW] + bytes;
  words[LOW] = low;
  words[HIGH] += Math.floor(low / WORD);
  const high = words[HIGH];
  return high < UNSAFE_HIGH ? high * WORD + words[LOW] : unsigned[0];
}

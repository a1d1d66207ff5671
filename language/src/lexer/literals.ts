import { afterSplice, BACKSLASH, NEWLINE } from './characters.ts';

const LOWER_U = 0x75;
const UPPER_U = 0x55;
const UPPER_L = 0x4c;
const UPPER_R = 0x52;
const DIGIT_8 = 0x38;

/** True when the word before a quote is its prefix: L, u, U, and u8 before a string. */
export function isTextPrefix(
  bytes: Uint8Array,
  start: number,
  end: number,
  quote: number,
): boolean {
  const first = bytes[start];
  if (end - start === 1) return first === UPPER_L || first === LOWER_U || first === UPPER_U;
  // In C11, u8 is a prefix of strings only; of characters in C2x.
  return end - start === 2 && first === LOWER_U && bytes[start + 1] === DIGIT_8 && quote === 34;
}

/** True for R, LR, uR, UR, u8R: GNU C has the raw strings of C++11. */
export function isRawPrefix(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[end - 1] !== UPPER_R) return false;
  return end - start === 1 || isTextPrefix(bytes, start, end - 1, 34);
}

/** The offset after the raw string whose quote stands at `quote`, or -1 when it has no end. */
export function rawStringEnd(bytes: Uint8Array, quote: number): number {
  let open = quote + 1;
  while (open - quote <= 17 && open < bytes.length && bytes[open] !== 40) {
    const byte = bytes[open] as number;
    if (byte <= 32 || byte === 41 || byte === BACKSLASH) return -1;
    open++;
  }
  if (bytes[open] !== 40) return -1;
  const delimiter = bytes.subarray(quote + 1, open);
  for (let at = bytes.indexOf(41, open); at >= 0; at = bytes.indexOf(41, at + 1)) {
    const end = at + 1 + delimiter.length;
    if (bytes[end] !== 34) continue;
    if (delimiter.every((byte, i) => bytes[at + 1 + i] === byte)) return end + 1;
  }
  return -1;
}

/**
 * The offset after the constant whose quote stands at `quote`. A negative number is the place of the
 * line end (or of the first splice) that came before the closing quote.
 */
export function textEnd(bytes: Uint8Array, quote: number): number {
  const close = bytes[quote];
  const length = bytes.length;
  for (let at = quote + 1; at < length; at++) {
    const byte = bytes[at];
    if (byte === close) return at + 1;
    if (byte === NEWLINE) return -trimCarriageReturn(bytes, at);
    if (byte === BACKSLASH) {
      if (afterSplice(bytes, at) > at) return -at;
      at++;
      if (bytes[at] === NEWLINE) return -at;
    }
  }
  return -length;
}

function trimCarriageReturn(bytes: Uint8Array, newline: number): number {
  return bytes[newline - 1] === 13 ? newline - 1 : newline;
}

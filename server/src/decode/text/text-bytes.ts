/**
 * The encoding of a log's bytes. Windows' tools write UTF-16, with a mark before it or without; anything
 * else is read as UTF-8, in which a byte that is none of its is only one odd character.
 */

/** The label of a TextDecoder, from the first bytes of a file. */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 512 & ~1);
  const zeros = (odd: number) => sample.filter((byte, i) => i % 2 === odd && byte === 0).length;
  // A log is mostly ASCII: every second byte is zero.
  if (zeros(1) * 3 > sample.length) return 'utf-16le';
  return zeros(0) * 3 > sample.length ? 'utf-16be' : 'utf-8';
}

/** A whole text in whatever encoding. */
export function textOfBytes(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

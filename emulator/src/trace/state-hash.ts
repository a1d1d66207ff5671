/** One number for the state of memory and calls: two states that differ give different ones, but for chance. */

/** Something that has pages of bytes, in ascending order of address. */
export interface HashedState {
  pages(): Iterable<{ readonly address: number; readonly bytes: Uint8Array }>;
  /** The open calls, the outermost first: the function's address and the token of the call. */
  openCalls(): Iterable<{ readonly address: number; readonly token: number }>;
}

/** A page of zeros counts for nothing, so that it does not matter when it came into being. */
export function stateHash(state: HashedState): string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  const mix = (word: number): void => {
    a = Math.imul(a ^ word, 0x01000193);
    b = Math.imul(b ^ ((a >>> 15) + word), 0x85ebca6b) ^ (b >>> 13);
  };
  for (const { address, bytes } of state.pages()) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    if (words.every((word) => word === 0)) continue;
    mix(address);
    for (let i = 0; i < words.length; i++) mix(words[i]);
  }
  for (const call of state.openCalls()) {
    mix(call.address);
    mix(call.token);
  }
  const hex = (n: number): string => (n >>> 0).toString(16).padStart(8, '0');
  return hex(a) + hex(b);
}

import type { Interner } from '../lexer/interner.ts';
import { digraphSpelling } from '../lexer/punctuators.ts';
import { F_DIGRAPH } from '../lexer/token-stream.ts';

/** A token as it was written: its spelling, or its digraph. */
export function spellingOf(interner: Interner, id: number, flags: number): string {
  return flags & F_DIGRAPH ? digraphSpelling(id) : interner.text(id);
}

/** A growable text in bytes. */
export class ByteText {
  bytes = new Uint8Array(256);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  pushByte(byte: number): void {
    if (this.length === this.bytes.length) this.#reserve(1);
    this.bytes[this.length++] = byte;
  }

  /** Appends a token as it was written. */
  pushSpelling(interner: Interner, id: number, flags: number): void {
    if (flags & F_DIGRAPH) {
      for (const character of digraphSpelling(id)) this.pushByte(character.charCodeAt(0));
      return;
    }
    const spelling = interner.bytesOf(id);
    this.#reserve(spelling.length);
    this.bytes.set(spelling, this.length);
    this.length += spelling.length;
  }

  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  #reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const bytes = new Uint8Array(Math.max(this.length + count, this.bytes.length * 2));
    bytes.set(this.bytes);
    this.bytes = bytes;
  }
}

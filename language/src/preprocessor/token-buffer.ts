import type { TokenStream } from '../lexer/token-stream.ts';

/** A growable token stream: the output of a unit, and the preprocessor's own workspace. */
export class TokenBuffer implements TokenStream {
  length = 0;
  kinds: Uint8Array;
  ids: Int32Array;
  locs: Uint32Array;
  expansions: Int32Array;
  flags: Uint8Array;

  constructor(capacity = 256) {
    this.kinds = new Uint8Array(capacity);
    this.ids = new Int32Array(capacity);
    this.locs = new Uint32Array(capacity);
    this.expansions = new Int32Array(capacity);
    this.flags = new Uint8Array(capacity);
  }

  /** Appends one token; returns its index. */
  push(kind: number, id: number, loc: number, expansion: number, flags: number): number {
    const at = this.length;
    if (at === this.kinds.length) this.reserve(1);
    this.kinds[at] = kind;
    this.ids[at] = id;
    this.locs[at] = loc;
    this.expansions[at] = expansion;
    this.flags[at] = flags;
    this.length = at + 1;
    return at;
  }

  /** Appends a range of another buffer, or of this one. */
  pushRange(from: TokenBuffer, start: number, end: number): void {
    this.reserve(end - start);
    let to = this.length;
    for (let i = start; i < end; i++, to++) {
      this.kinds[to] = from.kinds[i] as number;
      this.ids[to] = from.ids[i] as number;
      this.locs[to] = from.locs[i] as number;
      this.expansions[to] = from.expansions[i] as number;
      this.flags[to] = from.flags[i] as number;
    }
    this.length = to;
  }

  /** A copy of a range, with its own arrays. */
  copy(start: number, end: number): TokenBuffer {
    const copy = new TokenBuffer(0);
    copy.kinds = this.kinds.slice(start, end);
    copy.ids = this.ids.slice(start, end);
    copy.locs = this.locs.slice(start, end);
    copy.expansions = this.expansions.slice(start, end);
    copy.flags = this.flags.slice(start, end);
    copy.length = end - start;
    return copy;
  }

  /** As pushRange; expansions other than 0 move by `shift`. */
  pushShifted(from: TokenBuffer, start: number, end: number, shift: number): void {
    this.reserve(end - start);
    const at = this.length;
    this.kinds.set(from.kinds.subarray(start, end), at);
    this.ids.set(from.ids.subarray(start, end), at);
    this.locs.set(from.locs.subarray(start, end), at);
    this.flags.set(from.flags.subarray(start, end), at);
    for (let i = start, to = at; i < end; i++, to++) {
      const expansion = from.expansions[i] as number;
      this.expansions[to] = expansion === 0 ? 0 : expansion + shift;
    }
    this.length = at + end - start;
  }

  /** Makes room for `count` more tokens; replaces the arrays when they must grow. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.kinds.length) return;
    const capacity = Math.max(needed, Math.ceil(this.kinds.length * 1.5));
    const length = this.length;
    const kinds = new Uint8Array(capacity);
    kinds.set(this.kinds.subarray(0, length));
    this.kinds = kinds;
    const ids = new Int32Array(capacity);
    ids.set(this.ids.subarray(0, length));
    this.ids = ids;
    const locs = new Uint32Array(capacity);
    locs.set(this.locs.subarray(0, length));
    this.locs = locs;
    const expansions = new Int32Array(capacity);
    expansions.set(this.expansions.subarray(0, length));
    this.expansions = expansions;
    const flags = new Uint8Array(capacity);
    flags.set(this.flags.subarray(0, length));
    this.flags = flags;
  }
}

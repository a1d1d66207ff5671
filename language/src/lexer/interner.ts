import { KEYWORDS, PUNCTUATORS } from './spellings.ts';

/** The FNV-1a hash of a range of bytes; the lexer computes the same one while it scans a word. */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_SEED;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), HASH_PRIME);
  return hash;
}

export const HASH_SEED = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

/** What the units of a kernel have. */
const KERNEL_SPELLINGS = 1 << 17;
/** Of a spelling, on average. */
const SPELLING_BYTES = 8;

/**
 * Spellings by number, one table a profile. Two tokens have the same spelling exactly when they have
 * the same number, so that no one compares strings on the way. Numbers are never taken back.
 */
export class Interner {
  #bytes: Uint8Array<ArrayBuffer>;
  #bytesUsed = 0;
  /** Spelling n is the bytes from #starts[n] to #starts[n + 1]. */
  #starts: Uint32Array<ArrayBuffer>;
  #hashes: Int32Array<ArrayBuffer>;
  #slots: Int32Array<ArrayBuffer>;
  #mask: number;
  #size = 1;
  readonly #texts: (string | undefined)[] = [''];
  /** What was asked about by text, which is asked about again in every unit. */
  readonly #byText = new Map<string, number>();

  /** @param expectedSpellings about so many, a power of 2: there is room for them from the beginning */
  constructor(expectedSpellings = KERNEL_SPELLINGS) {
    this.#bytes = new Uint8Array(expectedSpellings * SPELLING_BYTES);
    this.#starts = new Uint32Array(expectedSpellings);
    this.#hashes = new Int32Array(expectedSpellings);
    this.#slots = new Int32Array(expectedSpellings * 2);
    this.#mask = this.#slots.length - 1;
    for (const text of PUNCTUATORS) this.intern(text);
    for (const text of KEYWORDS) this.intern(text);
  }

  /** One more than the highest number given out. Number 0 is no spelling. */
  get size(): number {
    return this.#size;
  }

  /** The number of a text; lone surrogates U+DC80 to U+DCFF stand for bytes that are not UTF-8. */
  intern(text: string): number {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const bytes = encode(text);
    const id = this.internBytes(bytes, 0, bytes.length);
    this.#texts[id] ??= text;
    this.#byText.set(text, id);
    return id;
  }

  /** The number of a text that was seen before; 0 for none. */
  find(text: string): number {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const bytes = encode(text);
    const hash = hashBytes(bytes, 0, bytes.length);
    let slot = hash & this.#mask;
    for (let id = this.#slots[slot] as number; id !== 0; id = this.#slots[slot] as number) {
      if (this.#hashes[id] === hash && this.#equals(id, bytes, 0, bytes.length)) {
        this.#byText.set(text, id);
        return id;
      }
      slot = (slot + 1) & this.#mask;
    }
    return 0;
  }

  /** The number of a range of bytes. `hash`, when given, is hashBytes() of that range. */
  internBytes(
    bytes: Uint8Array,
    start: number,
    end: number,
    hash = hashBytes(bytes, start, end),
  ): number {
    const length = end - start;
    let slot = hash & this.#mask;
    for (let id = this.#slots[slot] as number; id !== 0; id = this.#slots[slot] as number) {
      if (this.#hashes[id] === hash && this.#equals(id, bytes, start, length)) return id;
      slot = (slot + 1) & this.#mask;
    }
    return this.#add(bytes, start, end, hash, slot);
  }

  /** The text of a spelling; made when first asked for. */
  text(id: number): string {
    const known = this.#texts[id];
    if (known !== undefined) return known;
    if (id <= 0 || id >= this.#size) return '';
    const text =
      shortAscii(this.#bytes, this.#starts[id] as number, this.#starts[id + 1] as number) ??
      decode(this.bytesOf(id));
    this.#texts[id] = text;
    return text;
  }

  /** The bytes of a spelling: a view that is valid until the next spelling is interned. */
  bytesOf(id: number): Uint8Array {
    if (id <= 0 || id >= this.#size) return this.#bytes.subarray(0, 0);
    return this.#bytes.subarray(this.#starts[id], this.#starts[id + 1]);
  }

  /** The length of a spelling in bytes. */
  lengthOf(id: number): number {
    return (this.#starts[id + 1] as number) - (this.#starts[id] as number);
  }

  /** The first byte of a spelling. */
  firstByte(id: number): number {
    return this.#bytes[this.#starts[id] as number] as number;
  }

  #equals(id: number, bytes: Uint8Array, start: number, length: number): boolean {
    const from = this.#starts[id] as number;
    if ((this.#starts[id + 1] as number) - from !== length) return false;
    const own = this.#bytes;
    for (let i = 0; i < length; i++) if (own[from + i] !== bytes[start + i]) return false;
    return true;
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const id = this.#size++;
    const used = this.#bytesUsed + end - start;
    if (used > this.#bytes.length) this.#bytes = grown(this.#bytes, used);
    if (end - start < 64) {
      for (let i = start, to = this.#bytesUsed; i < end; i++, to++) {
        this.#bytes[to] = bytes[i] as number;
      }
    } else this.#bytes.set(bytes.subarray(start, end), this.#bytesUsed);
    this.#bytesUsed = used;
    if (id + 2 > this.#starts.length) this.#growIndex();
    this.#hashes[id] = hash;
    this.#starts[id + 1] = used;
    this.#slots[slot] = id;
    if (id * 2 > this.#mask) this.#rehash();
    return id;
  }

  #growIndex(): void {
    const starts = new Uint32Array(this.#starts.length * 2);
    starts.set(this.#starts);
    this.#starts = starts;
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  #rehash(): void {
    this.#mask = this.#mask * 2 + 1;
    this.#slots = new Int32Array(this.#mask + 1);
    for (let id = 1; id < this.#size; id++) {
      let slot = (this.#hashes[id] as number) & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = id;
    }
  }
}

function grown(bytes: Uint8Array, atLeast: number): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(Math.max(atLeast, bytes.length * 2));
  result.set(bytes);
  return result;
}

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const SHORT = 48;
const codes: number[] = [];

/** Nearly every name: made without a view and without a decoder, of which a unit would need 50,000. */
function shortAscii(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (end - start > SHORT) return undefined;
  codes.length = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte >= 0x80) return undefined;
    codes.push(byte);
  }
  return String.fromCharCode.apply(null, codes);
}

/** UTF-8 where it is UTF-8; otherwise each odd byte becomes a lone surrogate, so nothing is lost. */
function decode(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
    return text;
  }
}

function encode(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(text)) return encoder.encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else bytes.push(...encoder.encode(character));
  }
  return Uint8Array.from(bytes);
}

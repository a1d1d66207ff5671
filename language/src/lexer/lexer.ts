import {
  afterSplices,
  BACKSLASH,
  C_BACKSLASH,
  C_DIGIT,
  C_DOT,
  C_NEWLINE,
  C_OTHER,
  C_QUOTE,
  C_SLASH,
  C_SPACE,
  C_WORD,
  classOf,
  continuesWord,
  NEWLINE,
  SLASH,
  STAR,
} from './characters.ts';
import { buildDirectiveTable } from './directive-table.ts';
import { HASH_PRIME, HASH_SEED, type Interner } from './interner.ts';
import { isRawPrefix, isTextPrefix, rawStringEnd, textEnd } from './literals.ts';
import { DIGRAPH, matchPunctuator, SINGLE, SINGLE_ID } from './punctuators.ts';
import type { LexicalProblem, RawTokens } from './raw-tokens.ts';
import { P_HASH } from './spellings.ts';
import { logicalLine } from './spliced-line.ts';
import {
  F_DIGRAPH,
  F_LINE_START,
  F_SPACE_BEFORE,
  F_SPLICED,
  T_CHARACTER,
  T_EOF,
  T_IDENTIFIER,
  T_NUMBER,
  T_OTHER,
  T_PUNCTUATOR,
  T_STRING,
} from './token-stream.ts';
import { withoutTrigraphs } from './trigraphs.ts';

/**
 * A byte loop over one file, following the lexical rules of GNU C11 as gcc 12's cpplib applies them
 * (translation phases 2 and 3; phase 1 where it is asked for trigraphs). Its arrays are reused from file to file; each file
 * gets copies of the right size. It never throws: what is wrong becomes a problem.
 */
export class Lexer {
  readonly #interner: Interner;
  readonly #hasTrigraphs: boolean;
  #kinds = new Uint8Array(1 << 12);
  #ids = new Int32Array(1 << 12);
  #starts = new Uint32Array(1 << 12);
  #flags = new Uint8Array(1 << 12);
  #directives: number[] = [];
  #directiveEnds: number[] = [];
  #problems: LexicalProblem[] = [];
  /** Of the token that scan() found last. */
  #kind = 0;
  #id = 0;
  #digraph = false;

  constructor(interner: Interner, hasTrigraphs = false) {
    this.#interner = interner;
    this.#hasTrigraphs = hasTrigraphs;
  }

  /** The tokens of a whole file, closed by a T_EOF that begins a line. */
  lex(bytes: Uint8Array): RawTokens {
    this.#directives = [];
    this.#directiveEnds = [];
    this.#problems = [];
    const count = this.#lexAll(this.#hasTrigraphs ? withoutTrigraphs(bytes) : bytes);
    const directives = Int32Array.from([...this.#directives, count - 1]);
    const ends = Int32Array.from(this.#directiveEnds);
    const tokens = {
      count,
      kinds: this.#kinds.slice(0, count),
      ids: this.#ids.slice(0, count),
      starts: this.#starts.slice(0, count),
      flags: this.#flags.slice(0, count),
    };
    return {
      ...tokens,
      directives: buildDirectiveTable(tokens, directives, ends, this.#interner),
      problems: this.#problems,
    };
  }

  /** The one token that `bytes` spell, or undefined when they spell none or several. */
  single(bytes: Uint8Array): { kind: number; id: number; digraph: boolean } | undefined {
    const kind = classOf[bytes[0] as number] as number;
    if (bytes.length === 0 || kind === C_SPACE || kind === C_NEWLINE) return undefined;
    const end = this.#scan(bytes, 0);
    if (end !== bytes.length) return undefined;
    return { kind: this.#kind, id: this.#id, digraph: this.#digraph };
  }

  #lexAll(bytes: Uint8Array): number {
    const length = bytes.length;
    let count = 0;
    let at = startsWithMark(bytes) ? 3 : 0;
    let pending = F_LINE_START;
    let inDirective = false;
    let kinds = this.#kinds;
    let ids = this.#ids;
    let starts = this.#starts;
    let flags = this.#flags;
    const interner = this.#interner;
    while (at < length) {
      const byte = bytes[at] as number;
      const start = at;
      let kind = T_PUNCTUATOR;
      let id = 0;
      let extra = 0;
      switch (classOf[byte]) {
        case C_SPACE:
          at++;
          pending |= F_SPACE_BEFORE;
          continue;
        case C_NEWLINE:
          at++;
          pending = F_LINE_START;
          continue;
        case C_WORD: {
          let hash = HASH_SEED;
          let next = byte;
          do {
            hash = Math.imul(hash ^ next, HASH_PRIME);
            next = bytes[++at] as number;
          } while (continuesWord[next] === 1);
          if (next === 34 || next === 39 || next === BACKSLASH) {
            at = this.#scan(bytes, start);
            kind = this.#kind;
            id = this.#id;
            if (this.#splicedEnd > 0) extra = F_SPLICED;
          } else {
            kind = T_IDENTIFIER;
            id = interner.internBytes(bytes, start, at, hash);
          }
          break;
        }
        case C_SLASH: {
          const after = this.#skipComment(bytes, at);
          if (after > at) {
            at = after;
            pending |= F_SPACE_BEFORE;
            continue;
          }
          at = this.#scan(bytes, start);
          kind = this.#kind;
          id = this.#id;
          if (this.#splicedEnd > 0) extra = F_SPLICED;
          break;
        }
        case C_BACKSLASH: {
          const after = afterSplices(bytes, at);
          if (after > at) {
            at = after;
            continue;
          }
          at = this.#scan(bytes, start);
          kind = this.#kind;
          id = this.#id;
          break;
        }
        default:
          if (SINGLE[byte] === 1) {
            id = SINGLE_ID[byte] as number;
            at++;
            break;
          }
          at = this.#scan(bytes, start);
          kind = this.#kind;
          id = this.#id;
          if (this.#splicedEnd > 0) extra = F_SPLICED;
          if (this.#digraph) extra |= F_DIGRAPH;
      }
      if (count + 2 >= kinds.length) {
        this.#grow();
        kinds = this.#kinds;
        ids = this.#ids;
        starts = this.#starts;
        flags = this.#flags;
      }
      if ((pending & F_LINE_START) !== 0) {
        if (inDirective) this.#directiveEnds.push(count);
        inDirective = id === P_HASH && kind === T_PUNCTUATOR;
        if (inDirective) this.#directives.push(count);
      }
      kinds[count] = kind;
      ids[count] = id;
      starts[count] = start;
      flags[count] = pending | extra;
      pending = 0;
      count++;
    }
    if (inDirective) this.#directiveEnds.push(count);
    kinds[count] = T_EOF;
    ids[count] = 0;
    starts[count] = length;
    flags[count] = F_LINE_START;
    return count + 1;
  }

  #splicedEnd = 0;

  /** Scans the token at `start` into #kind and #id; returns its end. A splice may stand inside. */
  #scan(bytes: Uint8Array, start: number): number {
    this.#splicedEnd = 0;
    const end = this.#scanPlain(bytes, start);
    const stop = bytes[end] as number;
    const cut = stop === BACKSLASH || (this.#kind === T_OTHER && bytes[end - 1] === BACKSLASH);
    if (cut && this.#mayContinue(bytes, end)) {
      const line = logicalLine(bytes, start);
      const spliced = this.#scanPlain(line.bytes, 0);
      this.#splicedEnd = line.offsets[spliced] as number;
      if (this.#splicedEnd > end) return this.#splicedEnd;
      this.#splicedEnd = 0;
      this.#scanPlain(bytes, start);
    }
    return end;
  }

  /** False when what follows the splice cannot belong to the token, which is the usual case. */
  #mayContinue(bytes: Uint8Array, end: number): boolean {
    if (this.#kind === T_STRING || this.#kind === T_CHARACTER) return false;
    if (this.#kind === T_OTHER) return true;
    const after = afterSplices(bytes, end);
    if (after === end) return false;
    const next = classOf[bytes[after] as number] as number;
    if (this.#kind === T_IDENTIFIER) return next === C_WORD || next === C_DIGIT || next === C_QUOTE;
    return next !== C_SPACE && next !== C_NEWLINE;
  }

  /** As #scan, taking a backslash before a line end for the end of the token. */
  #scanPlain(bytes: Uint8Array, start: number): number {
    this.#digraph = false;
    const byte = bytes[start] as number;
    const kind = classOf[byte] as number;
    if (kind === C_WORD) return this.#scanWord(bytes, start);
    if (kind === C_DIGIT) return this.#scanNumber(bytes, start);
    if (kind === C_QUOTE) return this.#scanText(bytes, start, start);
    if (kind === C_DOT && classOf[bytes[start + 1] as number] === C_DIGIT) {
      return this.#scanNumber(bytes, start);
    }
    if (kind === C_BACKSLASH && universalNameEnd(bytes, start) > start) {
      return this.#scanWord(bytes, start);
    }
    return kind === C_OTHER || kind === C_BACKSLASH
      ? this.#finish(T_OTHER, bytes, start, start + 1)
      : this.#scanPunctuator(bytes, start);
  }

  #scanPunctuator(bytes: Uint8Array, start: number): number {
    const match = matchPunctuator(bytes, start);
    this.#kind = T_PUNCTUATOR;
    this.#id = match & 0xff;
    this.#digraph = (match & DIGRAPH) !== 0;
    return start + ((match >> 8) & 0x7f);
  }

  #scanWord(bytes: Uint8Array, start: number): number {
    const end = wordEnd(bytes, start);
    const stop = bytes[end];
    if (stop === 34 && isRawPrefix(bytes, start, end)) {
      const rawEnd = rawStringEnd(bytes, end);
      if (rawEnd > end) return this.#finish(T_STRING, bytes, start, rawEnd);
    }
    if ((stop === 34 || stop === 39) && isTextPrefix(bytes, start, end, stop)) {
      return this.#scanText(bytes, start, end);
    }
    return this.#finish(T_IDENTIFIER, bytes, start, end);
  }

  /** 6.4.8, with the exponents of C11 and, as gcc has it, letters that only identifiers allow. */
  #scanNumber(bytes: Uint8Array, start: number): number {
    let at = start + 1;
    for (;;) {
      const byte = bytes[at] as number;
      if (continuesWord[byte] === 1 || byte === 46) at++;
      else if ((byte === 43 || byte === 45) && isExponent(bytes[at - 1] as number)) at++;
      else if (byte === BACKSLASH && universalNameEnd(bytes, at) > at) {
        at = universalNameEnd(bytes, at);
      } else break;
    }
    return this.#finish(T_NUMBER, bytes, start, at);
  }

  /** A string or character constant; one without its closing quote is T_OTHER to the line's end. */
  #scanText(bytes: Uint8Array, start: number, quote: number): number {
    const end = textEnd(bytes, quote);
    if (end < 0) return this.#finish(T_OTHER, bytes, start, -end);
    return this.#finish(bytes[quote] === 34 ? T_STRING : T_CHARACTER, bytes, start, end);
  }

  #finish(kind: number, bytes: Uint8Array, start: number, end: number): number {
    this.#kind = kind;
    this.#id = this.#interner.internBytes(bytes, start, end);
    return end;
  }

  /** The offset after the comment at `at`, or `at` when there is none. */
  #skipComment(bytes: Uint8Array, at: number): number {
    let second = at + 1;
    if (bytes[second] === BACKSLASH) second = afterSplices(bytes, second);
    if (bytes[second] === STAR) return this.#skipBlock(bytes, at, second + 1);
    if (bytes[second] !== SLASH) return at;
    for (let i = second + 1; ; i++) {
      const end = bytes.indexOf(NEWLINE, i);
      if (end < 0) return bytes.length;
      let last = end - 1;
      while (last > second && classOf[bytes[last] as number] === C_SPACE) last--;
      if (bytes[last] !== BACKSLASH || last <= second) return end;
      i = end;
    }
  }

  #skipBlock(bytes: Uint8Array, open: number, from: number): number {
    const length = bytes.length;
    for (let i = from; i < length; i++) {
      if (bytes[i] !== STAR) continue;
      const next = bytes[i + 1];
      if (next === SLASH) return i + 2;
      if (next !== BACKSLASH) continue;
      const after = afterSplices(bytes, i + 1);
      if (after > i + 1 && bytes[after] === SLASH) return after + 1;
    }
    this.#problems.push({ offset: open, message: 'unterminated comment' });
    return length;
  }

  #grow(): void {
    const size = this.#kinds.length * 2;
    const kinds = new Uint8Array(size);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    const ids = new Int32Array(size);
    ids.set(this.#ids);
    this.#ids = ids;
    const starts = new Uint32Array(size);
    starts.set(this.#starts);
    this.#starts = starts;
    const flags = new Uint8Array(size);
    flags.set(this.#flags);
    this.#flags = flags;
  }
}

/** A UTF-8 byte order mark at the start of a file is not part of it. */
function startsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function isExponent(byte: number): boolean {
  const lower = byte | 0x20;
  return lower === 0x65 || lower === 0x70;
}

function wordEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    while (continuesWord[bytes[at] as number] === 1) at++;
    if (bytes[at] !== BACKSLASH) return at;
    const after = universalNameEnd(bytes, at);
    if (after === at) return at;
    at = after;
  }
}

/** The end of `\uXXXX` or `\UXXXXXXXX` at `at`, or `at`. */
function universalNameEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== BACKSLASH) return at;
  const digits = bytes[at + 1] === 0x75 ? 4 : bytes[at + 1] === 0x55 ? 8 : 0;
  for (let i = 0; i < digits; i++) {
    const byte = bytes[at + 2 + i] as number;
    const lower = byte | 0x20;
    if (!((byte >= 48 && byte <= 57) || (lower >= 97 && lower <= 102))) return at;
  }
  return digits > 0 ? at + 2 + digits : at;
}

import type { CToken } from './c-tokens.ts';
import { ENTRY_TYPES } from './equivalents.ts';
import type { Region } from './regions.ts';

/** A piece of a region's tokens: from the first to behind the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A call as it is written. */
export interface Call {
  /** The index of the function's name. */
  readonly at: number;
  readonly name: string;
  readonly arguments: readonly Span[];
  /** The index of the closing parenthesis. */
  readonly close: number;
}

/** Questions about the text of a function or macro, asked of its tokens. */
export class RegionReader {
  readonly region: Region;
  readonly tokens: readonly CToken[];
  readonly #pairs: Int32Array;
  /** Names that are declared as pointers to entries of a table, or arrays of them, with their types. */
  readonly entryPointers: ReadonlyMap<string, string>;

  constructor(region: Region) {
    this.region = region;
    this.tokens = region.tokens;
    this.#pairs = region.pairs;
    this.entryPointers = new Map(this.#declaredEntryPointers());
  }

  text(at: number): string {
    return this.tokens[at]?.text ?? '';
  }

  pair(at: number): number {
    return this.#pairs[at] ?? -1;
  }

  /** The call whose name stands at a token; undefined where none does. */
  callAt(at: number): Call | undefined {
    const token = this.tokens[at];
    const close = this.pair(at + 1);
    if (!token?.isWord || this.text(at + 1) !== '(' || close < 0) return undefined;
    return { at, name: token.text, arguments: this.#split(at + 2, close), close };
  }

  /** Every call with one of some names. */
  calls(names: { has(name: string): boolean }): Call[] {
    const found: Call[] = [];
    for (let at = this.region.body; at < this.tokens.length; at++) {
      if (!names.has(this.text(at)) || this.isMember(at)) continue;
      const call = this.callAt(at);
      if (call) found.push(call);
    }
    return found;
  }

  /** Whether a word names a member, not a variable. */
  isMember(at: number): boolean {
    return this.text(at - 1) === '.' || this.text(at - 1) === '->';
  }

  /** Without the parentheses around the whole of it. */
  bare({ from, to }: Span): Span {
    let span = { from, to };
    while (this.text(span.from) === '(' && this.pair(span.from) === span.to - 1) {
      span = { from: span.from + 1, to: span.to - 1 };
    }
    return span;
  }

  /** The one word that a span is, in parentheses or not. */
  word(span: Span): string | undefined {
    const { from, to } = this.bare(span);
    return to === from + 1 && this.tokens[from]?.isWord ? this.text(from) : undefined;
  }

  /** The call that a span is, in parentheses or not. */
  call(span: Span): Call | undefined {
    const { from, to } = this.bare(span);
    const call = this.callAt(from);
    return call?.close === to - 1 ? call : undefined;
  }

  spelling({ from, to }: Span): string {
    return this.tokens
      .slice(from, to)
      .map(({ text }) => text)
      .join(' ');
  }

  /** The expression that begins at a token and ends before a comma, a semicolon or a bracket. */
  expressionFrom(from: number): Span {
    let at = from;
    while (at < this.tokens.length && ![',', ';', ')', ']', '}'].includes(this.text(at))) {
      at = this.pair(at) > at ? this.pair(at) + 1 : at + 1;
    }
    return { from, to: at };
  }

  /** Whether a span is an address in a table by its type: a pointer to an entry, or a cast to one. */
  isEntryAddress(span: Span): boolean {
    return this.entryType(span) !== undefined;
  }

  /** The type of the entries that a span is the address of; undefined where the text does not tell. */
  entryType(span: Span): string | undefined {
    const bare = this.bare(span);
    const close = this.pair(bare.from);
    if (
      this.text(bare.from) === '(' &&
      (this.text(close - 1) === '*' || this.text(close - 1) === 'long')
    ) {
      const type = this.text(close - 2);
      return ENTRY_TYPES.has(type) ? type : this.entryType({ from: close + 1, to: bare.to });
    }
    const isElement = this.text(bare.from + 1) === '[' && this.pair(bare.from + 1) === bare.to - 1;
    const isName = bare.to === bare.from + 1 || isElement;
    return isName ? this.entryPointers.get(this.text(bare.from)) : undefined;
  }

  #split(from: number, close: number): Span[] {
    const spans: Span[] = [];
    let start = from;
    for (let at = from; at < close; at++) {
      if (this.pair(at) > at) at = this.pair(at);
      if (this.text(at) !== ',') continue;
      spans.push({ from: start, to: at });
      start = at + 1;
    }
    return close > from ? [...spans, { from: start, to: close }] : [];
  }

  /** `pmd_t *pmd`, `pgd_t *ret, *init`, and `pgtable_t pte`, which is one where it is no page. */
  *#declaredEntryPointers(): Generator<[name: string, type: string]> {
    for (let at = 0; at < this.tokens.length; at++) {
      const type = this.text(at);
      if (type === 'pgtable_t' && this.tokens[at + 1]?.isWord) yield [this.text(at + 1), type];
      if (!ENTRY_TYPES.has(type)) continue;
      let star = at + 1;
      while (this.text(star) === '*' && this.tokens[star + 1]?.isWord) {
        yield [this.text(star + 1), type];
        const next = this.text(star + 2) === '=' ? this.expressionFrom(star + 3).to : star + 2;
        if (this.text(next) !== ',') break;
        star = next + 1;
      }
    }
  }
}

import type { Interner } from '../lexer/interner.ts';
import { P_LPAREN, P_RPAREN } from '../lexer/spellings.ts';
import { T_EOF, T_IDENTIFIER, T_STRING } from '../lexer/token-stream.ts';
import { IntList } from './int-list.ts';
import { MACRO_POISONED } from './macro-pool.ts';
import type { MacroState } from './macro-state.ts';
import { TokenBuffer } from './token-buffer.ts';

/** Rows of the table, a column an array, and the tokens that they are about. */
export interface PragmaColumns {
  readonly outputIndexes: Int32Array;
  readonly starts: Int32Array;
  readonly tokens: TokenBuffer;
}

/**
 * The #pragma and #ident lines that are for the compiler, beside the token stream: entry i stands
 * before output token `outputIndex(i)`. The tokens begin with the directive's name.
 */
export class PragmaTable {
  readonly tokens = new TokenBuffer();
  readonly #outputIndexes = new IntList();
  readonly #starts = new IntList();

  get length(): number {
    return this.#starts.length;
  }

  outputIndex(entry: number): number {
    return this.#outputIndexes.at(entry);
  }

  /** The range of an entry in `tokens`. */
  start(entry: number): number {
    return this.#starts.at(entry);
  }

  end(entry: number): number {
    return entry + 1 < this.length ? this.#starts.at(entry + 1) : this.tokens.length;
  }

  /** Begins an entry; its tokens are pushed to `tokens` afterwards. */
  begin(outputIndex: number): void {
    this.#outputIndexes.push(outputIndex);
    this.#starts.push(this.tokens.length);
  }

  /** Copies of the columns from entry `start` on, and of their tokens. */
  since(start: number): PragmaColumns {
    const first = start < this.length ? this.start(start) : this.tokens.length;
    return {
      outputIndexes: this.#outputIndexes.slice(start, this.length),
      starts: this.#starts.slice(start, this.length),
      tokens: this.tokens.copy(first, this.tokens.length),
    };
  }

  truncate(length: number): void {
    if (length >= this.length) return;
    this.tokens.length = this.#starts.at(length);
    this.#starts.truncate(length);
    this.#outputIndexes.truncate(length);
  }
}

/** Pragmas that act on the preprocessor itself and are not handed on. */
export class PragmaActions {
  readonly #interner: Interner;
  readonly #macros: MacroState;
  readonly #report: (loc: number, message: string) => void;
  /** The values that push_macro saved; `below` is the value saved before it. */
  #saved: SavedMacro | undefined;

  constructor(
    interner: Interner,
    macros: MacroState,
    report: (loc: number, message: string) => void,
  ) {
    this.#interner = interner;
    this.#macros = macros;
    this.#report = report;
  }

  /** The saved macros, for a checkpoint. */
  get saved(): SavedMacro | undefined {
    return this.#saved;
  }

  set saved(value: SavedMacro | undefined) {
    this.#saved = value;
  }

  /** True when the pragma (its tokens, without the word pragma) was meant for the preprocessor. */
  run(tokens: TokenBuffer, start: number, end: number): boolean {
    const word = this.#word(tokens, start, end);
    if (word === 'push_macro' || word === 'pop_macro') {
      const name = this.#macroName(tokens, start + 1, end);
      if (name === undefined) this.#report(tokens.locs[start] as number, `invalid #pragma ${word}`);
      else if (word === 'push_macro') this.#push(name);
      else this.#pop(name);
      return true;
    }
    return word === 'GCC' && this.#runGcc(tokens, start + 1, end);
  }

  #runGcc(tokens: TokenBuffer, start: number, end: number): boolean {
    const word = this.#word(tokens, start, end);
    const loc = tokens.locs[start] as number;
    if (word === 'poison') {
      for (let i = start + 1; i < end; i++) this.#poison(tokens, i);
    } else if (word === 'warning' || word === 'error') {
      this.#report(loc, this.#interner.text(tokens.ids[start + 1] as number));
    } else return word === 'system_header' || word === 'dependency';
    return true;
  }

  #poison(tokens: TokenBuffer, at: number): void {
    if (tokens.kinds[at] !== T_IDENTIFIER) {
      this.#report(tokens.locs[at] as number, 'invalid #pragma GCC poison directive');
    } else this.#macros.set(tokens.ids[at] as number, MACRO_POISONED);
  }

  #word(tokens: TokenBuffer, at: number, end: number): string | undefined {
    if (at >= end || tokens.kinds[at] === T_EOF) return undefined;
    return this.#interner.text(tokens.ids[at] as number);
  }

  #macroName(tokens: TokenBuffer, at: number, end: number): number | undefined {
    const fits =
      at + 3 <= end &&
      tokens.ids[at] === P_LPAREN &&
      tokens.kinds[at + 1] === T_STRING &&
      tokens.ids[at + 2] === P_RPAREN;
    if (!fits) return undefined;
    const name = this.#interner
      .text(tokens.ids[at + 1] as number)
      .slice(1, -1)
      .trim();
    const id = this.#interner.intern(name);
    this.#macros.cover(this.#interner.size);
    return id;
  }

  #push(id: number): void {
    this.#saved = { id, macro: this.#macros.of[id] as number, below: this.#saved };
  }

  #pop(id: number): void {
    const found = take(this.#saved, id);
    if (!found) return;
    this.#saved = found.rest;
    this.#macros.set(id, found.macro);
  }
}

/** A list that is never changed, only extended, so that a checkpoint is one reference. */
export interface SavedMacro {
  readonly id: number;
  readonly macro: number;
  readonly below: SavedMacro | undefined;
}

function take(
  list: SavedMacro | undefined,
  id: number,
): { macro: number; rest: SavedMacro | undefined } | undefined {
  const above: SavedMacro[] = [];
  let entry = list;
  while (entry && entry.id !== id) {
    above.push(entry);
    entry = entry.below;
  }
  if (!entry) return undefined;
  const rest = above.reduceRight<SavedMacro | undefined>(
    (below, { id: other, macro }) => ({ id: other, macro, below }),
    entry.below,
  );
  return { macro: entry.macro, rest };
}

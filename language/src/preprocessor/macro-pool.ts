import type { Interner } from '../lexer/interner.ts';
import type { RawTokens } from '../lexer/raw-tokens.ts';
import type { SourceMap } from '../source/source-map.ts';
import { IntList } from './int-list.ts';
import type { MacroDefinition } from './macro-definition.ts';
import { mayBeWrong, parseDefinition } from './macro-definition.ts';
import { TokenBuffer } from './token-buffer.ts';

/** White space that an expansion left behind. Never leaves the preprocessor. */
export const T_PADDING = 8;

/** The numbers below stand for macros that no #define makes. */
export const MACRO_NONE = 0;
export const MACRO_POISONED = 1;
export const FIRST_BUILTIN = 2;
export const FIRST_DEFINED = 32;

/**
 * Every #define that was met in a profile, by number. A definition depends on the file's bytes alone,
 * so the units of a profile share it, and most are never used: they are parsed at first use.
 */
export class MacroPool {
  readonly interner: Interner;
  readonly bodies = new TokenBuffer(4096);
  readonly vaArgsId: number;
  readonly vaOptId: number;
  readonly definedId: number;
  /** Where each definition stands: the base of its file, its `#` and the end of its line. */
  readonly #origins = new IntList(1 << 14);
  readonly #files: (RawTokens | undefined)[] = [];
  readonly #problems = new Map<number, string>();
  readonly #definitions: (MacroDefinition | undefined)[] = [];

  constructor(interner: Interner) {
    this.interner = interner;
    this.vaArgsId = interner.intern('__VA_ARGS__');
    this.vaOptId = interner.intern('__VA_OPT__');
    this.definedId = interner.intern('defined');
    for (let i = 0; i < FIRST_DEFINED; i++) this.#note(undefined, 0, 0, 0);
  }

  /** Notes the #define whose `#` is raw token `hash`; returns the macro's number. */
  add(tokens: RawTokens, base: number, hash: number, end: number): number {
    const macro = this.#note(tokens, base, hash, end);
    if (mayBeWrong(tokens, hash + 2, end)) {
      const { problem } = this.#parse(macro);
      if (problem !== undefined) this.#problems.set(macro, problem);
    }
    return macro;
  }

  /** What is wrong with a definition; compilers do not take it. */
  problemOf(macro: number): string | undefined {
    return this.#problems.size === 0 ? undefined : this.#problems.get(macro);
  }

  /**
   * To be called when a file's text is replaced: its definitions are parsed now, for those that wait to
   * be asked for would keep all of the old text's tokens. Returns how many there are.
   */
  settle(tokens: RawTokens): number {
    let count = 0;
    for (const macro of tokens.directives.macros) {
      if (macro < FIRST_DEFINED) continue;
      count++;
      if (this.#files[macro] === tokens) this.#parse(macro);
    }
    return count;
  }

  /** The macro with a number from FIRST_DEFINED up. */
  get(index: number): MacroDefinition {
    return this.#definitions[index] ?? this.#parse(index);
  }

  #parse(index: number): MacroDefinition {
    const at = index * 3;
    const base = this.#origins.at(at) >>> 0;
    const name = this.#origins.at(at + 1) + 2;
    const tokens = this.#files[index] as RawTokens;
    const definition = parseDefinition(this, tokens, base, name, this.#origins.at(at + 2));
    this.#definitions[index] = definition;
    this.#files[index] = undefined;
    return definition;
  }

  #note(tokens: RawTokens | undefined, base: number, hash: number, end: number): number {
    this.#origins.push(base);
    this.#origins.push(hash);
    this.#origins.push(end);
    this.#files.push(tokens);
    return this.#definitions.push(undefined) - 1;
  }

  /** True for a macro that a #define made. */
  isDefinition(index: number): boolean {
    return index >= FIRST_DEFINED;
  }

  /** True when gcc takes the second definition for a repetition of the first. */
  areSame(first: number, second: number): boolean {
    const a = this.get(first);
    const b = this.get(second);
    if (a.isFunctionLike !== b.isFunctionLike || a.isVariadic !== b.isVariadic) return false;
    if (a.params.length !== b.params.length) return false;
    if (!a.params.every((param, i) => param === b.params[i])) return false;
    if (a.bodyEnd - a.bodyStart !== b.bodyEnd - b.bodyStart) return false;
    const { kinds, ids, flags } = this.bodies;
    for (let i = a.bodyStart, j = b.bodyStart; i < a.bodyEnd; i++, j++) {
      if (kinds[i] !== kinds[j] || ids[i] !== ids[j] || flags[i] !== flags[j]) return false;
    }
    return true;
  }
}

const pools = new WeakMap<SourceMap, MacroPool>();

/** The macro pool of a profile. */
export function macroPoolOf(sources: SourceMap): MacroPool {
  let pool = pools.get(sources);
  if (!pool) {
    pool = new MacroPool(sources.interner);
    pools.set(sources, pool);
  }
  return pool;
}

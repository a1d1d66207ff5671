import type { RawTokens } from '../lexer/raw-tokens.ts';
import type { SourceMap } from '../source/source-map.ts';
import { NameSet } from './consulted-names.ts';
import { ExpansionTable } from './expansions.ts';
import type { Frame, OpenCondition } from './frame.ts';
import { IntList } from './int-list.ts';
import type { PreprocessorOptions } from './options.ts';
import { TokenBuffer } from './token-buffer.ts';

/** Rows of one of the memo's lists. */
export interface Rows {
  readonly start: number;
  readonly end: number;
}

/** A #pragma line of a stretch: before which of its output tokens it stands, and its own tokens. */
export interface StretchPragma {
  readonly output: number;
  readonly tokens: Rows;
}

/**
 * What comes before a stretch, but for the macros. Which conditions are open needs no word: they are
 * those around the place.
 */
export interface StretchStart {
  /** For __FILE__. */
  readonly spelledPath: string;
  /** White space that the text before it left behind (TextOutput). */
  readonly padding: number;
  readonly lineStart: number;
}

/** A stretch of a file's text as it was read once: what it depended on, and what it gave. */
export interface Stretch {
  readonly before: StretchStart;
  readonly after: Omit<StretchStart, 'spelledPath'> & {
    readonly conditions: readonly OpenCondition[];
  };
  /** The raw token at which it ends, and the number of the next directive there. */
  readonly pos: number;
  readonly directive: number;
  /** In `numbers`: names that it asked about, each with the macro that it named at the start. */
  readonly reads: Rows;
  readonly tokens: Rows;
  readonly expansions: Rows;
  /** In `numbers`: names, each with the macro that it named from then on. */
  readonly changes: Rows;
  /** In `numbers`: start, end and reason of what was left out. */
  readonly inactive: Rows;
  /** In `numbers`: output token, braces and length of the macros' log, by the start of the stretch. */
  readonly deferred: Rows;
  readonly pragmas: readonly StretchPragma[];
}

/** The ways in which a place was read, the latest first, and how often none of them fitted. */
interface Place {
  readonly ways: Stretch[];
  misses: number;
}

/** So many ways are kept for one place. */
const MAX_WAYS = 6;
/** A place where nothing fitted so often differs from unit to unit; it is not written down again. */
const MAX_MISSES = 24;
/** So many places of a file where it counts are worth looking at one by one. */
const MAX_CUTS = 48;
/** The copies together hold at most so many tokens, of 14 bytes each. */
const MAX_TOKENS = 4_000_000;

/**
 * Headers' text that was preprocessed before, in stretches from one #include to the next. A stretch
 * that meets the same macros as once before, among those that it asks about, gives the same tokens and
 * definitions: 700 headers need not be read again for every file of a profile. Which headers were
 * included before it plays no part in it. What counts with __COUNTER__ gives something else every time;
 * a stretch is cut there.
 */
export class StretchMemo {
  readonly tokens = new TokenBuffer(0);
  readonly expansions = new ExpansionTable();
  readonly numbers = new IntList(1 << 12);
  /** For who writes a stretch down: large, and of use for every unit. */
  readonly names = new NameSet();
  #places = new WeakMap<RawTokens, Map<number, Place>>();
  #cuts = new WeakMap<RawTokens, number[]>();
  #units = 0;
  /** How many stretches were taken over from earlier ones. */
  reused = 0;

  /** To be called when a unit begins: whether it is to write down what it reads. That costs time. */
  recordsNext(): boolean {
    return this.#units++ > 0;
  }

  /** The stretch that begins where a frame is, when it would give now what it gave once. */
  find(frame: Frame, before: StretchStart, of: Int32Array): Stretch | undefined {
    const place = this.#places.get(frame.tokens)?.get(frame.pos);
    if (!place) return undefined;
    const { ways } = place;
    const at = ways.findIndex((way) => isSameStart(way.before, before) && this.#fits(way, of));
    if (at < 0) {
      place.misses++;
      return undefined;
    }
    this.reused++;
    const way = ways[at] as Stretch;
    if (at > 0) {
      ways.splice(at, 1);
      ways.unshift(way);
    }
    return way;
  }

  #fits({ reads }: Stretch, of: Int32Array): boolean {
    const { numbers } = this;
    for (let i = reads.start; i < reads.end; i += 2)
      if (of[numbers.at(i)] !== numbers.at(i + 1)) return false;
    return true;
  }

  /** The raw tokens of a file at which stretches are cut; the list grows. */
  cutsOf(tokens: RawTokens): readonly number[] {
    let cuts = this.#cuts.get(tokens);
    if (!cuts) {
      cuts = [];
      this.#cuts.set(tokens, cuts);
    }
    return cuts;
  }

  /** An expansion that began at a raw token of a file counted. */
  cut(tokens: RawTokens, pos: number): void {
    const cuts = this.#cuts.get(tokens);
    if (cuts && cuts.length < MAX_CUTS && !cuts.includes(pos)) cuts.push(pos);
  }

  /** Whether it may pay to write down what begins at a raw token of a file. */
  wants(tokens: RawTokens, pos: number): boolean {
    return (this.#places.get(tokens)?.get(pos)?.misses ?? 0) < MAX_MISSES;
  }

  /** Keeps a stretch whose rows were appended to the lists. */
  add(tokens: RawTokens, pos: number, stretch: Stretch): void {
    const places = this.#places.get(tokens) ?? new Map<number, Place>();
    this.#places.set(tokens, places);
    const place = places.get(pos) ?? { ways: [], misses: 0 };
    places.set(pos, place);
    place.ways.unshift(stretch);
    place.ways.length = Math.min(place.ways.length, MAX_WAYS);
  }

  /** To be called before rows are appended: when there are too many, all is begun anew. */
  makeRoom(): void {
    if (this.tokens.length <= MAX_TOKENS) return;
    this.#places = new WeakMap();
    this.tokens.length = 0;
    this.expansions.length = 1;
    this.numbers.truncate(0);
  }
}

function isSameStart(a: StretchStart, b: StretchStart): boolean {
  return a.padding === b.padding && a.lineStart === b.lineStart && a.spelledPath === b.spelledPath;
}

const memos = new WeakMap<SourceMap, Map<string, StretchMemo>>();

/** The memo of units that have the options in common that text depends on; undefined where branches are forced. */
export function stretchMemoOf(
  sources: SourceMap,
  options: PreprocessorOptions,
): StretchMemo | undefined {
  if (options.forcedBranches) return undefined;
  // What is defined is compared name by name, and a stretch includes nothing.
  const { predefined, commandLine, forcedIncludes, ...rest } = options;
  const { quotePaths, includePaths, systemPaths, ...others } = rest;
  const key = JSON.stringify(others);
  const ofSources = memos.get(sources) ?? new Map<string, StretchMemo>();
  memos.set(sources, ofSources);
  const memo = ofSources.get(key) ?? new StretchMemo();
  ofSources.set(key, memo);
  return memo;
}

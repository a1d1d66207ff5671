import type { SourceMap } from '../source/source-map.ts';
import type { DeferredColumns } from './deferred-bodies.ts';
import type { ExpansionColumns } from './expansions.ts';
import type { InactiveColumns } from './inactive-ranges.ts';
import type { InclusionColumns } from './inclusions.ts';
import type { MacroChanges } from './macro-state.ts';
import type { PreprocessorOptions } from './options.ts';
import type { PragmaColumns } from './pragmas.ts';
import type { TokenBuffer } from './token-buffer.ts';

/** How long each of a unit's growing lists was at some moment. */
export interface Extent {
  readonly output: number;
  readonly expansions: number;
  readonly inclusions: number;
  readonly inactive: number;
  readonly pragmas: number;
  readonly deferred: number;
  readonly log: number;
  readonly touched: number;
}

/** What a stretch of a unit added to its lists; `base` is where each of the copies begins. */
export interface Segment {
  readonly base: Extent;
  readonly tokens: TokenBuffer;
  readonly expansions: ExpansionColumns;
  readonly inclusions: InclusionColumns;
  /** The version of each included file. */
  readonly versions: Int32Array;
  readonly inactive: InactiveColumns;
  readonly pragmas: PragmaColumns;
  readonly deferred: DeferredColumns;
  readonly changes: MacroChanges;
  /** Every file that an #include named, also when it was passed over. */
  readonly touched: Int32Array;
}

/** One inclusion as it went once: what it depended on, and which part of a segment it gave. */
export interface MemoEntry {
  readonly segment: Segment;
  readonly start: Extent;
  readonly end: Extent;
  /** Names that it asked about, and what each named when it began. */
  readonly ids: Int32Array;
  readonly macros: Int32Array;
  /** For each file that it touched: T_* as it was when it began. */
  readonly touchedFiles: Int32Array;
  readonly touchedStates: Uint8Array;
  /** Files that it said to read only once. */
  readonly onceFiles: Int32Array;
  /** White space that it left before the next token (TextOutput). */
  readonly padding: number;
  readonly lineStart: number;
}

/** The files that an inclusion read, each as often as it did. */
export function filesOf({ segment, start, end }: MemoEntry): Int32Array {
  const { base, inclusions } = segment;
  return inclusions.files.subarray(
    start.inclusions - base.inclusions,
    end.inclusions - base.inclusions,
  );
}

/** The files that its #includes named. */
export function touchedBy({ segment, start, end }: MemoEntry): Int32Array {
  return segment.touched.subarray(
    start.touched - segment.base.touched,
    end.touched - segment.base.touched,
  );
}

/** The file was read before and has a guard; it is to be read only once. */
export const T_GUARDED = 1;
export const T_ONCE = 2;

/** So many ways of one inclusion are kept: most differ in what came before. */
const MAX_WAYS = 6;
/** The copies together hold at most so many tokens, of 18 bytes each. */
const MAX_TOKENS = 4_000_000;
/** One unit in so many records; the second is the first to. */
const UNITS_TO_RECORD = 8;

/**
 * Inclusions that were preprocessed before. A header that meets the same macros as once before, among
 * those that it asks about, gives the same tokens and definitions: 700 headers need not be read again
 * for every file of a profile.
 */
export class InclusionMemo {
  readonly #ways = new Map<string, MemoEntry[]>();
  #tokens = 0;
  #units = 0;
  /** How many inclusions were taken over from earlier ones. */
  reused = 0;
  readonly #sources: SourceMap;
  /** What the sources had when the first entry was made: which files there are decides what is found. */
  #filesChanged: number;

  constructor(sources: SourceMap) {
    this.#sources = sources;
    this.#filesChanged = sources.filesChanged;
  }

  /** To be called when a unit begins: whether it is to write down its inclusions. That costs time. */
  recordsNext(): boolean {
    return this.#units++ % UNITS_TO_RECORD === 1;
  }

  find(key: string, fits: (entry: MemoEntry) => boolean): MemoEntry | undefined {
    if (this.#filesChanged !== this.#sources.filesChanged) this.#forget();
    const ways = this.#ways.get(key);
    const at = ways?.findIndex(fits) ?? -1;
    if (!ways || at < 0) return undefined;
    this.reused++;
    const entry = ways[at] as MemoEntry;
    if (at > 0) {
      ways.splice(at, 1);
      ways.unshift(entry);
    }
    return entry;
  }

  add(key: string, entry: MemoEntry): void {
    const ways = this.#ways.get(key) ?? [];
    ways.unshift(entry);
    ways.length = Math.min(ways.length, MAX_WAYS);
    this.#ways.set(key, ways);
  }

  /** To be called for each segment that is kept: too many, and all is begun anew. */
  weigh(tokens: number): void {
    this.#tokens += tokens;
    if (this.#tokens <= MAX_TOKENS) return;
    this.#forget();
    this.#tokens = tokens;
  }

  #forget(): void {
    this.#ways.clear();
    this.#tokens = 0;
    this.#filesChanged = this.#sources.filesChanged;
  }
}

const memos = new WeakMap<SourceMap, Map<string, InclusionMemo>>();

/** The memo of a profile's units that have all options in common but macros; undefined where branches are forced. */
export function inclusionMemoOf(
  sources: SourceMap,
  options: PreprocessorOptions,
): InclusionMemo | undefined {
  if (options.forcedBranches) return undefined;
  // What is defined is compared name by name.
  const { predefined, commandLine, forcedIncludes, ...others } = options;
  const key = JSON.stringify(others);
  const ofSources = memos.get(sources) ?? new Map<string, InclusionMemo>();
  memos.set(sources, ofSources);
  const memo = ofSources.get(key) ?? new InclusionMemo(sources);
  ofSources.set(key, memo);
  return memo;
}

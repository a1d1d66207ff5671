import type { RawTokens } from '../lexer/raw-tokens.ts';
import type { SourceFile } from '../source/source-map.ts';
import { NameSet, namesOfFile, namesOfMacro } from './consulted-names.ts';
import {
  type Extent,
  type InclusionMemo,
  type MemoEntry,
  type Segment,
  T_GUARDED,
  T_ONCE,
} from './inclusion-memo.ts';
import type { MacroPool } from './macro-pool.ts';
import type { MacroState } from './macro-state.ts';
import type { Preprocessor } from './preprocessor.ts';
import { NO_PADDING } from './text-output.ts';

/** What the recorder sees of the preprocessor's own state. */
export interface RecordedState {
  readonly macros: MacroState;
  readonly pool: MacroPool;
  /** When each guarded file was first read; by file. */
  readonly guarded: ReadonlyMap<number, number>;
  readonly onceFiles: readonly number[];
  padding: number;
  lineStart: number;
  /** Grows with everything that a second time may be otherwise. */
  readonly volatile: number;
}

interface Open {
  readonly key: string;
  readonly start: Extent;
  readonly guarded: number;
  readonly once: number;
  readonly problems: number;
  readonly volatile: number;
  readonly pasted: number;
}

type Candidate = Omit<MemoEntry, 'segment'> & { readonly key: string };

/** An inclusion that gives less is as quick to read again. */
const MIN_TOKENS = 60;
const MIN_CHANGES = 12;

/** Writes down what inclusions ask and give, innermost first, while a unit is preprocessed. */
export class InclusionRecorder {
  /** Files that #include named, in order. */
  readonly touched: number[] = [];
  /** Names that ## made. */
  readonly pasted: number[] = [];
  readonly #unit: Preprocessor;
  readonly #state: RecordedState;
  readonly #memo: InclusionMemo;
  readonly #open: (Open | undefined)[] = [];
  readonly #candidates: Candidate[] = [];
  readonly #names: NameSet;
  /** What the headers were found among; when that changed meanwhile, nothing is kept. */
  #filesChanged: number;

  constructor(unit: Preprocessor, state: RecordedState, memo: InclusionMemo) {
    this.#unit = unit;
    this.#state = state;
    this.#memo = memo;
    this.#names = new NameSet(unit.sources.interner);
    this.#filesChanged = unit.sources.filesChanged;
  }

  reset(): void {
    this.touched.length = 0;
    this.pasted.length = 0;
    this.#open.length = 0;
    this.#candidates.length = 0;
    this.#filesChanged = this.#unit.sources.filesChanged;
  }

  get extent(): Extent {
    const unit = this.#unit;
    return {
      output: unit.tokens.length,
      expansions: unit.expansions.length,
      inclusions: unit.inclusions.length,
      inactive: unit.inactive.length,
      pragmas: unit.pragmas.length,
      deferred: unit.deferred.length,
      log: this.#state.macros.logLength,
      touched: this.touched.length,
    };
  }

  /** An inclusion begins; `key` undefined for one that is not to be kept. */
  enter(key: string | undefined): void {
    const state = this.#state;
    const isClean = state.padding === NO_PADDING && state.lineStart === 0;
    this.#open.push(
      key === undefined || !isClean
        ? undefined
        : {
            key,
            start: this.extent,
            guarded: state.guarded.size,
            once: state.onceFiles.length,
            problems: this.#unit.problems.length,
            volatile: state.volatile,
            pasted: this.pasted.length,
          },
    );
  }

  /** The innermost inclusion ends. */
  leave(): void {
    const open = this.#open.pop();
    if (open) this.#note(open);
    if (this.#open.some((outer) => outer !== undefined)) return;
    this.#keep();
    this.touched.length = 0;
    this.pasted.length = 0;
  }

  #note(open: Open): void {
    const state = this.#state;
    const end = this.extent;
    const { start } = open;
    if (state.volatile !== open.volatile || this.#unit.problems.length !== open.problems) return;
    if (end.output - start.output < MIN_TOKENS && end.log - start.log < MIN_CHANGES) return;
    const { ids, macros } = this.#reads(open);
    const touchedFiles = Int32Array.from(new Set(this.touched.slice(start.touched)));
    this.#candidates.push({
      key: open.key,
      start,
      end,
      ids,
      macros,
      touchedFiles,
      touchedStates: Uint8Array.from(touchedFiles, (file) => this.#stateAt(open, file)),
      onceFiles: Int32Array.from(state.onceFiles.slice(open.once)),
      padding: state.padding,
      lineStart: state.lineStart,
    });
  }

  #stateAt({ guarded, once }: Open, file: number): number {
    const at = this.#state.guarded.get(file);
    const onceAt = this.#state.onceFiles.indexOf(file);
    return (
      (at !== undefined && at < guarded ? T_GUARDED : 0) |
      (onceAt >= 0 && onceAt < once ? T_ONCE : 0)
    );
  }

  /** The names that may have been asked about, and what they named when the inclusion began. */
  #reads(open: Open): { ids: Int32Array; macros: Int32Array } {
    const { macros, pool } = this.#state;
    const names = this.#names;
    names.clear();
    const changes = macros.changesSince(open.start.log);
    const first = firstValues(changes.ids, changes.before);
    const namedThen = (id: number) => first.get(id) ?? (macros.of[id] as number);
    this.#addNamesOfFiles(open);
    for (const id of changes.ids) names.add(id);
    for (let i = open.pasted; i < this.pasted.length; i++) names.add(this.pasted[i] as number);
    this.#addNamesOfMacros(open, changes.ids, changes.macros, namedThen, pool);
    const ids = Int32Array.from(names.list);
    return { ids, macros: ids.map(namedThen) };
  }

  #addNamesOfFiles({ start }: Open): void {
    const { inclusions, sources, options } = this.#unit;
    const withoutBodies = options.deferBodies ?? false;
    for (let i = start.inclusions; i < inclusions.length; i++) {
      const tokens = sources.file(inclusions.file(i))?.tokens as RawTokens;
      for (const id of namesOfFile(tokens, withoutBodies)) this.#names.add(id);
    }
    for (let i = start.touched; i < this.touched.length; i++) {
      const file = sources.file(this.touched[i] as number) as SourceFile;
      const { guardId } = file.tokens.directives;
      if (guardId !== 0) this.#names.add(guardId);
    }
  }

  /** What the bodies of expanded macros name: of all definitions that the names had meanwhile. */
  #addNamesOfMacros(
    { start }: Open,
    changedIds: Int32Array,
    changedTo: Int32Array,
    namedThen: (id: number) => number,
    pool: MacroPool,
  ): void {
    const { expansions } = this.#unit;
    const names = this.#names;
    const expanded = new Set<number>();
    for (let i = start.expansions; i < expansions.length; i++)
      expanded.add(expansions.macroIds[i] as number);
    for (const id of expanded) {
      names.add(id);
      for (const name of namesOfMacro(pool, namedThen(id))) names.add(name);
    }
    for (let i = 0; i < changedIds.length; i++) {
      if (!expanded.has(changedIds[i] as number)) continue;
      for (const name of namesOfMacro(pool, changedTo[i] as number)) names.add(name);
    }
  }

  /** Copies once what the candidates, which lie in each other or side by side, are parts of. */
  #keep(): void {
    if (this.#unit.sources.filesChanged !== this.#filesChanged) this.#candidates.length = 0;
    if (this.#candidates.length === 0) return;
    // Every list grows with time, and this one with each inclusion.
    const starts = this.#candidates.map(({ start }) => start);
    const base = starts.reduce((a, b) => (b.inclusions < a.inclusions ? b : a));
    const segment = this.#segmentSince(base);
    this.#memo.weigh(segment.tokens.length);
    for (const { key, ...candidate } of this.#candidates)
      this.#memo.add(key, { ...candidate, segment });
    this.#candidates.length = 0;
  }

  #segmentSince(base: Extent): Segment {
    const unit = this.#unit;
    const inclusions = unit.inclusions.since(base.inclusions);
    return {
      base,
      tokens: unit.tokens.copy(base.output, unit.tokens.length),
      expansions: unit.expansions.since(base.expansions),
      inclusions,
      versions: inclusions.files.map((file) => unit.sources.file(file)?.version ?? -1),
      inactive: unit.inactive.since(base.inactive),
      pragmas: unit.pragmas.since(base.pragmas),
      deferred: unit.deferred.since(base.deferred),
      changes: this.#state.macros.changesSince(base.log),
      touched: Int32Array.from(this.touched.slice(base.touched)),
    };
  }
}

/** What each name named before its first change. */
function firstValues(ids: Int32Array, before: Int32Array): Map<number, number> {
  const first = new Map<number, number>();
  for (let i = 0; i < ids.length; i++) {
    if (!first.has(ids[i] as number)) first.set(ids[i] as number, before[i] as number);
  }
  return first;
}

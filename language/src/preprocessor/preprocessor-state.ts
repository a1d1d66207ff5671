import type { SourceFile, SourceMap } from '../source/source-map.ts';
import type { AssertionChange } from './assertions.ts';
import type { DeferredBodies } from './deferred-bodies.ts';
import type { ExpansionTable } from './expansions.ts';
import type { Frame } from './frame.ts';
import type { InactiveRangeTable } from './inactive-ranges.ts';
import type { InclusionTable } from './inclusions.ts';
import { type MacroPool, macroPoolOf } from './macro-pool.ts';
import type { MacroState } from './macro-state.ts';
import type { PreprocessorOptions } from './options.ts';
import type { PragmaTable } from './pragmas.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { UnitTables } from './unit-tables.ts';

/** What is wrong with a unit, and where. The preprocessor goes on as gcc does. */
export interface PreprocessorProblem {
  readonly loc: number;
  readonly message: string;
  /** Compilers go on after it. */
  readonly isWarning?: true;
}

/** What the parts of one preprocessor share: what they made of the unit so far, and where they stand. */
export class PreprocessorState {
  readonly sources: SourceMap;
  readonly options: PreprocessorOptions;
  /** The output. */
  readonly tokens: TokenBuffer;
  readonly expansions: ExpansionTable;
  readonly inclusions: InclusionTable;
  readonly inactive: InactiveRangeTable;
  /** The #pragma and #ident lines that belong between the tokens. */
  readonly pragmas: PragmaTable;
  /** The bodies that were passed over. */
  readonly deferred: DeferredBodies;
  readonly problems: PreprocessorProblem[] = [];
  readonly pool: MacroPool;
  readonly macros: MacroState;
  /** The files that are being read, the innermost last. */
  readonly frames: Frame[] = [];
  /** Files that are read once at most, as they said so or were imported. */
  readonly onceFiles: number[] = [];
  /** What was asserted and taken back, in order. */
  readonly assertions: AssertionChange[] = [];
  /** Counts what a second reading of the same text may see otherwise. */
  volatile = 0;
  /** What __COUNTER__ gives next. */
  counter = 0;
  /**
   * 1 once the depth of inclusion had reached its limit: then no file is entered inside itself. 2 once the
   * unit had as many files or tokens as it may have: then none is entered at all.
   */
  isTooDeep = 0;
  finished = true;
  readonly #tables: UnitTables;

  /** @param tables of a unit that is over, to be used again */
  constructor(
    sources: SourceMap,
    options: PreprocessorOptions,
    tables = new UnitTables(options.expectedTokens),
  ) {
    this.sources = sources;
    this.options = options;
    this.#tables = tables;
    this.tokens = tables.tokens;
    this.expansions = tables.expansions;
    this.inclusions = tables.inclusions;
    this.inactive = tables.inactive;
    this.pragmas = tables.pragmas;
    this.deferred = tables.deferred;
    this.macros = tables.macros;
    this.pool = macroPoolOf(sources);
  }

  /** The file that is being read. */
  get frame(): Frame {
    return this.frames[this.frames.length - 1] as Frame;
  }

  /** The main file of the unit. */
  get mainFile(): SourceFile | undefined {
    return this.inclusions.length > 0 ? this.sources.file(this.inclusions.file(0)) : undefined;
  }

  /** Notes a problem. */
  problem(loc: number, message: string): void {
    this.problems.push({ loc, message });
  }

  /** Notes what compilers only warn of. */
  warning(loc: number, message: string): void {
    this.problems.push({ loc, message, isWarning: true });
  }

  /** Something happened that a second reading of the same text may see otherwise. */
  noteVolatile(): void {
    this.volatile++;
  }

  /** Room for what every spelling that is known by now names. */
  coverNames(): void {
    this.macros.cover(this.sources.interner.size);
  }

  /** Forgets a unit. */
  reset(): void {
    this.#tables.reset();
    this.coverNames();
    this.problems.length = 0;
    this.frames.length = 0;
    this.onceFiles.length = 0;
    this.assertions.length = 0;
    this.counter = 0;
    this.isTooDeep = 0;
    this.volatile = 0;
    this.finished = false;
  }
}

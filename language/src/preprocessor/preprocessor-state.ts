import type { SourceFile, SourceMap } from '../source/source-map.ts';
import { DeferredBodies } from './deferred-bodies.ts';
import { ExpansionTable } from './expansions.ts';
import type { Frame } from './frame.ts';
import { InactiveRangeTable } from './inactive-ranges.ts';
import { InclusionTable } from './inclusions.ts';
import { type MacroPool, macroPoolOf } from './macro-pool.ts';
import { MacroState } from './macro-state.ts';
import type { PreprocessorOptions } from './options.ts';
import { PragmaTable } from './pragmas.ts';
import { TokenBuffer } from './token-buffer.ts';

/** What is wrong with a unit, and where. The preprocessor goes on as gcc does. */
export interface PreprocessorProblem {
  readonly loc: number;
  readonly message: string;
}

/** What a unit of the kernel has: address space, not memory, until it is written. */
const UNIT_TOKENS = 1 << 19;

/** What the parts of one preprocessor share: what they made of the unit so far, and where they stand. */
export class PreprocessorState {
  readonly sources: SourceMap;
  readonly options: PreprocessorOptions;
  /** The output. */
  readonly tokens: TokenBuffer;
  readonly expansions: ExpansionTable;
  readonly inclusions = new InclusionTable();
  readonly inactive = new InactiveRangeTable();
  /** The #pragma and #ident lines that belong between the tokens. */
  readonly pragmas = new PragmaTable();
  /** The bodies that were passed over. */
  readonly deferred = new DeferredBodies();
  readonly problems: PreprocessorProblem[] = [];
  readonly pool: MacroPool;
  readonly macros: MacroState;
  /** The files that are being read, the innermost last. */
  readonly frames: Frame[] = [];
  /** Files that are read once at most, as they said so or were imported. */
  readonly onceFiles: number[] = [];
  /** Counts what a second reading of the same text may see otherwise. */
  volatile = 0;
  /** What __COUNTER__ gives next. */
  counter = 0;
  /** 1 once the depth of inclusion had reached its limit: then no file is entered inside itself. */
  isTooDeep = 0;
  finished = true;

  constructor(sources: SourceMap, options: PreprocessorOptions) {
    this.sources = sources;
    this.options = options;
    const { expectedTokens = UNIT_TOKENS } = options;
    this.tokens = new TokenBuffer(expectedTokens);
    this.expansions = new ExpansionTable(expectedTokens >> 3);
    this.macros = new MacroState(expectedTokens >> 2);
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
    this.deferred.truncate(0);
    this.macros.reset();
    this.coverNames();
    this.tokens.length = 0;
    this.expansions.length = 1;
    this.inclusions.truncate(0);
    this.inactive.truncate(0);
    this.pragmas.truncate(0);
    this.problems.length = 0;
    this.frames.length = 0;
    this.onceFiles.length = 0;
    this.counter = 0;
    this.isTooDeep = 0;
    this.volatile = 0;
    this.finished = false;
  }
}

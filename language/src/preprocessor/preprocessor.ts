import { F_LINE_START, T_EOF } from '../lexer/token-stream.ts';
import type { SourceFile, SourceMap } from '../source/source-map.ts';
import { Builtins } from './builtins.ts';
import { type Checkpoint, CheckpointTable } from './checkpoints.ts';
import type { DeferredBodies } from './deferred-bodies.ts';
import { Directives } from './directives.ts';
import { Expander } from './expander.ts';
import { ExpansionTable } from './expansions.ts';
import { Frame } from './frame.ts';
import { functionBodies } from './function-bodies.ts';
import { type HeaderName, readHeaderName } from './header-name.ts';
import { type InactiveRange, InactiveRangeTable } from './inactive-ranges.ts';
import {
  directoryOf,
  type FoundHeader,
  IncludeResolver,
  normalizePath,
} from './include-resolver.ts';
import { InclusionTable } from './inclusions.ts';
import { FIRST_DEFINED, type MacroDefinition, type MacroPool, macroPoolOf } from './macro-pool.ts';
import { MacroState } from './macro-state.ts';
import type { PreprocessorOptions } from './options.ts';
import { PragmaDirectives } from './pragma-directives.ts';
import { PragmaActions, PragmaTable } from './pragmas.ts';
import { type StretchMemo, type StretchStart, stretchMemoOf } from './stretch-memo.ts';
import { type RecordedState, StretchRecorder } from './stretch-recorder.ts';
import { replay } from './stretch-replay.ts';
import { NO_PADDING, TextOutput } from './text-output.ts';
import { TokenBuffer } from './token-buffer.ts';

/** What is wrong with a unit, and where. The preprocessor goes on as gcc does. */
export interface PreprocessorProblem {
  readonly loc: number;
  readonly message: string;
}

/** gcc's limit of files inside each other. */
const INCLUDE_DEPTH_LIMIT = 200;
/** What a unit of the kernel has: address space, not memory, until it is written. */
const UNIT_TOKENS = 1 << 19;
/** What a directive counts in a slice of work, in tokens. */
const DIRECTIVE_COST = 4;

/**
 * The preprocessor of one unit: token for token what `gcc -E` prints. Work is done in slices by
 * advance(), and it never throws.
 */
export class Preprocessor {
  readonly sources: SourceMap;
  readonly options: PreprocessorOptions;
  /** The output. */
  readonly tokens: TokenBuffer;
  readonly expansions: ExpansionTable;
  readonly inclusions = new InclusionTable();
  readonly inactive = new InactiveRangeTable();
  /** The #pragma and #ident lines that belong between the tokens. */
  readonly pragmas = new PragmaTable();
  readonly problems: PreprocessorProblem[] = [];
  readonly checkpoints = new CheckpointTable();

  readonly #pool: MacroPool;
  readonly #macros: MacroState;
  readonly #expander: Expander;
  readonly #builtins: Builtins;
  readonly #directives: Directives;
  readonly #pragmaActions: PragmaActions;
  readonly #pragmaDirectives: PragmaDirectives;
  readonly #text: TextOutput;
  readonly #resolver: IncludeResolver;
  readonly #frames: Frame[] = [];
  readonly #onceFiles: number[] = [];
  /** The guarded files that were read, and how many were before each. */
  readonly #guardedFiles = new Map<number, number>();
  /** Counts what a second reading of the same text may see otherwise. */
  #volatile = 0;
  readonly #memo: StretchMemo | undefined;
  readonly #state: RecordedState;
  #recorder: StretchRecorder | undefined;
  #waiting: string[] = [];
  #counter = 0;
  /** 1 once the depth of inclusion had reached its limit: then no file is entered inside itself. */
  #isTooDeep = 0;
  #finished = true;
  #mainPath = '';
  #mainBase = 0;

  constructor(sources: SourceMap, options: PreprocessorOptions) {
    this.sources = sources;
    this.options = options;
    const { expectedTokens = UNIT_TOKENS } = options;
    this.tokens = new TokenBuffer(expectedTokens);
    this.expansions = new ExpansionTable(expectedTokens >> 3);
    this.#macros = new MacroState(expectedTokens >> 2);
    this.#pool = macroPoolOf(sources);
    this.#resolver = new IncludeResolver(sources, options);
    const host = {
      directiveInArguments: () => this.#directiveInArguments(),
      expandBuiltin: (macro: number) => this.#builtins.expand(macro),
      problem: (loc: number, message: string) => this.problem(loc, message),
    };
    this.#expander = new Expander(sources.lexer, this.#pool, this.#macros, this.expansions, host);
    this.#builtins = new Builtins(this.#expander, this.#builtinHost());
    this.#pragmaActions = new PragmaActions(sources.interner, this.#macros, host.problem);
    this.#pragmaDirectives = new PragmaDirectives(this, this.#expander, this.#pragmaActions);
    this.#directives = new Directives(this, this.#expander, this.#pragmaDirectives);
    this.#text = new TextOutput(this.#expander, this.tokens);
    this.#memo = stretchMemoOf(sources, options);
    this.#state = this.#recordedState();
  }

  #recordedState(): RecordedState {
    const text = this.#text;
    const volatile = () => this.#volatile;
    return {
      macros: this.#macros,
      pool: this.#pool,
      onceFiles: this.#onceFiles,
      get padding() {
        return text.padding;
      },
      get lineStart() {
        return text.lineStart;
      },
      get volatile() {
        return volatile();
      },
    };
  }

  /** Preprocesses a whole unit. */
  run(path: string): void {
    this.start(path);
    while (!this.advance(1 << 20));
  }

  /** Begins a unit; advance() does the work. */
  start(path: string): void {
    this.#reset();
    this.#beginRecording();
    const file = this.sources.load(normalizePath(path));
    if (!file) {
      this.problem(0, `${path}: cannot be read`);
      this.#finish();
      return;
    }
    this.#mainPath = path;
    this.#mainBase = file.base;
    this.#builtins.define();
    this.#enterFile(file, path, -1, 0);
    this.#waiting = [...this.options.forcedIncludes];
    // A definition that many command lines share is one macro to all of them, so each is a text of its own.
    for (const line of this.options.commandLine.split('\n').reverse())
      this.#enterText('<command-line>', line);
    this.#enterText('<built-in>', this.options.predefined);
  }

  /** Works until about `maxTokens` more tokens are made; true when the unit is finished. */
  advance(maxTokens: number): boolean {
    let budget = maxTokens;
    while (!this.#finished && budget > 0) {
      const before = this.tokens.length;
      this.#step();
      budget -= this.tokens.length - before + DIRECTIVE_COST;
    }
    return this.#finished;
  }

  /** True when the unit is finished. */
  get finished(): boolean {
    return this.#finished;
  }

  /** The main file of the unit. */
  get mainFile(): SourceFile | undefined {
    return this.inclusions.length > 0 ? this.sources.file(this.inclusions.file(0)) : undefined;
  }

  /** The macro that a spelling names now; undefined for none and for the built-in ones. */
  macro(id: number): MacroDefinition | undefined {
    const index = id < this.#macros.of.length ? (this.#macros.of[id] as number) : 0;
    return index >= FIRST_DEFINED ? this.#pool.get(index) : undefined;
  }

  /** True when a spelling names a macro now, built-in ones included. */
  isMacro(id: number): boolean {
    return id < this.#macros.of.length && this.#expander.isDefined(id);
  }

  /** The tokens of all macro bodies: MacroDefinition's bodyStart and bodyEnd point into them. */
  get macroBodies(): TokenBuffer {
    return this.#pool.bodies;
  }

  /** What no inclusion of a file read, with the directive that was the reason. */
  inactiveRanges(fileIndex: number): InactiveRange[] {
    return this.inactive.ofFile(fileIndex, this.inclusions);
  }

  /**
   * Expands raw tokens of a file under the macros as they are now, for the text of a group that was
   * skipped. The result ends with T_EOF; directives among the tokens are left out. But for new entries
   * of `expansions`, the unit stays as it is.
   */
  expandInline(file: SourceFile, firstToken: number, endToken: number): TokenBuffer {
    const result = new TokenBuffer();
    const frame = new Frame(file, file.path, -1, 0, true);
    const table = file.tokens.directives;
    const { input, outermostPoint } = this.#expander;
    const kept = { counter: this.#counter, saved: this.#pragmaActions.saved };
    const lengths = [this.#macros.logLength, this.problems.length, this.pragmas.length] as const;
    this.#macros.cover(this.sources.interner.size);
    this.#frames.push(frame);
    this.#expander.input = frame;
    frame.pos = firstToken;
    let directive = 0;
    while (frame.pos < endToken) {
      while ((table.tokens[directive] as number) < frame.pos) directive++;
      frame.stop = Math.min(table.tokens[directive] as number, endToken);
      if (frame.pos < frame.stop) this.#text.expandRun(frame, result);
      else frame.pos = table.ends[directive] as number;
    }
    result.push(T_EOF, 0, 0, 0, F_LINE_START);
    this.#frames.pop();
    this.#expander.input = input;
    this.#expander.outermostPoint = outermostPoint;
    this.#counter = kept.counter;
    this.#pragmaActions.saved = kept.saved;
    this.#macros.rollBack(lengths[0]);
    this.problems.length = lengths[1];
    this.pragmas.truncate(lengths[2]);
    return result;
  }

  /** The bodies that were passed over. */
  get deferred(): DeferredBodies {
    return this.#text.deferred;
  }

  /**
   * Expands a body that was passed over, by the output token of its opening brace, behind the end of
   * the output. Gives the token of its opening brace there and the one behind its closing one (a
   * T_EOF); undefined when no body was passed over at that token.
   */
  expandBody(output: number): { readonly start: number; readonly end: number } | undefined {
    const body = this.deferred.at(output);
    const file = body && this.sources.file(body.file);
    if (!body || !file) return undefined;
    const tokens = this.#macros.during(body.log, () =>
      this.expandInline(file, body.open, body.close + 1),
    );
    const start = this.tokens.length;
    this.tokens.pushRange(tokens, 0, tokens.length);
    return { start, end: this.tokens.length - 1 };
  }

  /** Something happened that a second reading of the same text may see otherwise. */
  noteVolatile(): void {
    this.#volatile++;
  }

  /** Notes a problem. */
  problem(loc: number, message: string): void {
    this.problems.push({ loc, message });
  }

  #reset(): void {
    this.deferred.truncate(0);
    this.#resolver.clear();
    this.#macros.reset();
    this.#macros.cover(this.sources.interner.size);
    this.tokens.length = 0;
    this.expansions.length = 1;
    this.inclusions.truncate(0);
    this.inactive.truncate(0);
    this.pragmas.truncate(0);
    this.checkpoints.truncate(0);
    this.problems.length = 0;
    this.#frames.length = 0;
    this.#onceFiles.length = 0;
    this.#guardedFiles.clear();
    this.#pragmaActions.saved = undefined;
    this.#waiting = [];
    this.#counter = 0;
    this.#isTooDeep = 0;
    this.#volatile = 0;
    this.#text.padding = NO_PADDING;
    this.#text.lineStart = 0;
    this.#expander.peekedAt = -1;
    this.#finished = false;
  }

  #finish(): void {
    this.#finished = true;
    const main = this.mainFile;
    const end = main ? main.base + main.bytes.length : 0;
    this.tokens.push(T_EOF, 0, end, 0, F_LINE_START);
  }

  get #frame(): Frame {
    return this.#frames[this.#frames.length - 1] as Frame;
  }

  #enterText(name: string, text: string): void {
    if (text !== '') this.#enterFile(this.sources.loadText(name, text), name, -1, 0);
  }

  /** The first unit of a profile has somebody waiting for it; those after it record. */
  #beginRecording(): void {
    this.#recorder = this.#memo?.recordsNext()
      ? new StretchRecorder(this, this.#state, this.#memo)
      : undefined;
    this.#expander.pasted = this.#recorder?.pasted;
  }

  /**
   * At the beginning of a stretch: takes over what it gave once, if it would give that again. Else it is
   * read, and maybe written down.
   */
  #takeOver(frame: Frame): boolean {
    frame.beginsStretch = false;
    const memo = this.#memo;
    const isEmpty = frame.pos >= frame.stop && frame.isAtInclude;
    if (!memo || this.#frames.length === 1 || isEmpty) return false;
    if (frame.lineDelta !== 0 || frame.presumedName !== undefined) return false;
    const before = this.#stretchStart(frame);
    this.#macros.cover(this.sources.interner.size);
    const stretch = memo.find(frame, before, this.#macros.of);
    if (!stretch) {
      this.#recorder?.begin(frame, before);
      return false;
    }
    replay(this, this.#macros, memo, stretch, frame);
    this.#text.padding = stretch.after.padding;
    this.#text.lineStart = stretch.after.lineStart;
    return true;
  }

  #stretchStart({ spelledPath }: Frame): StretchStart {
    const { padding, lineStart } = this.#text;
    return { spelledPath, padding, lineStart };
  }

  #noteGuarded(file: SourceFile): void {
    if (file.tokens.directives.guardId !== 0 && !this.#guardedFiles.has(file.index))
      this.#guardedFiles.set(file.index, this.#guardedFiles.size);
  }

  #enterFile(file: SourceFile, spelledPath: string, directory: number, loc: number): void {
    const parent = this.#frames.length > 0 ? this.#frame.inclusion : -1;
    const inclusion = this.inclusions.add(file.index, parent, loc);
    const frame = new Frame(file, spelledPath, directory, inclusion);
    if (this.options.deferBodies && this.#frames.length > 0)
      frame.bodies = functionBodies(frame.tokens);
    if (this.#memo && this.#frames.length > 0) frame.cuts = this.#memo.cutsOf(frame.tokens);
    this.#macros.cover(this.sources.interner.size);
    this.#frames.push(frame);
    this.#expander.input = frame;
  }

  #leaveFile(frame: Frame): void {
    this.#recorder?.end(frame);
    for (const { opening } of frame.conditions) {
      this.problem(frame.directiveLoc(opening), 'unterminated conditional directive');
    }
    // At the end and not before, so that going on after an edit meets what the file holds now.
    for (const { offset, message } of frame.tokens.problems) {
      this.problem(frame.base + offset, message);
    }
    this.#frames.pop();
    if (this.#frames.length === 0) this.#finish();
    else this.#expander.input = this.#frame;
  }

  /** One run of text, one directive, or the end of a file. */
  #step(): void {
    const frame = this.#frame;
    if (this.#frames.length === 1 && this.#waiting.length > 0) {
      this.#includeForced(this.#waiting.shift() as string);
    } else if (frame.beginsStretch && this.#takeOver(frame)) {
      // The frame is behind the stretch.
    } else if (frame.pos < frame.stop) {
      const isMain = this.#frames.length === 1;
      if (isMain) this.#text.copy(frame, frame.stop, () => this.#noteCheckpoint(frame));
      else this.#copyStretch(frame);
    } else if (frame.tokens.kinds[frame.stop] === T_EOF) this.#leaveFile(frame);
    else if (frame.isAtInclude) this.#runInclude(frame);
    else this.#directives.run(frame);
  }

  /** Text of a header: up to the next cut, or what stands there. */
  #copyStretch(frame: Frame): void {
    const cut = frame.nextCut;
    if (cut > frame.pos) {
      this.#text.copy(frame, cut, undefined);
      return;
    }
    this.#recorder?.end(frame);
    this.#text.copy(frame, cut + 1, undefined);
    frame.beginsStretch = true;
  }

  #runInclude(frame: Frame): void {
    this.#recorder?.end(frame);
    this.#directives.run(frame);
    frame.beginsStretch = true;
  }

  #includeForced(name: string): void {
    const found = this.#resolver.find(name, false, '', undefined);
    const file = found && this.sources.load(found.path);
    if (found && file) this.#enterFound(file, found, 0);
    else this.problem(0, `${name}: No such file or directory`);
  }

  /** Reads the tokens from `start` to `end` of a directive's line in `read`. */
  inDirective<T>(frame: Frame, start: number, end: number, read: () => T): T {
    const expander = this.#expander;
    const { pos, stop } = frame;
    if (!expander.inArguments) expander.begin();
    expander.outermostPoint = 0;
    expander.inDirective = true;
    frame.pos = start;
    frame.stop = end;
    const result = read();
    expander.dropContexts();
    expander.inDirective = false;
    frame.pos = pos;
    frame.stop = stop;
    return result;
  }

  /** gcc runs directives that stand between a macro's arguments where they are. */
  #directiveInArguments(): void {
    const expander = this.#expander;
    const { parsingArguments, preventExpansion } = expander;
    const workLength = expander.work.length;
    expander.parsingArguments = 0;
    expander.preventExpansion = 0;
    expander.inArguments = true;
    this.#directives.run(this.#frame);
    expander.inArguments = false;
    expander.work.length = workLength;
    expander.parsingArguments = parsingArguments;
    expander.preventExpansion = preventExpansion;
  }

  /** Reads a header in place of the directive at `loc`. */
  include(header: HeaderName, loc: number, isNext: boolean, isOnce: boolean): void {
    const found = this.#findHeader(header, isNext);
    const file = found && this.sources.load(found.path);
    if (!found || !file) {
      this.problem(loc, `${header.name}: No such file or directory`);
      return;
    }
    // A stretch is text alone.
    if (this.#expander.inArguments) this.#volatile++;
    if (this.#onceFiles.includes(file.index)) return;
    if (isOnce) {
      this.#volatile++;
      this.#onceFiles.push(file.index);
      if (this.inclusions.has(file.index)) return;
    }
    if (this.#guardedFiles.has(file.index)) {
      const guard = file.tokens.directives.guardId;
      if (guard !== 0 && this.#expander.isDefined(guard)) return;
    }
    if (this.#frames.length >= INCLUDE_DEPTH_LIMIT) {
      this.#volatile++;
      if (this.#isTooDeep === 0)
        this.problem(loc, '#include nested depth 200 exceeds maximum of 200');
      this.#isTooDeep = 1;
      return;
    }
    // Files that include themselves twice would be read 2 to the power of 200 times.
    if (this.#isTooDeep === 1 && this.#frames.some((frame) => frame.file === file)) return;
    this.#enterFound(file, found, loc);
  }

  #enterFound(file: SourceFile, found: FoundHeader, loc: number): void {
    const { spelledPath, directory } = found;
    this.#noteGuarded(file);
    this.#enterFile(file, spelledPath, directory, loc);
  }

  #findHeader(header: HeaderName, isNext: boolean): FoundHeader | undefined {
    const frame = this.#frame;
    const after = isNext && this.#frames.length > 1 ? frame.directory : undefined;
    return this.#resolver.find(header.name, header.angled, directoryOf(frame.spelledPath), after);
  }

  /** `#pragma once`; gcc ignores it in the main file. */
  readOnlyOnce(frame: Frame): void {
    if (this.#frames.length > 1) this.#onceFiles.push(frame.file.index);
  }

  #builtinHost(): ConstructorParameters<typeof Builtins>[1] {
    return {
      lineOf: (loc) => this.#lineOf(loc),
      fileName: () => this.#nameOf(this.#frame),
      baseFileName: () => {
        this.#volatile++;
        return this.#displayPath((this.#frames[0] as Frame).spelledPath);
      },
      includeLevel: () => {
        this.#volatile++;
        return this.#frames.length - 1;
      },
      nextCounter: () => {
        this.#volatile++;
        if (!this.#expander.inDirective)
          this.#memo?.cut(this.#frame.tokens, this.#text.expandedFrom);
        return this.#counter++;
      },
      dateAndTime: () => ({
        date: this.options.date ?? '??? ?? ????',
        time: this.options.time ?? '??:??:??',
      }),
      readHeader: () => readHeaderName(this.#expander, this.#frame.file),
      hasHeader: (header, isNext) => {
        this.#volatile++;
        return this.#findHeader(header, isNext) !== undefined;
      },
      hasAttribute: (name, scope) => this.options.hasAttribute?.(name, scope) ?? 0,
      hasBuiltin: (name) => this.options.hasBuiltin?.(name) ?? false,
      hasFeature: this.options.hasFeature,
      tellsLastLine: this.options.lineOfExpansionEnd ?? false,
      runPragma: (text, loc, expansion) => this.#pragmaDirectives.runText(text, loc, expansion),
      problem: (loc, message) => this.problem(loc, message),
    };
  }

  #lineOf(loc: number): number {
    const frame = this.#frame;
    return this.sources.lineOf(frame.file, loc - frame.base) + frame.lineDelta;
  }

  #nameOf(frame: Frame): string {
    return frame.presumedName ?? this.#displayPath(frame.spelledPath);
  }

  #displayPath(path: string): string {
    return this.options.displayPath?.(path) ?? path;
  }

  #noteCheckpoint(frame: Frame): void {
    if (this.#expander.peekedAt === frame.pos) return;
    this.checkpoints.note(this.#snapshot(frame));
  }

  #snapshot(frame: Frame): Checkpoint {
    return {
      rawToken: frame.pos,
      offset: frame.tokens.starts[frame.pos] as number,
      output: this.tokens.length,
      log: this.#macros.logLength,
      expansions: this.expansions.length,
      inclusions: this.inclusions.length,
      inactive: this.inactive.length,
      pragmas: this.pragmas.length,
      problems: this.problems.length,
      counter: this.#counter,
      isTooDeep: this.#isTooDeep,
      onceFiles: this.#onceFiles.length,
      directive: frame.directive,
      lineDelta: frame.lineDelta,
      padding: this.#text.padding,
      lineStart: this.#text.lineStart,
      saved: this.#pragmaActions.saved,
      presumedName: frame.presumedName,
      conditions: frame.conditions,
    };
  }

  /**
   * Takes everything back to a checkpoint and goes on from there with the main file as it is now. The
   * bytes before the checkpoint's offset must be what they were. False, with nothing done, when the
   * file has moved to other locations: then start() again.
   */
  resume(checkpoint: number): boolean {
    const main = this.mainFile;
    const state = this.checkpoints.at(checkpoint);
    if (!main || !state || !this.#fits(main, state)) return false;
    this.checkpoints.truncate(checkpoint);
    // A header that was missing may be there by now.
    this.#resolver.clear();
    this.#macros.rollBack(state.log);
    this.tokens.length = state.output;
    this.deferred.truncate(state.output);
    this.expansions.length = state.expansions;
    this.inclusions.truncate(state.inclusions);
    this.inactive.truncate(state.inactive);
    this.pragmas.truncate(state.pragmas);
    this.problems.length = state.problems;
    this.#counter = state.counter;
    this.#isTooDeep = state.isTooDeep;
    this.#onceFiles.length = state.onceFiles;
    this.#text.padding = state.padding;
    this.#text.lineStart = state.lineStart;
    this.#pragmaActions.saved = state.saved;
    this.#expander.peekedAt = -1;
    this.#reenter(main, state);
    this.#recorder?.reset();
    this.#finished = false;
    return true;
  }

  #fits(main: SourceFile, state: Checkpoint): boolean {
    return (
      main.base === this.#mainBase &&
      state.rawToken < main.tokens.count &&
      main.tokens.starts[state.rawToken] === state.offset
    );
  }

  #reenter(main: SourceFile, state: Checkpoint): void {
    const frame = new Frame(main, this.#mainPath, -1, 0);
    this.#macros.cover(this.sources.interner.size);
    frame.pos = state.rawToken;
    frame.directive = state.directive;
    frame.stop = main.tokens.directives.tokens[state.directive] as number;
    frame.lineDelta = state.lineDelta;
    frame.presumedName = state.presumedName;
    frame.conditions.push(...state.conditions);
    this.#frames.length = 0;
    this.#frames.push(frame);
    this.#expander.input = frame;
  }
}

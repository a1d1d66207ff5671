import type { RawTokens } from '../lexer/raw-tokens.ts';
import type { SourceFile } from '../source/source-map.ts';
import type { Expander } from './expander.ts';
import { Frame } from './frame.ts';
import { functionBodies } from './function-bodies.ts';
import type { HeaderName } from './header-name.ts';
import { directoryOf, type FoundHeader, IncludeResolver } from './include-resolver.ts';
import type { PreprocessorState } from './preprocessor-state.ts';
import { INCLUSION_LIMIT, UNIT_TOKEN_LIMIT } from './unit-limits.ts';

/** gcc's limit of files inside each other. */
const INCLUDE_DEPTH_LIMIT = 200;

/** What `isTooDeep` says of a unit that is too large for another file. */
const TOO_LARGE = 2;

/** Enters and leaves the files of a unit, and knows which need not be read again. */
export class IncludeStack {
  readonly #state: PreprocessorState;
  readonly #expander: Expander;
  readonly #resolver: IncludeResolver;
  /** The guarded files that were read. */
  readonly #guardedFiles = new Set<number>();
  readonly #cutsOf: ((tokens: RawTokens) => readonly number[]) | undefined;

  /** `cutsOf` gives the raw tokens of a header at which its text is cut; see StretchMemo. */
  constructor(
    state: PreprocessorState,
    expander: Expander,
    cutsOf: ((tokens: RawTokens) => readonly number[]) | undefined,
  ) {
    this.#state = state;
    this.#expander = expander;
    this.#resolver = new IncludeResolver(state.sources, state.options);
    this.#cutsOf = cutsOf;
  }

  /** Forgets what was read, for another unit. */
  reset(): void {
    this.#guardedFiles.clear();
    this.forgetFound();
  }

  /** A header that was missing may be there by now. */
  forgetFound(): void {
    this.#resolver.clear();
  }

  /** Begins a file that no #include names. */
  enterMain(file: SourceFile, path: string): void {
    this.#enter(file, path, -1, 0);
  }

  /** Begins a text that is no file. */
  enterText(name: string, text: string): void {
    if (text !== '') this.#enter(this.#state.sources.loadText(name, text), name, -1, 0);
  }

  /** Begins a header that the command line includes. */
  enterForced(name: string): void {
    const found = this.#resolver.find(name, false, '', undefined);
    const file = found && this.#state.sources.load(found.path);
    if (found && file) this.#enterFound(file, found, 0);
    else this.#state.problem(0, `${name}: No such file or directory`);
  }

  /** Begins a header in place of the directive at `loc`. */
  include(header: HeaderName, loc: number, isNext: boolean, isOnce: boolean): void {
    const state = this.#state;
    const found = this.findHeader(header, isNext);
    const file = found && state.sources.load(found.path);
    if (!found || !file) {
      state.problem(loc, `${header.name}: No such file or directory`);
      return;
    }
    // A stretch is text alone.
    if (this.#expander.inArguments) state.noteVolatile();
    if (!this.#isReadAlready(file, isOnce) && !this.#isTooDeep(file, loc))
      this.#enterFound(file, found, loc);
  }

  /** The header that a directive of the innermost file names. */
  findHeader(header: HeaderName, isNext: boolean): FoundHeader | undefined {
    const { frame, frames } = this.#state;
    const after = isNext && frames.length > 1 ? frame.directory : undefined;
    return this.#resolver.find(header.name, header.angled, directoryOf(frame.spelledPath), after);
  }

  /** `#pragma once`; gcc ignores it in the main file. */
  readOnlyOnce(frame: Frame): void {
    if (this.#state.frames.length > 1) this.#state.onceFiles.push(frame.file.index);
  }

  /** Ends the innermost file; false when no other is left. */
  leave(frame: Frame): boolean {
    const state = this.#state;
    for (const { opening } of frame.conditions)
      state.problem(frame.directiveLoc(opening), 'unterminated conditional directive');
    // At the end and not before, so that going on after an edit meets what the file holds now.
    for (const { offset, message } of frame.tokens.problems)
      state.problem(frame.base + offset, message);
    state.frames.pop();
    if (state.frames.length === 0) return false;
    this.#expander.input = state.frame;
    return true;
  }

  /** Goes on in a frame of the main file, alone. */
  goOnIn(frame: Frame): void {
    this.#state.frames.length = 0;
    this.#push(frame);
  }

  /** #pragma once, #import, and the guard around a whole file. */
  #isReadAlready(file: SourceFile, isOnce: boolean): boolean {
    const { onceFiles, inclusions } = this.#state;
    if (onceFiles.includes(file.index)) return true;
    if (isOnce) {
      this.#state.noteVolatile();
      onceFiles.push(file.index);
      if (inclusions.has(file.index)) return true;
    }
    if (!this.#guardedFiles.has(file.index)) return false;
    const guard = file.tokens.directives.guardId;
    return guard !== 0 && this.#expander.isDefined(guard);
  }

  #isTooDeep(file: SourceFile, loc: number): boolean {
    const state = this.#state;
    if (this.#isTooLarge(loc)) return true;
    if (state.frames.length >= INCLUDE_DEPTH_LIMIT) {
      state.noteVolatile();
      if (state.isTooDeep === 0)
        state.problem(loc, '#include nested depth 200 exceeds maximum of 200');
      state.isTooDeep = 1;
      return true;
    }
    // Files that include themselves twice would be read 2 to the power of 200 times.
    return state.isTooDeep >= 1 && state.frames.some((frame) => frame.file === file);
  }

  /** Whether the unit has as many files or tokens as it may have: it goes on without further ones. */
  #isTooLarge(loc: number): boolean {
    const state = this.#state;
    const isFull = state.inclusions.length >= INCLUSION_LIMIT;
    if (!isFull && state.tokens.length < UNIT_TOKEN_LIMIT) return false;
    state.noteVolatile();
    const what = isFull ? `${INCLUSION_LIMIT} files` : `${UNIT_TOKEN_LIMIT} tokens`;
    if (state.isTooDeep < TOO_LARGE)
      state.problem(loc, `too many #includes: the unit has ${what} already`);
    state.isTooDeep = TOO_LARGE;
    return true;
  }

  #enterFound(file: SourceFile, found: FoundHeader, loc: number): void {
    if (file.tokens.directives.guardId !== 0) this.#guardedFiles.add(file.index);
    this.#enter(file, found.spelledPath, found.directory, loc);
  }

  #enter(file: SourceFile, spelledPath: string, directory: number, loc: number): void {
    const { frames, inclusions, options } = this.#state;
    const isHeader = frames.length > 0;
    const parent = isHeader ? this.#state.frame.inclusion : -1;
    const inclusion = inclusions.add(file.index, parent, loc);
    const frame = new Frame(file, spelledPath, directory, inclusion);
    if (options.deferBodies && isHeader) frame.bodies = functionBodies(frame.tokens);
    if (this.#cutsOf && isHeader) frame.cuts = this.#cutsOf(frame.tokens);
    this.#push(frame);
  }

  #push(frame: Frame): void {
    this.#state.coverNames();
    this.#state.frames.push(frame);
    this.#expander.input = frame;
  }
}

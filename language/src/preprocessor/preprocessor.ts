import { F_LINE_START, T_EOF } from '../lexer/token-stream.ts';
import type { SourceFile, SourceMap } from '../source/source-map.ts';
import { builtinHost } from './builtin-host.ts';
import { Builtins } from './builtins.ts';
import type { CheckpointTable } from './checkpoints.ts';
import type { DeferredBodies } from './deferred-bodies.ts';
import { betweenArguments } from './directive-line.ts';
import { Directives } from './directives.ts';
import { Expander } from './expander.ts';
import type { ExpansionTable } from './expansions.ts';
import type { Frame } from './frame.ts';
import type { InactiveRange } from './inactive-ranges.ts';
import { normalizePath } from './include-resolver.ts';
import { IncludeStack } from './include-stack.ts';
import type { InclusionTable } from './inclusions.ts';
import { InlineExpansion } from './inline-expansion.ts';
import type { MacroDefinition } from './macro-definition.ts';
import { FIRST_DEFINED } from './macro-pool.ts';
import type { PreprocessorOptions } from './options.ts';
import { PragmaDirectives } from './pragma-directives.ts';
import { PragmaActions, type PragmaTable } from './pragmas.ts';
import { type PreprocessorProblem, PreprocessorState } from './preprocessor-state.ts';
import { Resumption } from './resumption.ts';
import { stretchMemoOf } from './stretch-memo.ts';
import { Stretches } from './stretches.ts';
import { NO_PADDING, TextOutput } from './text-output.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { UNIT_END_LIMIT } from './unit-limits.ts';
import type { UnitTables } from './unit-tables.ts';

/** What a directive counts in a slice of work, in tokens. */
const DIRECTIVE_COST = 4;

/**
 * The preprocessor of one unit: token for token what `gcc -E` prints. Work is done in slices by
 * advance(), and it never throws.
 */
export class Preprocessor {
  readonly #state: PreprocessorState;
  readonly #expander: Expander;
  readonly #builtins: Builtins;
  readonly #directives: Directives;
  readonly #pragmaActions: PragmaActions;
  readonly #text: TextOutput;
  readonly #includes: IncludeStack;
  readonly #stretches: Stretches | undefined;
  readonly #inline: InlineExpansion;
  readonly #resumption: Resumption;
  /** Headers that the command line includes and that were not entered yet. */
  #waiting: string[] = [];

  /** @param tables of a unit that is over, to be used again */
  constructor(sources: SourceMap, options: PreprocessorOptions, tables?: UnitTables) {
    const state = new PreprocessorState(sources, options, tables);
    const memo = stretchMemoOf(sources, options);
    const expander = new Expander(sources.lexer, state.pool, state.macros, state.expansions, {
      directiveInArguments: () =>
        betweenArguments(expander, () => this.#directives.run(state.frame)),
      expandBuiltin: (macro: number) => this.#builtins.expand(macro),
      problem: (loc: number, message: string) => state.problem(loc, message),
    });
    const text = new TextOutput(expander, state.tokens, state.deferred);
    const includes = new IncludeStack(state, expander, memo && ((tokens) => memo.cutsOf(tokens)));
    const actions = new PragmaActions(sources.interner, state.macros, (loc, message) =>
      state.problem(loc, message),
    );
    const pragmas = new PragmaDirectives(state, expander, actions, includes);
    this.#state = state;
    this.#expander = expander;
    this.#text = text;
    this.#includes = includes;
    this.#pragmaActions = actions;
    this.#builtins = new Builtins(
      expander,
      builtinHost({ state, expander, includes, pragmas, text, memo }),
    );
    this.#directives = new Directives(state, expander, pragmas, includes);
    this.#stretches = memo && new Stretches(state, text, expander, memo);
    this.#inline = new InlineExpansion(state, expander, text, actions);
    this.#resumption = new Resumption(state, expander, text, actions, includes);
  }

  get sources(): SourceMap {
    return this.#state.sources;
  }

  /** The output. */
  get tokens(): TokenBuffer {
    return this.#state.tokens;
  }

  get expansions(): ExpansionTable {
    return this.#state.expansions;
  }

  get inclusions(): InclusionTable {
    return this.#state.inclusions;
  }

  /** The #pragma and #ident lines that belong between the tokens. */
  get pragmas(): PragmaTable {
    return this.#state.pragmas;
  }

  get problems(): PreprocessorProblem[] {
    return this.#state.problems;
  }

  get checkpoints(): CheckpointTable {
    return this.#resumption.checkpoints;
  }

  /** The bodies that were passed over. */
  get deferred(): DeferredBodies {
    return this.#state.deferred;
  }

  /** The main file of the unit. */
  get mainFile(): SourceFile | undefined {
    return this.#state.mainFile;
  }

  /** True when the unit is finished. */
  get finished(): boolean {
    return this.#state.finished;
  }

  /** The tokens of all macro bodies: MacroDefinition's bodyStart and bodyEnd point into them. */
  get macroBodies(): TokenBuffer {
    return this.#state.pool.bodies;
  }

  /** The macro that a spelling names now; undefined for none and for the built-in ones. */
  macro(id: number): MacroDefinition | undefined {
    const { of } = this.#state.macros;
    const index = id < of.length ? (of[id] as number) : 0;
    return index >= FIRST_DEFINED ? this.#state.pool.get(index) : undefined;
  }

  /** True when a spelling names a macro now, built-in ones included. */
  isMacro(id: number): boolean {
    return id < this.#state.macros.of.length && this.#expander.isDefined(id);
  }

  /** What no inclusion of a file read, with the directive that was the reason. */
  inactiveRanges(fileIndex: number): InactiveRange[] {
    return this.#state.inactive.ofFile(fileIndex, this.inclusions);
  }

  /** Preprocesses a whole unit. */
  run(path: string): void {
    this.start(path);
    while (!this.advance(1 << 20));
  }

  /** Begins a unit; advance() does the work. */
  start(path: string): void {
    this.#reset();
    this.#stretches?.begin();
    const file = this.sources.load(normalizePath(path));
    if (!file) {
      this.#state.problem(0, `${path}: cannot be read`);
      this.#finish();
      return;
    }
    const { forcedIncludes, commandLine, predefined } = this.#state.options;
    this.#resumption.begin(file, path);
    this.#builtins.define();
    this.#includes.enterMain(file, path);
    this.#waiting = [...forcedIncludes];
    // A definition that many command lines share is one macro to all of them, so each is a text of its own.
    for (const line of commandLine.split('\n').reverse())
      this.#includes.enterText('<command-line>', line);
    this.#includes.enterText('<built-in>', predefined);
  }

  /** Works until about `maxTokens` more tokens are made; true when the unit is finished. */
  advance(maxTokens: number): boolean {
    const state = this.#state;
    let budget = maxTokens;
    while (!state.finished && budget > 0) {
      const before = state.tokens.length;
      this.#step();
      budget -= state.tokens.length - before + DIRECTIVE_COST;
      if (state.tokens.length > UNIT_END_LIMIT) this.#giveUp();
    }
    return state.finished;
  }

  /**
   * Takes everything back to a checkpoint and goes on from there with the main file as it is now. The
   * bytes before the checkpoint's offset must be what they were. False, with nothing done, when the
   * file has moved to other locations: then start() again.
   */
  resume(checkpoint: number): boolean {
    if (!this.#resumption.takeBack(checkpoint)) return false;
    this.#stretches?.forget();
    this.#state.finished = false;
    return true;
  }

  /** Expands text of a group that was skipped; see InlineExpansion. */
  expandInline(file: SourceFile, firstToken: number, endToken: number): TokenBuffer {
    return this.#inline.expand(file, firstToken, endToken);
  }

  /** Expands a body that was passed over; see InlineExpansion. */
  expandBody(output: number): { readonly start: number; readonly end: number } | undefined {
    return this.#inline.expandBody(output);
  }

  #reset(): void {
    this.#state.reset();
    this.#includes.reset();
    this.checkpoints.truncate(0);
    this.#pragmaActions.saved = undefined;
    this.#waiting = [];
    this.#text.padding = NO_PADDING;
    this.#text.lineStart = 0;
    this.#expander.peekedAt = -1;
  }

  /** Ends a unit that macros made too large, where it stands. */
  #giveUp(): void {
    const { frame, frames, finished } = this.#state;
    if (finished) return;
    const offset = frame.tokens.starts[frame.pos] ?? 0;
    this.#state.problem(frame.base + offset, `the unit has more than ${UNIT_END_LIMIT} tokens`);
    frames.length = 0;
    this.#finish();
  }

  #finish(): void {
    this.#state.finished = true;
    const main = this.mainFile;
    const end = main ? main.base + main.bytes.length : 0;
    this.tokens.push(T_EOF, 0, end, 0, F_LINE_START);
  }

  /** One run of text, one directive, or the end of a file. */
  #step(): void {
    const { frame, frames } = this.#state;
    const stretches = this.#stretches;
    const isMain = frames.length === 1;
    if (isMain && this.#waiting.length > 0) {
      this.#includes.enterForced(this.#waiting.shift() as string);
    } else if (frame.beginsStretch && stretches?.takeOver(frame)) {
      // The frame is behind the stretch.
    } else if (frame.pos < frame.stop) {
      if (isMain) this.#text.copy(frame, frame.stop, () => this.#resumption.note(frame));
      else if (stretches) stretches.copy(frame);
      else this.#text.copy(frame, frame.stop, undefined);
    } else if (frame.tokens.kinds[frame.stop] === T_EOF) this.#leave(frame);
    else if (frame.isAtInclude) this.#runInclude(frame);
    else this.#directives.run(frame);
  }

  #leave(frame: Frame): void {
    this.#stretches?.end(frame);
    if (!this.#includes.leave(frame)) this.#finish();
  }

  #runInclude(frame: Frame): void {
    this.#stretches?.end(frame);
    this.#directives.run(frame);
    frame.beginsStretch = true;
  }
}

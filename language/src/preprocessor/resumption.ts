import type { SourceFile } from '../source/source-map.ts';
import { type Checkpoint, CheckpointTable } from './checkpoints.ts';
import type { Expander } from './expander.ts';
import { Frame } from './frame.ts';
import type { IncludeStack } from './include-stack.ts';
import type { PragmaActions } from './pragmas.ts';
import type { PreprocessorState } from './preprocessor-state.ts';
import type { TextOutput } from './text-output.ts';

/** Notes where a unit stands at the lines of its main file, and takes it back there. */
export class Resumption {
  readonly checkpoints = new CheckpointTable();
  readonly #state: PreprocessorState;
  readonly #expander: Expander;
  readonly #text: TextOutput;
  readonly #actions: PragmaActions;
  readonly #includes: IncludeStack;
  #mainPath = '';
  #mainBase = 0;

  constructor(
    state: PreprocessorState,
    expander: Expander,
    text: TextOutput,
    actions: PragmaActions,
    includes: IncludeStack,
  ) {
    this.#state = state;
    this.#expander = expander;
    this.#text = text;
    this.#actions = actions;
    this.#includes = includes;
  }

  /** Begins a unit. */
  begin(main: SourceFile, path: string): void {
    this.#mainPath = path;
    this.#mainBase = main.base;
  }

  /** To be called before each line of the main file. */
  note(frame: Frame): void {
    if (this.#expander.peekedAt === frame.pos) return;
    this.checkpoints.note(this.#snapshot(frame));
  }

  /**
   * Takes everything back to a checkpoint, so that the unit goes on from there with the main file as it
   * is now. False, with nothing done, when the file does not begin as it did there.
   */
  takeBack(checkpoint: number): boolean {
    const main = this.#state.mainFile;
    const state = this.checkpoints.at(checkpoint);
    if (!main || !state || !this.#fits(main, state)) return false;
    this.checkpoints.truncate(checkpoint);
    this.#includes.forgetFound();
    this.#shorten(state);
    this.#text.padding = state.padding;
    this.#text.lineStart = state.lineStart;
    this.#actions.saved = state.saved;
    this.#expander.peekedAt = -1;
    this.#reenter(main, state);
    return true;
  }

  #fits(main: SourceFile, state: Checkpoint): boolean {
    return (
      main.base === this.#mainBase &&
      state.rawToken < main.tokens.count &&
      main.tokens.starts[state.rawToken] === state.offset
    );
  }

  #shorten(to: Checkpoint): void {
    const state = this.#state;
    state.macros.rollBack(to.log);
    state.tokens.length = to.output;
    state.deferred.truncate(to.output);
    state.expansions.length = to.expansions;
    state.inclusions.truncate(to.inclusions);
    state.inactive.truncate(to.inactive);
    state.pragmas.truncate(to.pragmas);
    state.problems.length = to.problems;
    state.counter = to.counter;
    state.isTooDeep = to.isTooDeep;
    state.onceFiles.length = to.onceFiles;
    state.assertions.length = to.assertions;
  }

  #reenter(main: SourceFile, state: Checkpoint): void {
    const frame = new Frame(main, this.#mainPath, -1, 0);
    frame.goTo(state.rawToken, state.directive);
    frame.lineDelta = state.lineDelta;
    frame.presumedName = state.presumedName;
    frame.conditions.push(...state.conditions);
    this.#includes.goOnIn(frame);
  }

  #snapshot(frame: Frame): Checkpoint {
    const state = this.#state;
    return {
      rawToken: frame.pos,
      offset: frame.tokens.starts[frame.pos] as number,
      output: state.tokens.length,
      log: state.macros.logLength,
      expansions: state.expansions.length,
      inclusions: state.inclusions.length,
      inactive: state.inactive.length,
      pragmas: state.pragmas.length,
      problems: state.problems.length,
      counter: state.counter,
      isTooDeep: state.isTooDeep,
      onceFiles: state.onceFiles.length,
      assertions: state.assertions.length,
      directive: frame.directive,
      lineDelta: frame.lineDelta,
      padding: this.#text.padding,
      lineStart: this.#text.lineStart,
      saved: this.#actions.saved,
      presumedName: frame.presumedName,
      conditions: frame.conditions,
    };
  }
}

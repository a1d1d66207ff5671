import { F_LINE_START, T_EOF } from '../lexer/token-stream.ts';
import type { SourceFile } from '../source/source-map.ts';
import type { Expander } from './expander.ts';
import { Frame } from './frame.ts';
import type { PragmaActions } from './pragmas.ts';
import type { PreprocessorState } from './preprocessor-state.ts';
import type { TextOutput } from './text-output.ts';
import { TokenBuffer } from './token-buffer.ts';

/** Expands text that the unit passed over or left out, as if it stood where the unit is now. */
export class InlineExpansion {
  readonly #state: PreprocessorState;
  readonly #expander: Expander;
  readonly #text: TextOutput;
  readonly #actions: PragmaActions;

  constructor(
    state: PreprocessorState,
    expander: Expander,
    text: TextOutput,
    actions: PragmaActions,
  ) {
    this.#state = state;
    this.#expander = expander;
    this.#text = text;
    this.#actions = actions;
  }

  /**
   * Expands raw tokens of a file under the macros as they are now. The result ends with T_EOF; directives
   * among the tokens are left out. But for new entries of `expansions`, the unit stays as it is.
   */
  expand(file: SourceFile, firstToken: number, endToken: number): TokenBuffer {
    const state = this.#state;
    const result = new TokenBuffer(endToken - firstToken + 1);
    const frame = new Frame(file, file.path, -1, 0, true);
    const { input, outermostPoint } = this.#expander;
    const restore = this.#keep();
    state.coverNames();
    state.frames.push(frame);
    this.#expander.input = frame;
    this.#expandRuns(frame, firstToken, endToken, result);
    result.push(T_EOF, 0, 0, 0, F_LINE_START);
    state.frames.pop();
    this.#expander.input = input;
    this.#expander.outermostPoint = outermostPoint;
    restore();
    return result;
  }

  /**
   * Expands a body that was passed over, by the output token of its opening brace, behind the end of
   * the output. Gives the token of its opening brace there and the one behind its closing one (a
   * T_EOF); undefined when no body was passed over at that token.
   */
  expandBody(output: number): { readonly start: number; readonly end: number } | undefined {
    const { deferred, sources, macros, tokens } = this.#state;
    const body = deferred.at(output);
    const file = body && sources.file(body.file);
    if (!body || !file) return undefined;
    const expanded = macros.during(body.log, () => this.expand(file, body.open, body.close + 1));
    const start = tokens.length;
    tokens.pushRange(expanded, 0, expanded.length);
    return { start, end: tokens.length - 1 };
  }

  /** Run by run of text between directives. */
  #expandRuns(frame: Frame, firstToken: number, endToken: number, result: TokenBuffer): void {
    const table = frame.tokens.directives;
    frame.pos = firstToken;
    let directive = 0;
    while (frame.pos < endToken) {
      while ((table.tokens[directive] as number) < frame.pos) directive++;
      frame.stop = Math.min(table.tokens[directive] as number, endToken);
      if (frame.pos < frame.stop) this.#text.expandRun(frame, result);
      else frame.pos = table.ends[directive] as number;
    }
  }

  /** Remembers what an expansion may change; the result takes it back. */
  #keep(): () => void {
    const state = this.#state;
    const { counter } = state;
    const { saved } = this.#actions;
    const lengths = [state.macros.logLength, state.problems.length, state.pragmas.length] as const;
    return () => {
      state.counter = counter;
      this.#actions.saved = saved;
      state.macros.rollBack(lengths[0]);
      state.problems.length = lengths[1];
      state.pragmas.truncate(lengths[2]);
    };
  }
}

import type { Expander } from './expander.ts';
import type { Frame } from './frame.ts';
import type { PreprocessorState } from './preprocessor-state.ts';
import type { StretchMemo, StretchStart } from './stretch-memo.ts';
import { StretchRecorder } from './stretch-recorder.ts';
import { replay } from './stretch-replay.ts';
import type { TextOutput } from './text-output.ts';

/** Takes stretches of headers over from earlier units, and writes them down for later ones. */
export class Stretches {
  readonly #state: PreprocessorState;
  readonly #text: TextOutput;
  readonly #expander: Expander;
  readonly #memo: StretchMemo;
  #recorder: StretchRecorder | undefined;

  constructor(state: PreprocessorState, text: TextOutput, expander: Expander, memo: StretchMemo) {
    this.#state = state;
    this.#text = text;
    this.#expander = expander;
    this.#memo = memo;
  }

  /** Begins a unit. The first one of a profile has someone waiting for it; those after it record. */
  begin(): void {
    this.#recorder = this.#memo.recordsNext()
      ? new StretchRecorder(this.#state, this.#text, this.#memo)
      : undefined;
    this.#expander.pasted = this.#recorder?.pasted;
  }

  /** Forgets the stretch that has begun. */
  forget(): void {
    this.#recorder?.reset();
  }

  /** A frame comes to an #include, a cut or its end. */
  end(frame: Frame): void {
    this.#recorder?.end(frame);
  }

  /**
   * At the beginning of a stretch: takes over what it gave once, if it would give that again. Else it is
   * read, and maybe written down.
   */
  takeOver(frame: Frame): boolean {
    frame.beginsStretch = false;
    const state = this.#state;
    const isEmpty = frame.pos >= frame.stop && frame.isAtInclude;
    if (state.frames.length === 1 || isEmpty) return false;
    if (frame.lineDelta !== 0 || frame.presumedName !== undefined) return false;
    const before = this.#startOf(frame);
    state.coverNames();
    const stretch = this.#memo.find(frame, before, state.macros.of);
    if (!stretch) {
      this.#recorder?.begin(frame, before);
      return false;
    }
    replay(state, this.#memo, stretch, frame);
    this.#text.padding = stretch.after.padding;
    this.#text.lineStart = stretch.after.lineStart;
    return true;
  }

  /** Copies text of a header: up to the next cut, or what stands there. */
  copy(frame: Frame): void {
    const cut = frame.nextCut;
    if (cut > frame.pos) {
      this.#text.copy(frame, cut, undefined);
      return;
    }
    this.end(frame);
    this.#text.copy(frame, cut + 1, undefined);
    frame.beginsStretch = true;
  }

  #startOf({ spelledPath }: Frame): StretchStart {
    const { padding, lineStart } = this.#text;
    return { spelledPath, padding, lineStart };
  }
}

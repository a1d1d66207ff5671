/** One thing that takes long is done at a time: a new one ends the one before. */
export class SingleWork {
  readonly #show: (text: string | null) => void;
  #current: AbortController | undefined;

  /** @param show is told what is being done; null when nothing is */
  constructor(show: (text: string | null) => void) {
    this.#show = show;
  }

  cancel(): void {
    this.#current?.abort();
  }

  /** Undefined when it was cancelled, whatever the work then did. */
  async run<Result>(
    text: string,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result | undefined> {
    this.cancel();
    const controller = new AbortController();
    const { signal } = controller;
    this.#current = controller;
    this.#show(text);
    try {
      const result = await work(signal);
      return signal.aborted ? undefined : result;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#current === controller) {
        this.#current = undefined;
        this.#show(null);
      }
    }
  }
}

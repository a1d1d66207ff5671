/** Hands results on in the order in which they were asked for, as soon as that is possible. */
export class InOrder<T = import('./unit-task.ts').FileResult> {
  readonly #hand: (results: readonly T[]) => void;
  readonly #waiting = new Map<number, readonly T[]>();
  #asked = 0;
  #handed = 0;

  constructor(hand: (results: readonly T[]) => void) {
    this.#hand = hand;
  }

  /** The number of the next thing that is asked for. */
  next(): number {
    return this.#asked++;
  }

  settle(number: number, results: readonly T[]): void {
    this.#waiting.set(number, results);
    for (let now = this.#take(); now; now = this.#take()) this.#hand(now);
  }

  #take(): readonly T[] | undefined {
    const results = this.#waiting.get(this.#handed);
    if (results) this.#waiting.delete(this.#handed++);
    return results;
  }
}

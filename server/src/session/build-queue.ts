import type { UnitBuilder } from './unit-builder.ts';

/**
 * Builds units on the thread that answers requests, one at a time and a slice in each turn of it. First
 * come those that a request waits for, in the order in which they were asked; then those that are read
 * ahead, the last one first. What no one waits for any more is not built.
 */
export class BuildQueue {
  /** How often a unit was begun, from its start or from an edit on. */
  begun = 0;
  #builders: UnitBuilder[] = [];
  #isScheduled = false;

  /** Someone waits for a unit. */
  add(builder: UnitBuilder): void {
    if (!this.#builders.includes(builder)) this.#builders.push(builder);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#turn();
    });
  }

  #turn(): void {
    this.#builders = this.#builders.filter((builder) => builder.isWanted);
    const next = this.#builders.find((builder) => builder.isUrgent) ?? this.#builders.at(-1);
    if (next === undefined) return;
    if (next.slice()) this.begun++;
    this.#schedule();
  }
}

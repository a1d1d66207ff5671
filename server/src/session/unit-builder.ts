import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { filesOf } from '../../../language/src/unit/unit-files.ts';
import { noteTypesEarly } from './early-feedback.ts';
import { quietFor } from './quiet.ts';
import { limitYoungGeneration } from './young-generation.ts';

/** How long a slice may take, so that other requests are answered in between. */
const SLICE_MS = 12;
/** Where the size of a slice starts; it is adapted to the machine. */
const FIRST_SLICE_TOKENS = 20_000;
const MIN_SLICE_TOKENS = 2_000;
/** Bodies that are parsed ahead in one go: a millisecond or two. */
const PREPARED_TOKENS = 600;
/** How long it must have been quiet before that. */
const PAUSE_MS = 15;
const MAX_SLICE_TOKENS = 400_000;

/** Builds one unit piece by piece on the thread that answers requests. */
export class UnitBuilder {
  #unit: TranslationUnit;
  #isDone = false;
  #isScheduled = false;
  #failure: Error | undefined;
  #sliceTokens = FIRST_SLICE_TOKENS;
  #waiting: { resolve(unit: TranslationUnit): void; reject(reason: Error): void }[] = [];
  #version = 0;

  constructor(unit: TranslationUnit) {
    this.#unit = unit;
    this.#schedule();
  }

  /** Grows with each change of the unit: what was computed for an older one is stale. */
  get version(): number {
    return this.#version;
  }

  /** The unit when it is complete; waits for it. Rejects when building it failed. */
  ready(): Promise<TranslationUnit> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#isDone) return Promise.resolve(this.#unit);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** To be called after the main file's content was replaced: builds on from the first change. */
  change(): void {
    this.#version++;
    this.#failure = undefined;
    this.#isDone = false;
    this.#guard(() => {
      this.#unit = this.#unit.update();
    });
    this.#schedule();
  }

  /** Whether the unit is complete and reads a file. */
  includes(path: string): boolean {
    return this.#isDone && filesOf(this.#unit).some((file) => file.path === path);
  }

  /** Whether the unit reads a file; while it is incomplete, any file may still be. */
  mayInclude(path: string): boolean {
    return !this.#isDone || this.includes(path);
  }

  /** To be called after a header's content was replaced, with a fresh unit. */
  restart(unit: TranslationUnit): void {
    this.#version++;
    this.#failure = undefined;
    this.#isDone = false;
    this.#unit = unit;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isDone || this.#failure) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#slice();
    });
  }

  #slice(): void {
    if (this.#isDone || this.#failure) return;
    const start = performance.now();
    this.#guard(() => {
      this.#isDone = this.#unit.advance(this.#sliceTokens);
    });
    this.#adapt(performance.now() - start);
    limitYoungGeneration();
    if (this.#isDone) this.#settle();
    else this.#schedule();
  }

  /** Works ahead while nobody asks, a function or a few at a time. */
  async #prepare(version: number): Promise<void> {
    for (let isPrepared = false; !isPrepared; ) {
      await quietFor(PAUSE_MS);
      if (version !== this.#version || this.#failure || !this.#isDone) return;
      isPrepared = true;
      this.#guard(() => {
        isPrepared = this.#unit.prepare(PREPARED_TOKENS);
      });
    }
  }

  #adapt(elapsedMs: number): void {
    const factor = Math.min(2, Math.max(0.5, SLICE_MS / Math.max(elapsedMs, 0.1)));
    const tokens = Math.round(this.#sliceTokens * factor);
    this.#sliceTokens = Math.min(MAX_SLICE_TOKENS, Math.max(MIN_SLICE_TOKENS, tokens));
  }

  /** A mistake of ours in one file must not take the server down with it. */
  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const waiter of waiting) waiter.reject(this.#failure);
    }
  }

  #settle(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const waiter of waiting) waiter.resolve(this.#unit);
    // Behind the answers that waited for the unit.
    setImmediate(noteTypesEarly);
    void this.#prepare(this.#version);
  }
}

import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { filesOf } from '../../../language/src/unit/unit-files.ts';
import type { BuildQueue } from './build-queue.ts';
import { noteTypesEarly } from './early-feedback.ts';
import { quietFor } from './quiet.ts';
import { StaleAnswer } from './stale-answer.ts';
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

/** Someone who waits for a unit. */
interface Waiter {
  readonly isUrgent: boolean;
  resolve(unit: TranslationUnit): void;
  reject(reason: Error): void;
}

/** One unit, built piece by piece when someone waits for it. */
export class UnitBuilder {
  readonly #queue: BuildQueue;
  readonly #make: () => TranslationUnit;
  /** Undefined until its first slice. */
  #unit: TranslationUnit | undefined;
  /** The main file's text was replaced since the unit read it. */
  #isEdited = false;
  #isDone = false;
  #failure: Error | undefined;
  #sliceTokens = FIRST_SLICE_TOKENS;
  #waiting: Waiter[] = [];
  #version = 0;

  /** @param make a unit of the texts as they are then */
  constructor(queue: BuildQueue, make: () => TranslationUnit) {
    this.#queue = queue;
    this.#make = make;
  }

  /** Grows with each change of the unit: what was computed for an older one is stale. */
  get version(): number {
    return this.#version;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** Whether someone waits for the unit. */
  get isWanted(): boolean {
    return this.#waiting.length > 0;
  }

  /** Whether a request waits for it. */
  get isUrgent(): boolean {
    return this.#waiting.some((waiter) => waiter.isUrgent);
  }

  /**
   * The unit when it is complete; waits for it. Rejects when building it failed, and with StaleAnswer
   * when an edit comes before it is complete.
   * @param isUrgent a request waits, and not only work that is done ahead
   */
  ready(isUrgent = false): Promise<TranslationUnit> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#isDone && this.#unit) return Promise.resolve(this.#unit);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ isUrgent, resolve, reject });
      this.#queue.add(this);
    });
  }

  /** To be called after the main file's content was replaced: builds on from the first change. */
  change(): void {
    this.#isEdited = true;
    this.#begin();
  }

  /** To be called after the content of another of its files was replaced: builds a fresh unit. */
  restart(): void {
    this.#unit = undefined;
    this.#isEdited = false;
    this.#begin();
  }

  /** Whether the unit is complete and reads a file. */
  includes(path: string): boolean {
    return this.#isDone && this.hasRead(path);
  }

  /** Whether the unit read a file by now; what it did not, it will read as it is then. */
  hasRead(path: string): boolean {
    return this.#unit !== undefined && filesOf(this.#unit).some((file) => file.path === path);
  }

  #begin(): void {
    this.#version++;
    this.#failure = undefined;
    this.#isDone = false;
    this.#dismiss(new StaleAnswer());
  }

  #dismiss(reason: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const waiter of waiting) waiter.reject(reason);
  }

  /** Works for some milliseconds; true when a build began with it. */
  slice(): boolean {
    const isFirst = this.#unit === undefined || this.#isEdited;
    const start = performance.now();
    this.#guard(() => {
      this.#unit = this.#isEdited ? this.#unit?.update() : this.#unit;
      this.#isEdited = false;
      this.#unit ??= this.#make();
      this.#isDone = this.#unit.advance(this.#sliceTokens);
    });
    this.#adapt(performance.now() - start);
    limitYoungGeneration();
    if (this.#isDone && this.#unit) this.#settle(this.#unit);
    return isFirst;
  }

  /** Works ahead while no one asks, a function or a few at a time. */
  async #prepare(version: number): Promise<void> {
    for (let isPrepared = false; !isPrepared; ) {
      await quietFor(PAUSE_MS);
      if (version !== this.#version || this.#failure || !this.#isDone) return;
      isPrepared = true;
      this.#guard(() => {
        isPrepared = this.#unit?.prepare(PREPARED_TOKENS) ?? true;
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
      this.#isDone = false;
      this.#unit = undefined;
      this.#dismiss(this.#failure);
    }
  }

  #settle(unit: TranslationUnit): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const waiter of waiting) waiter.resolve(unit);
    // Behind the answers that waited for the unit.
    setImmediate(noteTypesEarly);
    void this.#prepare(this.#version);
  }
}

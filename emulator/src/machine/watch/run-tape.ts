/**
 * What a run loaded, and which calls it made: enough to lead the same code to a place in the run again
 * without running what lies before it. Calls that were over by then give their results at once; those
 * that were open are entered, and what they load is what they loaded.
 */
import type { FunctionEntry } from '../run/function-entry.ts';
import type { Value } from '../values/scalar-kind.ts';

/** What a tape holds of one load: a scalar, or the bytes of a record. */
export type Loaded = Value | Uint8Array;

/** The same code went another way: nothing that it does is to be believed. */
export class TapeError extends Error {
  override readonly name = 'TapeError';
}

export class RunTape {
  isPlaying = false;
  private readonly loads: Loaded[] = [];
  private readonly entries: FunctionEntry[] = [];
  private readonly results: Value[] = [];
  /** By the number of a call: how many calls and loads there were at its end, and the interrupt flag. */
  private readonly ends: (number | undefined)[] = [];
  private readonly loadsAtEnd: number[] = [];
  private readonly flagsAtEnd: boolean[] = [];
  private nextLoad = 0;
  private nextCall = 0;
  private target = 0;

  /** Writes a load down. */
  put<T extends Loaded>(loaded: T): T {
    this.loads.push(loaded);
    return loaded;
  }

  /** The next load. @throws TapeError when there was none */
  take(): Loaded {
    const loaded = this.loads[this.nextLoad++];
    if (loaded === undefined) throw new TapeError('the run loads more than it did');
    return loaded;
  }

  /** Writes down that a call begins. @returns its number */
  begin(entry: FunctionEntry): number {
    this.ends.push(undefined);
    return this.entries.push(entry) - 1;
  }

  end(call: number, result: Value, interruptsEnabled: boolean): void {
    this.ends[call] = this.entries.length;
    this.loadsAtEnd[call] = this.loads.length;
    this.flagsAtEnd[call] = interruptsEnabled;
    this.results[call] = result;
  }

  /** The number of the call that began last. */
  get lastCall(): number {
    return this.entries.length - 1;
  }

  /** From now on the tape leads to the beginning of a call's body. */
  play(target: number): void {
    this.isPlaying = true;
    this.nextLoad = 0;
    this.nextCall = 0;
    this.target = target;
  }

  /** Whether the call that the tape leads to is the one that began last. */
  get isThere(): boolean {
    return this.nextCall === this.target + 1;
  }

  /** The next call begins. @returns its number @throws TapeError for a call of something else */
  enter(entry: FunctionEntry): number {
    const call = this.nextCall++;
    if (this.entries[call] !== entry || call > this.target)
      throw new TapeError(`${entry.name}() was not called there`);
    return call;
  }

  /** Passes over a call when it was over before the target began. */
  skip(call: number): { readonly result: Value; readonly interruptsEnabled: boolean } | undefined {
    const end = this.ends[call];
    if (end === undefined || end > this.target) return undefined;
    this.nextCall = end;
    this.nextLoad = this.loadsAtEnd[call] as number;
    return { result: this.results[call], interruptsEnabled: this.flagsAtEnd[call] as boolean };
  }
}

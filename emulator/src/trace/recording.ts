import { Fault } from '../machine/run/fault.ts';
import { type FunctionEntry, returnsNothing } from '../machine/run/function-entry.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import type { CodeSite } from '../machine/watch/observer.ts';
import type { Recorder } from '../machine/watch/recorder.ts';
import { BytePool } from './byte-pool.ts';
import { Column } from './column.ts';

export const STEP = 0;
export const CALL = 1;
export const RETURN = 2;
export const STORE = 3;
export const NOTE = 4;
export type EventKind = typeof STEP | typeof CALL | typeof RETURN | typeof STORE | typeof NOTE;

/** A call as it was entered. */
export interface RecordedCall {
  readonly entry: FunctionEntry;
  readonly args: readonly Value[];
  /** In the caller's unit; -1 for the entry. */
  readonly callToken: number;
}

/** Bytes that changed. `address` is where they are kept (Memory.near); `at` is in the pool. */
export interface RecordedStore {
  readonly event: number;
  readonly step: number;
  readonly site: CodeSite;
  readonly address: number;
  readonly sizeBytes: number;
}

/** A place in a recording to go back to. */
export interface RecordingMark {
  readonly events: number;
  readonly steps: number;
  readonly bytes: number;
  readonly calls: number;
  readonly open: readonly number[];
}

/** Bytes of a recording beyond which a run ends: several million steps. */
const MAX_BYTES = 1 << 30;
/** Four columns of 32 bits. */
const EVENT_BYTES = 16;

/**
 * The log of a run: every step, call, return and store in order, each store with the bytes before
 * and after it. The state of memory at any step follows from that at another by doing or undoing
 * the stores between, without running anything again.
 *
 * An event is four numbers: its kind and subject, and for a store the address, the size and the
 * place of its bytes in the pool (the old ones, then the new ones).
 */
export class Recording implements Recorder {
  private readonly subjects = new Column();
  private readonly addresses = new Column();
  private readonly sizes = new Column();
  private readonly data = new Column();
  /** The event of each step; step n is the n-th, from 1 on. */
  private readonly stepEvents = new Column();
  private readonly pool = new BytePool();
  private readonly calls: RecordedCall[] = [];
  private readonly results: (Value | undefined)[] = [];
  private readonly notes: unknown[] = [];
  private readonly sites: CodeSite[] = [];
  private open: number[] = [];
  private readonly maxBytes: number;

  constructor(maxBytes = MAX_BYTES) {
    this.maxBytes = maxBytes;
  }

  /** Events so far. */
  get length(): number {
    return this.subjects.length;
  }

  get steps(): number {
    return this.stepEvents.length;
  }

  /** @throws Fault when the recording is full */
  private add(kind: EventKind, subject: number, address: number, size: number, at: number): number {
    const event = this.subjects.length;
    if ((event & 4095) === 0 && EVENT_BYTES * event + this.pool.length > this.maxBytes)
      throw new Fault('limit-trace', `the recording holds more than ${this.maxBytes} bytes`);
    this.subjects.push(subject * 8 + kind);
    this.addresses.push(address);
    this.sizes.push(size);
    this.data.push(at);
    return event;
  }

  step(site: CodeSite): void {
    this.sites[site.id] = site;
    this.stepEvents.push(this.add(STEP, site.id, 0, 0, 0));
  }

  enterCall(entry: FunctionEntry, args: readonly Value[], callToken: number): void {
    const call = this.calls.push({ entry, args, callToken }) - 1;
    this.open.push(this.add(CALL, call, 0, 0, 0));
  }

  leaveCall(result: Value): void {
    const call = this.open.pop();
    if (call === undefined) return;
    this.results[this.subject(call)] = result;
    this.add(RETURN, call, 0, 0, 0);
  }

  store(
    address: number,
    sizeBytes: number,
    site: CodeSite,
    bytes: Uint8Array,
    offset: number,
  ): number {
    this.sites[site.id] = site;
    return this.add(STORE, site.id, address, sizeBytes, this.pool.add(bytes, offset, sizeBytes));
  }

  stored(bytes: Uint8Array, offset: number, sizeBytes: number): void {
    this.pool.add(bytes, offset, sizeBytes);
  }

  /** Something that an observer wants to find in its place again: a lock taken, a finding. */
  note(value: unknown): void {
    this.add(NOTE, this.notes.push(value) - 1, 0, 0, 0);
  }

  kind(event: number): EventKind {
    return (this.subjects.at(event) & 7) as EventKind;
  }

  private subject(event: number): number {
    return this.subjects.at(event) >>> 3;
  }

  /** The code of a step or a store. */
  site(event: number): CodeSite {
    return this.sites[this.subject(event)];
  }

  /** The call of a CALL event. */
  call(event: number): RecordedCall {
    return this.calls[this.subject(event)];
  }

  /** The CALL event that a RETURN event ends. */
  callOf(event: number): number {
    return this.subject(event);
  }

  /** What the call of a CALL event returned; undefined when it never did, and for nothing. */
  result(event: number): Value | undefined {
    if (returnsNothing(this.call(event).entry)) return undefined;
    return this.results[this.subject(event)];
  }

  noteAt(event: number): unknown {
    return this.notes[this.subject(event)];
  }

  /** Where the bytes of a STORE event are kept. */
  address(event: number): number {
    return this.addresses.at(event);
  }

  sizeBytes(event: number): number {
    return this.sizes.at(event);
  }

  /** A view of the bytes before a STORE event. */
  oldBytes(event: number): Uint8Array {
    return this.pool.view(this.data.at(event), this.sizes.at(event));
  }

  newBytes(event: number): Uint8Array {
    const size = this.sizes.at(event);
    return this.pool.view(this.data.at(event) + size, size);
  }

  /** The event at which a step begins; behind the last step, the end of the recording. */
  stepEvent(step: number): number {
    if (step <= 0) return 0;
    return step > this.steps ? this.length : this.stepEvents.at(step - 1);
  }

  /** The step that an event belongs to; 0 before the first. */
  stepOf(event: number): number {
    let [low, high] = [0, this.steps];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.stepEvents.at(middle) <= event) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  writer(event: number): { readonly site: CodeSite; readonly step: number } | undefined {
    if (event >= this.length || this.kind(event) !== STORE) return undefined;
    return { site: this.site(event), step: this.stepOf(event) };
  }

  /** What a STORE event did, for people. */
  recordedStore(event: number): RecordedStore {
    return {
      event,
      step: this.stepOf(event),
      site: this.site(event),
      address: this.address(event),
      sizeBytes: this.sizeBytes(event),
    };
  }

  mark(): RecordingMark {
    const { length: events, steps, open } = this;
    return { events, steps, bytes: this.pool.length, calls: this.calls.length, open: [...open] };
  }

  /** Forgets what came after a mark, as the machine's memory does. */
  rewind(mark: RecordingMark): void {
    for (const column of [this.subjects, this.addresses, this.sizes, this.data])
      column.length = mark.events;
    this.stepEvents.length = mark.steps;
    this.pool.length = mark.bytes;
    this.calls.length = mark.calls;
    this.results.length = mark.calls;
    this.open = [...mark.open];
  }
}

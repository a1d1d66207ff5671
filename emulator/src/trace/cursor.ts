import { SHADOW_PAGE_BYTES } from '../machine/memory/shadow-page.ts';
import type { WatchedMemory } from '../machine/memory/watched-memory.ts';
import {
  CALL,
  RETURN,
  type RecordedCall,
  type RecordedStore,
  type Recording,
  STORE,
} from './recording.ts';

/**
 * The state of a run at one of its steps, moved back and forth by undoing and doing what was
 * recorded. It has bytes of its own: the machine may be gone, or run on.
 */
export class TraceCursor {
  readonly recording: Recording;
  private readonly bytesOf = new Map<number, Uint8Array>();
  /** Events before this one are done. */
  private position: number;
  /** CALL events of the open calls, the outermost first. */
  private readonly open: number[] = [];

  /** Stands at the end of the recording, with the bytes that memory has there. */
  constructor(recording: Recording, memory: Pick<WatchedMemory, 'pages'>) {
    this.recording = recording;
    for (const { address, bytes } of memory.pages())
      this.bytesOf.set(address / SHADOW_PAGE_BYTES, bytes.slice());
    this.position = recording.length;
    for (let event = 0; event < recording.length; event++) this.moveCalls(event, true);
  }

  /** The step that is about to run; one more than there are at the end. 0: nothing ran yet. */
  get step(): number {
    const { recording, position } = this;
    if (position === recording.length) return recording.steps + 1;
    return position === 0 ? 0 : recording.stepOf(position);
  }

  /** Goes to the moment right before a step. Steps count from 1; 0 is before everything. */
  seek(step: number): void {
    this.seekEvent(this.recording.stepEvent(step));
  }

  /** Goes to the moment right before an event. */
  seekEvent(event: number): void {
    const { recording } = this;
    while (this.position < event) {
      if (recording.kind(this.position) === STORE)
        this.put(this.position, recording.newBytes(this.position));
      else this.moveCalls(this.position, true);
      this.position++;
    }
    while (this.position > event) {
      this.position--;
      if (recording.kind(this.position) === STORE)
        this.put(this.position, recording.oldBytes(this.position));
      else this.moveCalls(this.position, false);
    }
  }

  private put(event: number, bytes: Uint8Array): void {
    const address = this.recording.address(event);
    this.page(address).set(bytes, address % SHADOW_PAGE_BYTES);
  }

  private page(address: number): Uint8Array {
    const number = Math.floor(address / SHADOW_PAGE_BYTES);
    const known = this.bytesOf.get(number);
    if (known) return known;
    const page = new Uint8Array(SHADOW_PAGE_BYTES);
    this.bytesOf.set(number, page);
    return page;
  }

  private moveCalls(event: number, forward: boolean): void {
    const kind = this.recording.kind(event);
    if (kind === CALL) {
      if (forward) this.open.push(event);
      else this.open.pop();
    } else if (kind === RETURN) {
      if (forward) this.open.pop();
      else this.open.push(this.recording.callOf(event));
    }
  }

  /** Bytes as they are at this step. @param address where they are kept (Memory.near) */
  read(address: number, sizeBytes: number): Uint8Array {
    const bytes = new Uint8Array(sizeBytes);
    for (let i = 0; i < sizeBytes; ) {
      const offset = (address + i) % SHADOW_PAGE_BYTES;
      const length = Math.min(sizeBytes - i, SHADOW_PAGE_BYTES - offset);
      const page = this.bytesOf.get(Math.floor((address + i) / SHADOW_PAGE_BYTES));
      if (page) bytes.set(page.subarray(offset, offset + length), i);
      i += length;
    }
    return bytes;
  }

  /** The open calls, the outermost first. */
  calls(): RecordedCall[] {
    return this.open.map((event) => this.recording.call(event));
  }

  /** The store that last touched one of the bytes before this step; undefined for initial bytes. */
  lastStore(address: number, sizeBytes = 1): RecordedStore | undefined {
    const { recording } = this;
    for (let event = this.position - 1; event >= 0; event--)
      if (touches(recording, event, address, sizeBytes)) return recording.recordedStore(event);
    return undefined;
  }

  /** The next store, from this step on, that gives one of the bytes another value. */
  nextChange(address: number, sizeBytes = 1): RecordedStore | undefined {
    const { recording } = this;
    for (let event = this.position; event < recording.length; event++) {
      if (!touches(recording, event, address, sizeBytes)) continue;
      if (changes(recording, event, address, sizeBytes)) return recording.recordedStore(event);
    }
    return undefined;
  }

  /** For the state's hash. */
  *pages(): Iterable<{ readonly address: number; readonly bytes: Uint8Array }> {
    for (const number of [...this.bytesOf.keys()].sort((a, b) => a - b))
      yield { address: number * SHADOW_PAGE_BYTES, bytes: this.bytesOf.get(number) as Uint8Array };
  }

  *openCalls(): Iterable<{ readonly address: number; readonly token: number }> {
    for (const { entry, callToken } of this.calls())
      yield { address: entry.address, token: callToken };
  }
}

function touches(recording: Recording, event: number, address: number, sizeBytes: number): boolean {
  if (recording.kind(event) !== STORE) return false;
  const start = recording.address(event);
  return start < address + sizeBytes && address < start + recording.sizeBytes(event);
}

function changes(recording: Recording, event: number, address: number, sizeBytes: number): boolean {
  const start = recording.address(event);
  const [before, after] = [recording.oldBytes(event), recording.newBytes(event)];
  const from = Math.max(address - start, 0);
  const to = Math.min(address + sizeBytes - start, recording.sizeBytes(event));
  for (let i = from; i < to; i++) if (before[i] !== after[i]) return true;
  return false;
}

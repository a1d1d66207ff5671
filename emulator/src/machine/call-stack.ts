import type { CallFrame, SourcePlace } from './fault.ts';
import type { FunctionEntry } from './function-entry.ts';

/** A report names at most this many calls. */
const REPORTED_CALLS = 64;

/** The calls that are open, the outermost first. */
export class CallStack {
  depth = 0;
  private readonly entries: FunctionEntry[] = [];
  private readonly tokens: number[] = [];

  /** @param token of the call, in the caller's unit; -1 for the entry of a program */
  push(entry: FunctionEntry, token: number): void {
    this.entries[this.depth] = entry;
    this.tokens[this.depth] = token;
    this.depth++;
  }

  /** The function that runs; undefined outside of every call. */
  get innermost(): FunctionEntry | undefined {
    return this.entries[this.depth - 1];
  }

  entryAt(depth: number): FunctionEntry | undefined {
    return this.entries[depth];
  }

  /** The open calls, the outermost first, for a hash of the machine's state. */
  *openCalls(): Iterable<{ readonly address: number; readonly token: number }> {
    for (let i = 0; i < this.depth; i++)
      yield { address: this.entries[i].address, token: this.tokens[i] };
  }

  /** The open calls, to be reported later. */
  capture(): CapturedCalls {
    return new CapturedCalls(this.entries.slice(0, this.depth), this.tokens.slice(0, this.depth));
  }

  /** The token of the innermost call. */
  get callToken(): number | undefined {
    return this.tokens[this.depth - 1];
  }

  /** Where a token of the innermost function stands; inside a host function, where that is called. */
  place(token: number): SourcePlace | undefined {
    return this.capture().place(token);
  }

  /** The open calls for a report, the innermost first. */
  frames(): CallFrame[] {
    return this.capture().frames();
  }
}

/** Calls as they were open at one moment. */
export class CapturedCalls {
  readonly entries: readonly FunctionEntry[];
  readonly tokens: readonly number[];

  constructor(entries: readonly FunctionEntry[], tokens: readonly number[]) {
    this.entries = entries;
    this.tokens = tokens;
  }

  place(token: number): SourcePlace | undefined {
    const last = this.entries.length - 1;
    const isHost = last > 0 && this.entries[last].owner === undefined;
    return isHost ? this.placeAt(last - 1, this.tokens[last]) : this.placeAt(last, token);
  }

  private placeAt(depth: number, token: number): SourcePlace | undefined {
    return token < 0 ? undefined : this.entries[depth]?.owner?.place(token);
  }

  frames(): CallFrame[] {
    const frames: CallFrame[] = [];
    for (let i = this.entries.length - 1; i >= 0 && frames.length < REPORTED_CALLS; i--) {
      const place = this.placeAt(i - 1, this.tokens[i]);
      frames.push({ function: this.entries[i].name, place });
    }
    return frames;
  }
}

import type { CallFrame, SourcePlace } from './fault.ts';
import type { FunctionEntry } from './function-entry.ts';

/** A report names at most this many calls. */
const REPORTED_CALLS = 64;

/** The calls that are open, the outermost first. */
export class CallStack {
  depth = 0;
  private readonly entries: FunctionEntry[] = [];
  private readonly tokens: number[] = [];
  private readonly frameAddresses: number[] = [];
  /** The open calls that were captured, as they are linked; undefined from the first one on that was not. */
  private readonly captured: (CapturedCall | undefined)[] = [];

  /** @param token of the call, in the caller's unit; -1 for the entry of a program */
  push(entry: FunctionEntry, token: number): void {
    this.entries[this.depth] = entry;
    this.tokens[this.depth] = token;
    this.captured[this.depth] = undefined;
    this.depth++;
  }

  /** Where the variables of the innermost call lie. */
  frameIs(address: number): void {
    this.frameAddresses[this.depth - 1] = address;
  }

  /** A call that is open: of what, from which token of its caller, and where its variables lie. */
  openCall(depth: number): OpenFunction | undefined {
    if (depth < 0 || depth >= this.depth) return undefined;
    const { entries, tokens, frameAddresses } = this;
    return { entry: entries[depth], token: tokens[depth], frame: frameAddresses[depth] };
  }

  /** True when a call that is open is one of that function, from that token where one is given. */
  isCall(depth: number, entry: FunctionEntry, token: number | undefined): boolean {
    return this.entries[depth] === entry && (token === undefined || this.tokens[depth] === token);
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
    return new CapturedCalls(this.capturedAt(this.depth - 1));
  }

  /** Calls that stay open are captured once. */
  private capturedAt(at: number): CapturedCall | undefined {
    if (at < 0) return undefined;
    const known = this.captured[at];
    if (known !== undefined) return known;
    const caller = this.capturedAt(at - 1);
    const call = { entry: this.entries[at], token: this.tokens[at], caller };
    this.captured[at] = call;
    return call;
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

export interface OpenFunction {
  readonly entry: FunctionEntry;
  readonly token: number;
  /** Of no meaning for a function of the host. */
  readonly frame: number;
}

/** A call that was open. */
interface CapturedCall {
  readonly entry: FunctionEntry;
  readonly token: number;
  readonly caller: CapturedCall | undefined;
}

/** Calls as they were open at one moment. */
export class CapturedCalls {
  private readonly innermost: CapturedCall | undefined;

  constructor(innermost: CapturedCall | undefined) {
    this.innermost = innermost;
  }

  place(token: number): SourcePlace | undefined {
    const { innermost } = this;
    const isHost = innermost?.caller !== undefined && innermost.entry.owner === undefined;
    return isHost ? placeIn(innermost.caller, innermost.token) : placeIn(innermost, token);
  }

  frames(): CallFrame[] {
    const frames: CallFrame[] = [];
    for (let call = this.innermost; call && frames.length < REPORTED_CALLS; call = call.caller)
      frames.push({ function: call.entry.name, place: placeIn(call.caller, call.token) });
    return frames;
  }
}

function placeIn(call: CapturedCall | undefined, token: number): SourcePlace | undefined {
  return token < 0 ? undefined : call?.entry.owner?.place(token);
}

import type { FunctionEntry } from '../run/function-entry.ts';
import type { Value } from '../values/scalar-kind.ts';
import type { CodeSite } from './observer.ts';

/** Keeps what a watched machine does, in order (emulator/src/trace has one). */
export interface Recorder {
  /** A statement, or the test of a loop, is about to run. */
  step(site: CodeSite): void;
  enterCall(entry: FunctionEntry, args: readonly Value[], callToken: number): void;
  leaveCall(result: Value): void;
  /** Before bytes change. @returns the number of the event, from 0 on */
  store(
    address: number,
    sizeBytes: number,
    site: CodeSite,
    bytes: Uint8Array,
    offset: number,
  ): number;
  /** The bytes of the last store as they are now. */
  stored(bytes: Uint8Array, offset: number, sizeBytes: number): void;
  /** A place in the recording; `rewind` forgets what came after it. */
  mark(): unknown;
  rewind(mark: never): void;
  /** The place and the step of an event that `store` numbered. */
  writer(event: number): { readonly site: CodeSite; readonly step: number } | undefined;
}

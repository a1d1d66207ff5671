/** What is kept of a run: its open calls, what happened, the locks that are held. */

import type { KernelEvent } from '../kernel-functions/kernel-event.ts';
import type { FunctionEntry } from '../machine/run/function-entry.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import type { Moment } from '../machine/watch/blocks.ts';
import type { PageState } from './page-state.ts';

/** A call that is open and means something. */
export interface OpenCall {
  readonly entry: FunctionEntry;
  readonly event: KernelEvent;
  readonly args: readonly Value[];
  readonly moment: Moment;
  readonly page: PageState | undefined;
}

/** Something that happens to a page or a lock, for those who look at a run afterwards. */
export interface RunEvent {
  readonly step: number;
  readonly kind:
    | 'allocate' | 'free' | 'construct' | 'constructor-failed' | 'destruct' | 'lock' | 'unlock' | 'allocation-failed' | 'print';
  /** The frame; undefined for locks that are in none. */
  readonly frame: number | undefined;
  /** The level, the order, the lock's address, the text. */
  readonly detail: string;
  readonly function: string;
} // biome-ignore format: a list

/** A lock that is held: by which call it was taken. */
export interface HeldLock {
  readonly lock: Value;
  readonly taken: Moment;
}

/** What a check hears of, and what it may say. */

import type { CallFrame, RelatedPlace, SourcePlace } from '../machine/run/fault.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import type { Moment } from '../machine/watch/blocks.ts';
import type { CodeSite } from '../machine/watch/observer.ts';
import type { KernelRun } from './kernel-run.ts';
import type { PageState } from './page-state.ts';

/** Something wrong, with its story. */
export interface SimulationFinding {
  readonly check: string;
  readonly message: string;
  readonly place: SourcePlace | undefined;
  /** The calls that were open, the innermost first. */
  readonly calls: readonly CallFrame[];
  /** Who allocated the page, who constructed it, who wrote the bytes. */
  readonly related: readonly RelatedPlace[];
  /** The step of the run, from 1. */
  readonly step: number;
  /** The page that it is about, as its bytes were. */
  readonly page?: {
    readonly frame: number;
    readonly pfn: number;
    readonly bytes: readonly number[];
  };
}

/** The page of another run that stands for one of this. */
type CopyOfPage = (page: PageState) => PageState;

/**
 * One thing that is watched for. Handlers are called as the run goes; `page` is the block that the
 * event is about, when the page allocator gave it during the run.
 */
export interface Check {
  /** `missing-destructor` */
  readonly id: string;
  /** One sentence: what it finds. */
  readonly title: string;
  allocated?(run: KernelRun, page: PageState): void;
  /** Before the page goes back to the allocator. */
  freeing?(run: KernelRun, page: PageState): void;
  constructing?(run: KernelRun, page: PageState): void;
  constructed?(run: KernelRun, page: PageState, succeeded: boolean): void;
  destructing?(run: KernelRun, page: PageState): void;
  destructed?(run: KernelRun, page: PageState): void;
  populated?(run: KernelRun, page: PageState, entry: Value): void;
  tableFreed?(run: KernelRun, page: PageState, table: number): void;
  locking?(run: KernelRun, lock: Value): void;
  unlocking?(run: KernelRun, lock: Value): void;
  /** An allocation that waits for memory may sleep. */
  maySleep?(run: KernelRun, what: string): void;
  load?(run: KernelRun, address: number, sizeBytes: number, site: CodeSite): void;
  store?(run: KernelRun, address: number, sizeBytes: number, site: CodeSite): void;
  badPage?(run: KernelRun, page: number, reason: string): void;
  badEntry?(run: KernelRun, level: string): void;
  /** The kernel's own warning. */
  warned?(run: KernelRun, file: string, line: number): void;
  /** The scenario has returned and every grace period is over; its mm is still there. */
  settled?(run: KernelRun): void;
  /** Another run goes on from here: what the check keeps of runs and pages is kept of the copies too. */
  copied?(from: KernelRun, to: KernelRun, copyOf: CopyOfPage): void;
  /** The scenario is over, and everything should be as it was. */
  end?(run: KernelRun): void;
}

/** Another place of a finding's story. */
export function told(message: string, moment: Moment | undefined): RelatedPlace[] {
  if (moment === undefined) return [];
  const { calls, token } = moment;
  return [{ message, place: calls.place(token), calls: calls.frames() }];
}

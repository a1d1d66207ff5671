/** What belongs to one run of a simulator, and to no other. */
import { ALL_CHECKS } from '../checks/all-checks.ts';
import { KernelRun } from '../checks/kernel-run.ts';
import type { PageLayout } from '../checks/page-layout.ts';
import { Failures } from './failures.ts';
import { TraceLog } from './trace-log.ts';

export interface RunOptions {
  /** The number of the allocation that fails, from 1. */
  readonly fail?: number;
  readonly traced?: boolean;
  /** Counted from 1: before this step of the run every grace period ends that someone waits for. */
  readonly graceAtStep?: number;
}

/** One run: what follows it, and what it is told. */
export interface CurrentRun {
  readonly run: KernelRun;
  readonly log: TraceLog;
  readonly failures: Failures;
  readonly options: RunOptions;
  /** Functions of boundaries that were called. */
  readonly boundaries: Set<string>;
}

/** Where a run begins that goes on from another one. */
export interface RunBefore {
  readonly run: KernelRun;
  /** How many allocations were counted. */
  readonly allocations: number;
  readonly boundaries: Iterable<string>;
}

/** @param reached told before each allocation that counts */
export function newRun(
  before: PageLayout | RunBefore,
  options: RunOptions,
  reached: () => void,
): CurrentRun {
  const isNew = !('run' in before);
  const run = isNew ? new KernelRun(ALL_CHECKS, before) : before.run;
  const log = new TraceLog(run);
  const failed = (name: string, number: number): void => {
    log.failed(name, number);
    run.story.note('allocation-failed', undefined, `allocation ${number}, ${name}()`);
  };
  const count = isNew ? 0 : before.allocations;
  const failures = new Failures(options.fail, { reached, failed }, count);
  return { run, log, failures, options, boundaries: new Set(isNew ? [] : before.boundaries) };
}

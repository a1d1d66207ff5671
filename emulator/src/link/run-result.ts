import type { SimulationFinding } from '../checks/check.ts';
import type { CallFrame, SourcePlace } from '../machine/run/fault.ts';
import type { TraceEvent } from './trace-event.ts';

/** How a run ended. */
export type Outcome = 'completed' | 'fault' | 'limit' | 'unmodelled' | 'cancelled';

/** What the emulator cannot do, and which statement asked for it. */
export interface Gap {
  readonly message: string;
  readonly place: SourcePlace | undefined;
  /** The innermost call first. */
  readonly calls: readonly CallFrame[];
}

/** One run of one scenario on one machine, as plain data. */
export interface RunResult {
  readonly entry: string;
  /** The machine: `s390`, `x86_64_full`. */
  readonly arch: string;
  /** Which allocation failed, from 1; null when none did. */
  readonly fail: number | null;
  readonly outcome: Outcome;
  /** Why it did not complete. */
  readonly message: string | null;
  readonly steps: number;
  /** Allocations that the scenario asked for, the failing one included. */
  readonly allocations: number;
  readonly findings: readonly SimulationFinding[];
  /** What is not modelled: a function by its name, everything else in words. */
  readonly unmodelled: readonly string[];
  /** The place of that; null when nothing was missing. */
  readonly gap: Gap | null;
  /** Functions that ran in place of the tree's own, or that the tree leaves to others. */
  readonly boundaries: readonly string[];
  /** What happened, in order; empty unless it was asked for. */
  readonly trace: readonly TraceEvent[];
  /** True when the trace reached its limit and leaves out the end. */
  readonly isTraceCut: boolean;
}

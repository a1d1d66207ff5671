/** A run: what it came to, and what was found. */
import type { NamePlace } from './place.ts';
import type { LifecyclesParams } from './simulated-kernel.ts';

/** Runs a lifecycle or one function, and keeps every step of it. */
export const SIMULATE_REQUEST = 'ptdesc/simulate';

export interface SimulateParams extends LifecyclesParams {
  /** A lifecycle's id, else the name of a function. */
  readonly entry: string;
  /** The allocation that fails, from 1. */
  readonly fail?: number;
  /** Before this step, every grace period that someone waits for is over; else they end late. */
  readonly graceAtStep?: number;
}

/** A call that was open: where it was called. */
export interface SimulationCall {
  readonly function: string;
  readonly place: NamePlace | null;
}

/** What a check found. */
export interface SimulationFindingInfo {
  /** `missing-destructor` */
  readonly check: string;
  readonly message: string;
  readonly place: NamePlace | null;
  /** The step of the run at which it was found, from 1; 0 before the first. */
  readonly step: number;
  /** The innermost call first. */
  readonly calls: readonly SimulationCall[];
  /** Where the page was allocated, who constructed it, and the like. */
  readonly related: readonly {
    readonly message: string;
    readonly place: NamePlace | null;
    readonly calls: readonly SimulationCall[];
  }[];
  /** The page frame that it is about; null when it is about none. */
  readonly pfn: number | null;
}

/** The answer to {@link SIMULATE_REQUEST}. Steps of a run count from 1. */
export interface Simulation {
  /** What other requests name the run by. A server keeps the last few. */
  readonly run: number;
  readonly entry: string;
  readonly machine: string;
  /** It is the code before the series: places are those of its files. */
  readonly before: boolean;
  readonly fail: number | null;
  readonly outcome: 'completed' | 'fault' | 'limit' | 'unmodelled' | 'cancelled';
  /** Why it did not complete; null when it did. */
  readonly message: string | null;
  readonly steps: number;
  /** How many allocations it asked for: each of them may be made to fail. */
  readonly allocations: number;
  readonly findings: readonly SimulationFindingInfo[];
  readonly unmodelled: readonly string[];
  /** The size of struct page. */
  readonly pageSizeBytes: number;
  /** The page frames whose struct pages the run changes, in ascending order. */
  readonly pfns: readonly number[];
  /** The steps at which something happens to a page, in order. */
  readonly events: readonly SimulationEvent[];
}

/** Something that happens to a page or a lock. */
export interface SimulationEvent {
  readonly step: number;
  readonly kind:
    | 'allocate'
    | 'free'
    | 'construct'
    | 'constructor-failed'
    | 'destruct'
    | 'lock'
    | 'unlock'
    | 'allocation-failed'
    | 'print';
  /** The page frame; null for locks that are in none. */
  readonly pfn: number | null;
  /** `pte`, the order of the block, the lock's address, the text. */
  readonly detail: string;
}

/** Runs a lifecycle or a function once for each allocation that can fail. Its params are {@link LifecyclesParams} and `entry`. */
export const SIMULATION_EXPLORE_REQUEST = 'ptdesc/simulationExplore';

export interface SimulationExploreParams extends LifecyclesParams {
  readonly entry: string;
}

/** One row of the answer to {@link SIMULATION_EXPLORE_REQUEST}; the first one is the run without a failure. */
export interface SimulationExploreRow {
  readonly fail: number | null;
  readonly outcome: Simulation['outcome'];
  readonly steps: number;
  readonly findings: readonly SimulationFindingInfo[];
}

/** Asks for a run as one text: `json` as `ptdesc simulate --format json` prints it, or a Chrome trace. */
export const SIMULATION_EXPORT_REQUEST = 'ptdesc/simulationExport';

export interface SimulationExportParams {
  readonly run: number;
  readonly format: 'json' | 'chrome';
}

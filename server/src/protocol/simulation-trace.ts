/** The steps and the calls of a run. */
import type { NamePlace } from './place.ts';

/** Asks for steps of a run, a page at a time. */
export const SIMULATION_STEPS_REQUEST = 'ptdesc/simulationSteps';

export interface SimulationStepsParams {
  readonly run: number;
  /** The first step, from 1. */
  readonly from: number;
  /** At most 10,000 are given at a time. */
  readonly count: number;
}

/** A statement, or the test of a loop, that runs. */
export interface SimulationStep {
  readonly step: number;
  /** How many calls are open around it. */
  readonly depth: number;
  readonly function: string;
  readonly place: NamePlace | null;
}

/** Asks for the calls of a run, in the order in which they began: its call tree. */
export const SIMULATION_CALLS_REQUEST = 'ptdesc/simulationCalls';

export interface SimulationCallsParams {
  readonly run: number;
  readonly from: number;
  readonly count: number;
}

/** A call of the run. */
export interface SimulationCallSpan {
  readonly function: string;
  readonly depth: number;
  /** The first step inside, and the first one after. */
  readonly first: number;
  readonly end: number;
  /** Hexadecimal; null for what never returned. */
  readonly result: string | null;
  readonly args: readonly string[];
  readonly place: NamePlace | null;
}

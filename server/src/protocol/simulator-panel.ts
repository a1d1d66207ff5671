/** The simulator's panel and its webview. */
import type { Simulation, SimulationExploreRow } from './simulate.ts';
import type { Lifecycle, SimulatedMachineInfo } from './simulated-kernel.ts';
import type { SimulationState } from './simulation-state.ts';
import type { SimulationCallSpan, SimulationStep } from './simulation-trace.ts';

/** What the simulator's panel tells its webview. */
export type ToSimulatorMessage =
  /** What can be run. */
  | {
      readonly type: 'setup';
      readonly label: string;
      readonly machines: readonly SimulatedMachineInfo[];
      /** The code before the series can be chosen. */
      readonly hasBefore: boolean;
      readonly lifecycles: readonly Lifecycle[];
      /** A function that someone may want to call: the cursor was in it. */
      readonly offered: string | null;
      readonly state: SimulatorState;
    }
  /** The functions that can be called by themselves, to choose from while one types. */
  | { readonly type: 'functions'; readonly functions: readonly string[] }
  /** A run is there; null while there is none. */
  | {
      readonly type: 'run';
      readonly run: SimulatorRun | null;
      /** How many calls the tree has. */
      readonly callCount: number;
      readonly state: SimulatorState;
    }
  /** Where it stands now. */
  | {
      readonly type: 'position';
      readonly position: SimulationState;
      /** The number of the innermost call; -1 outside of all. */
      readonly call: number;
      readonly state: SimulatorState;
    }
  | { readonly type: 'steps'; readonly from: number; readonly steps: readonly SimulationStep[] }
  | { readonly type: 'calls'; readonly from: number; readonly calls: readonly SimulationCallSpan[] }
  /** Null takes the table away. */
  | { readonly type: 'explored'; readonly rows: readonly SimulationExploreRow[] | null }
  /** Code changed since the run: what is shown is not what it would do now. */
  | { readonly type: 'stale'; readonly stale: boolean }
  /** Who wrote the bytes, or that no one did: one line. */
  | { readonly type: 'tell'; readonly text: string }
  /** What is being done; null when nothing is. */
  | { readonly type: 'busy'; readonly text: string | null }
  /** Something cannot be done; the reason is one line for people. */
  | { readonly type: 'explain'; readonly reason: string; readonly state: SimulatorState };

/** A run as the webview needs it; steps and calls are asked for when they come into sight. */
export type SimulatorRun = Omit<Simulation, 'run'>;

/** How to go through a run. */
export type SimulatorMove = 'in' | 'over' | 'out' | 'back' | 'backOver' | 'start' | 'end';

/** Bytes of a struct page. */
export interface SimulatorBytes {
  readonly pfn: number;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** What the simulator's webview tells its panel. */
export type FromSimulatorMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'chooseMachine'; readonly machine: string }
  | { readonly type: 'chooseBefore'; readonly before: boolean }
  | { readonly type: 'run'; readonly entry: string; readonly fail: number | null }
  /** Run the changed code, and stand at the same place. */
  | { readonly type: 'runAgain' }
  | { readonly type: 'wantFunctions' }
  | { readonly type: 'cancel' }
  | { readonly type: 'move'; readonly move: SimulatorMove }
  | { readonly type: 'go'; readonly step: number }
  /** Go to the next call of a function whose name has this in it. */
  | { readonly type: 'find'; readonly text: string }
  | { readonly type: 'change'; readonly direction: 'next' | 'last'; readonly bytes: SimulatorBytes }
  | { readonly type: 'failNext' }
  | { readonly type: 'graceHere' }
  | { readonly type: 'explore' }
  | { readonly type: 'wantSteps'; readonly from: number; readonly count: number }
  | { readonly type: 'wantCalls'; readonly from: number; readonly count: number }
  | { readonly type: 'openFinding'; readonly finding: number }
  | { readonly type: 'export'; readonly format: 'json' | 'chrome' | 'markdown' };

/** What the simulator's webview keeps: a run is the same every time, so this brings it back. */
export interface SimulatorState {
  readonly uri: string | null;
  readonly machine: string | null;
  /** The code before the series. */
  readonly before: boolean;
  /** A lifecycle's id, else the name of a function. */
  readonly entry: string | null;
  readonly fail: number | null;
  readonly graceAtStep: number | null;
  readonly step: number;
}

/** What the thread that simulates is asked, and what it answers: plain data. */
import type { RunResult } from '../../../emulator/src/link/run-result.ts';
import type { ScenarioInfo } from '../../../emulator/src/link/scenario-list.ts';
import type {
  Simulation, SimulationCallSpan, SimulationCallsParams, SimulationChange, SimulationChangeParams, SimulationExploreRow,
  SimulationExportParams, SimulationState, SimulationStateParams, SimulationStep, SimulationStepsParams,
} from '../protocol.ts'; // biome-ignore format: a list
import type { KernelRequest } from './open-kernel.ts';

/** Limits that a user sets; those that are left out have the simulator's own values. */
export interface RunLimits {
  readonly steps?: number;
  readonly depth?: number;
  readonly memoryBytes?: number;
}

/** Each question with its parameters and its answer. */
export interface ServiceCalls {
  /** The lifecycles of a machine. */
  list(kernel: KernelRequest): readonly ScenarioInfo[];
  /** The functions that can be called with arguments made from their types. */
  functions(kernel: KernelRequest): readonly string[];
  /** One run as the command line gives it. */
  run(params: {
    readonly kernel: KernelRequest;
    readonly entry: string;
    readonly fail?: number;
    readonly traced?: boolean;
    readonly limits?: RunLimits;
  }): RunResult;
  /** The run without a failure, then one for each allocation that can fail. */
  explore(params: {
    readonly kernel: KernelRequest;
    readonly entry: string;
    readonly limits?: RunLimits;
  }): readonly RunResult[];
  /** A run of a lifecycle or a function that is kept. */
  record(params: {
    readonly kernel: KernelRequest;
    readonly entry: string;
    readonly fail?: number;
    readonly graceAtStep?: number;
  }): Simulation;
  exploreRows(params: {
    readonly kernel: KernelRequest;
    readonly entry: string;
  }): readonly SimulationExploreRow[];
  steps(params: SimulationStepsParams): readonly SimulationStep[];
  calls(params: SimulationCallsParams): readonly SimulationCallSpan[];
  state(params: SimulationStateParams): SimulationState;
  change(params: SimulationChangeParams): SimulationChange | null;
  export(params: SimulationExportParams): string;
  /** Nothing more is asked about any machine so far: their memory is the next one's. */
  forget(params: null): null;
}

export type ServiceName = keyof ServiceCalls;

export interface ServiceQuestion<N extends ServiceName = ServiceName> {
  readonly id: number;
  readonly name: N;
  readonly params: Parameters<ServiceCalls[N]>[0];
}

export type ServiceReply =
  | { readonly id: number; readonly kind: 'answer'; readonly value: unknown }
  /** `isExpected` for what a person can mend: the message is one line. */
  | {
      readonly id: number;
      readonly kind: 'error';
      readonly message: string;
      readonly isExpected: boolean;
    };

/** What the thread is started with. */
export interface ServiceSetup {
  /** Holds the number of the question to give up, or 0. */
  readonly cancelled: SharedArrayBuffer;
}

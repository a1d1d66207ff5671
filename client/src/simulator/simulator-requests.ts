import {
  CALLABLE_FUNCTIONS_REQUEST,
  FUNCTION_AT_REQUEST,
  type FunctionAt,
  type FunctionAtParams,
  LIFECYCLES_REQUEST,
  type Lifecycle,
  type LifecyclesParams,
  type ProfileParams,
  SIMULATE_REQUEST,
  SIMULATED_MACHINES_REQUEST,
  SIMULATION_CALLS_REQUEST,
  SIMULATION_CHANGE_REQUEST,
  SIMULATION_EXPLORE_REQUEST,
  SIMULATION_EXPORT_REQUEST,
  SIMULATION_STATE_REQUEST,
  SIMULATION_STEPS_REQUEST,
  type SimulatedMachines,
  type SimulateParams,
  type Simulation,
  type SimulationCallSpan,
  type SimulationChange,
  type SimulationChangeParams,
  type SimulationExploreParams,
  type SimulationExploreRow,
  type SimulationExportParams,
  type SimulationState,
  type SimulationStep,
} from '../../../server/src/protocol.ts';

/** What asks the server: the connection in the editor, a client of their own in tests. */
export type Ask = <Result>(method: string, params: object, signal?: AbortSignal) => Promise<Result>;

/** A server gives so many calls or steps at a time. */
const MOST = 10_000;

/** The server's answers about simulations; each rejects with one line when there is none. */
export class SimulatorRequests {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  machines(profile: ProfileParams): Promise<SimulatedMachines> {
    return this.#answer(SIMULATED_MACHINES_REQUEST, profile);
  }

  lifecycles(kernel: LifecyclesParams): Promise<readonly Lifecycle[]> {
    return this.#answer(LIFECYCLES_REQUEST, kernel);
  }

  /** The functions that can be called by themselves. */
  functions(kernel: LifecyclesParams): Promise<readonly string[]> {
    return this.#answer(CALLABLE_FUNCTIONS_REQUEST, kernel);
  }

  /** Null outside of all functions. */
  functionAt(params: FunctionAtParams): Promise<FunctionAt | null> {
    return this.#ask(FUNCTION_AT_REQUEST, params);
  }

  simulate(params: SimulateParams, signal: AbortSignal): Promise<Simulation> {
    return this.#answer(SIMULATE_REQUEST, params, signal);
  }

  /** Every call of a run. */
  async calls(run: number): Promise<SimulationCallSpan[]> {
    const all: SimulationCallSpan[] = [];
    for (;;) {
      const params = { run, from: all.length, count: MOST };
      const some = await this.#answer<SimulationCallSpan[]>(SIMULATION_CALLS_REQUEST, params);
      for (const span of some) all.push(span);
      if (some.length < MOST) return all;
    }
  }

  steps(run: number, from: number, count: number): Promise<readonly SimulationStep[]> {
    return this.#answer(SIMULATION_STEPS_REQUEST, { run, from, count: Math.min(count, MOST) });
  }

  /** The next step after one at which a line (from 1) of a file runs. */
  async nextStepAt(
    { run, steps }: Simulation,
    after: number,
    file: string,
    line: number,
  ): Promise<number | undefined> {
    for (let from = after + 1; from <= steps; from += MOST) {
      const some = await this.steps(run, from, MOST);
      const found = some.find(({ place }) => place?.file === file && place.line === line);
      if (found) return found.step;
    }
    return undefined;
  }

  /** The last step up to one at which a line (from 1) of a file runs. */
  async lastStepAt(
    { run, steps }: Simulation,
    upTo: number,
    file: string,
    line: number,
  ): Promise<number | undefined> {
    for (let end = Math.min(upTo, steps); end >= 1; end -= MOST) {
      const from = Math.max(1, end - MOST + 1);
      const some = await this.steps(run, from, end - from + 1);
      const found = some.findLast(({ place }) => place?.file === file && place.line === line);
      if (found) return found.step;
    }
    return undefined;
  }

  state(run: number, step: number): Promise<SimulationState> {
    return this.#answer(SIMULATION_STATE_REQUEST, { run, step });
  }

  /** Null when nothing stores there. */
  change(params: SimulationChangeParams): Promise<SimulationChange | null> {
    return this.#ask(SIMULATION_CHANGE_REQUEST, params);
  }

  explore(
    params: SimulationExploreParams,
    signal: AbortSignal,
  ): Promise<readonly SimulationExploreRow[]> {
    return this.#answer(SIMULATION_EXPLORE_REQUEST, params, signal);
  }

  exported(params: SimulationExportParams): Promise<string> {
    return this.#answer(SIMULATION_EXPORT_REQUEST, params);
  }

  async #answer<Result>(method: string, params: object, signal?: AbortSignal): Promise<Result> {
    const answer = await this.#ask<Result | null>(method, params, signal);
    if (answer === null) throw new Error('The simulation did not answer. The log says why.');
    return answer;
  }
}

import type { CancellationToken } from 'vscode';
import {
  LIFECYCLES_REQUEST,
  type Lifecycle,
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
  type SimulationExploreRow,
  type SimulationExportParams,
  type SimulationState,
  type SimulationStep,
} from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';

/** A server gives so many calls or steps at a time. */
const MOST = 10_000;

/** The server's answers about simulations; each rejects with one line when there is none. */
export class SimulatorRequests {
  readonly #server: ServerConnection;

  constructor(server: ServerConnection) {
    this.#server = server;
  }

  machines(profile: ProfileParams): Promise<SimulatedMachines> {
    return this.#ask(SIMULATED_MACHINES_REQUEST, profile);
  }

  lifecycles(profile: ProfileParams, machine: string): Promise<readonly Lifecycle[]> {
    return this.#ask(LIFECYCLES_REQUEST, { ...profile, machine });
  }

  simulate(params: SimulateParams, token: CancellationToken): Promise<Simulation> {
    return this.#ask(SIMULATE_REQUEST, params, token);
  }

  /** Every call of a run. */
  async calls(run: number): Promise<SimulationCallSpan[]> {
    const all: SimulationCallSpan[] = [];
    for (;;) {
      const params = { run, from: all.length, count: MOST };
      const some = await this.#ask<SimulationCallSpan[]>(SIMULATION_CALLS_REQUEST, params);
      all.push(...some);
      if (some.length < MOST) return all;
    }
  }

  steps(run: number, from: number, count: number): Promise<readonly SimulationStep[]> {
    return this.#ask(SIMULATION_STEPS_REQUEST, { run, from, count: Math.min(count, MOST) });
  }

  state(run: number, step: number): Promise<SimulationState> {
    return this.#ask(SIMULATION_STATE_REQUEST, { run, step });
  }

  /** Null when nothing stores there. */
  change(params: SimulationChangeParams): Promise<SimulationChange | null> {
    return this.#server.request(SIMULATION_CHANGE_REQUEST, params);
  }

  explore(
    params: ProfileParams & { readonly machine: string; readonly entry: string },
    token: CancellationToken,
  ): Promise<readonly SimulationExploreRow[]> {
    return this.#ask(SIMULATION_EXPLORE_REQUEST, params, token);
  }

  exported(params: SimulationExportParams): Promise<string> {
    return this.#ask(SIMULATION_EXPORT_REQUEST, params);
  }

  async #ask<Result>(method: string, params: object, token?: CancellationToken): Promise<Result> {
    const answer = await this.#server.request<Result | null>(method, params, token);
    if (answer === null) throw new Error('The simulation did not answer. The log says why.');
    return answer;
  }
}

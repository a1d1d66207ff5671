/** The requests that run kernel code: a thread of its own does the work, and hovers do not wait for it. */
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { profileOptions } from '../features/profile-options.ts';
import { openKernelTree } from '../kernel/kernel-tree.ts';
import {
  CALLABLE_FUNCTIONS_REQUEST, LIFECYCLES_REQUEST, type Lifecycle, type LifecyclesParams, type ProfileParams, 
  SIMULATE_REQUEST, SIMULATED_MACHINES_REQUEST,SIMULATION_CALLS_REQUEST, SIMULATION_CHANGE_REQUEST, SIMULATION_EXPLORE_REQUEST,
  SIMULATION_EXPORT_REQUEST, SIMULATION_STATE_REQUEST, SIMULATION_STEPS_REQUEST, type SimulatedMachines,
  type SimulateParams, type SimulationExploreParams,
} from '../protocol.ts'; // biome-ignore format: a list
import { type SimulatedMachine, simulatedMachines } from '../simulate/machines.ts';
import type { KernelRequest } from '../simulate/open-kernel.ts';
import { profileMachines } from '../simulate/profile-machines.ts';
import type { ServiceCalls, ServiceName } from '../simulate/service-messages.ts';
import { SimulationThread } from '../simulate/simulation-thread.ts';
import { UserMessage } from '../user-message.ts';
import { missingLine } from './missing-line.ts';
import { guarded } from './request-guard.ts';
import type { Server } from './server.ts';
import { unsavedTexts } from './unsaved-texts.ts';

/** Registers them. */
export function registerSimulationRequests(server: Server): void {
  const { connection } = server;
  const simulations = new Simulations(server);
  const on = <P>(name: string, handler: (params: P, token: CancellationToken) => unknown): void => {
    connection.onRequest(name, (params: P, token) =>
      guarded<unknown>(connection, name, token, () => handler(params, token)),
    );
  };
  on(SIMULATED_MACHINES_REQUEST, (params: ProfileParams | undefined) =>
    simulations.machines(params),
  );
  on(LIFECYCLES_REQUEST, (params: LifecyclesParams) => simulations.lifecycles(params));
  on(CALLABLE_FUNCTIONS_REQUEST, (params: LifecyclesParams) => simulations.functions(params));
  on(SIMULATE_REQUEST, (params: SimulateParams, token) => simulations.simulate(params, token));
  on(SIMULATION_EXPLORE_REQUEST, (params: SimulationExploreParams, token) =>
    simulations.explore(params, token),
  );
  passOn(connection, simulations.thread, SIMULATION_STEPS_REQUEST, 'steps');
  passOn(connection, simulations.thread, SIMULATION_CALLS_REQUEST, 'calls');
  passOn(connection, simulations.thread, SIMULATION_STATE_REQUEST, 'state');
  passOn(connection, simulations.thread, SIMULATION_CHANGE_REQUEST, 'change');
  passOn(connection, simulations.thread, SIMULATION_EXPORT_REQUEST, 'export');
  connection.onShutdown(() => {
    server.search.stop();
    return simulations.thread.stop();
  });
}

/** Questions about a run that the thread has. */
function passOn<N extends ServiceName>(
  connection: Connection,
  thread: SimulationThread,
  request: string,
  name: N,
): void {
  connection.onRequest(request, (params: Parameters<ServiceCalls[N]>[0], token) =>
    guarded(connection, request, token, () => thread.ask(name, params, token)),
  );
}

class Simulations {
  readonly thread = new SimulationThread();
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  machines(params: ProfileParams | undefined): SimulatedMachines {
    const { profile } = this.#server.chosenSession(params);
    const machines = this.#machinesOf(params);
    const label = profile.kernel.model ? 'modelled kernel' : `Linux ${profile.kernel.version.text}`;
    const hasBefore = profile.kernel.model;
    return { label, machines: machines.map(({ name, arch }) => ({ name, arch })), hasBefore };
  }

  async lifecycles(params: LifecyclesParams): Promise<Lifecycle[]> {
    const list = await this.thread.ask('list', this.#kernel(params));
    return list.map(({ id, title, levels, reason }) => ({
      id,
      title,
      levels,
      reason: reason ?? null,
    }));
  }

  functions(params: LifecyclesParams): Promise<readonly string[]> {
    return this.thread.ask('functions', this.#kernel(params));
  }

  simulate(
    params: SimulateParams,
    token: CancellationToken,
  ): Promise<ReturnType<ServiceCalls['record']>> {
    const { entry, fail, graceAtStep } = params;
    const kernel = this.#kernel(params);
    const options = { ...(fail && { fail }), ...(graceAtStep && { graceAtStep }) };
    return this.thread.ask('record', { kernel, entry, ...options }, token);
  }

  explore(
    params: SimulationExploreParams,
    token: CancellationToken,
  ): Promise<ReturnType<ServiceCalls['exploreRows']>> {
    return this.thread.ask(
      'exploreRows',
      { kernel: this.#kernel(params), entry: params.entry },
      token,
    );
  }

  /** The machines of the model; of a real tree, what it is read as, then its other builds. */
  #machinesOf(params: ProfileParams | undefined): SimulatedMachine[] {
    const session = this.#server.chosenSession(params);
    const { request, profile } = session;
    const tree = openKernelTree(profile.tree) ?? profile.kernel;
    if (tree.model) {
      const { arch: _, configFile: __, ...model } = request;
      return simulatedMachines(tree, model);
    }
    const own = profile.missing ? [] : simulatedMachines(tree, request);
    const { current, options } = profileOptions(request, tree);
    const machines = [...own, ...profileMachines(tree, current, options)];
    if (machines.length === 0) throw new UserMessage(missingLine(session));
    return machines;
  }

  #kernel(params: LifecyclesParams): KernelRequest {
    const machine = this.#machinesOf(params).find(({ name }) => name === params.machine);
    if (machine === undefined)
      throw new UserMessage(`${params.machine}: there is no such machine.`);
    const session = this.#server.chosenSession(params);
    if (params.before && !session.profile.kernel.model)
      throw new UserMessage('Only the modelled kernel is there as it was before the series.');
    const overlay = unsavedTexts(this.#server, session);
    return { machine, overlay, ...(params.before && { before: true }) };
  }
}

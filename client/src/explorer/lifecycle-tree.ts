/** The view "Lifecycles": what can be simulated, by architecture and machine. */
import * as vscode from 'vscode';
import {
  LIFECYCLES_REQUEST,
  type Lifecycle,
  type ProfileParams,
  SIMULATED_MACHINES_REQUEST,
  type SimulatedMachineInfo,
  type SimulatedMachines,
} from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';
import { activeProfile } from './active-profile.ts';
import { LoadingTree, type TreeLine, treeLine } from './loading-tree.ts';

/** What commands in the context menu are given. */
interface LifecycleLine extends TreeLine {
  readonly machine: string;
  readonly entry: string;
}

/** The tree of the view; sends ptdesc/simulatedMachines, and ptdesc/lifecycles for an opened machine. */
export function lifecycleTree(server: ServerConnection): LoadingTree {
  return new LoadingTree(async () => {
    const profile = activeProfile();
    const found = await server.request<SimulatedMachines | null>(
      SIMULATED_MACHINES_REQUEST,
      profile,
    );
    const machines = found?.machines ?? [];
    const architectures = [...new Set(machines.map(({ arch }) => arch))];
    return architectures.map((arch) =>
      architectureLine(
        arch,
        machines
          .filter((machine) => machine.arch === arch)
          .map((m) => machineLine(server, m, profile)),
      ),
    );
  });
}

function architectureLine(arch: string, machines: readonly TreeLine[]): TreeLine {
  const properties = { iconPath: new vscode.ThemeIcon('chip') };
  return treeLine(arch, properties, () => machines);
}

function machineLine(
  server: ServerConnection,
  { name }: SimulatedMachineInfo,
  profile: ProfileParams,
): TreeLine {
  const properties = { iconPath: new vscode.ThemeIcon('server') };
  return treeLine(name, properties, async () => {
    const params = { ...profile, machine: name };
    const lifecycles = await server.request<Lifecycle[] | null>(LIFECYCLES_REQUEST, params);
    // What is not for the machine would only be in the way here; the simulator says why.
    const own = (lifecycles ?? []).filter(({ reason }) => reason === null);
    return own.map((lifecycle) => lifecycleLine(lifecycle, name));
  });
}

function lifecycleLine({ id, title }: Lifecycle, machine: string): LifecycleLine {
  const target = { machine, entry: id };
  const properties = {
    description: title,
    tooltip: title,
    iconPath: new vscode.ThemeIcon('debug-alt-small'),
    contextValue: 'ptdesc.lifecycle',
    command: { command: 'ptdesc.simulate', title: 'Simulate', arguments: [target] },
  };
  return { ...treeLine(id, properties), ...target };
}

/** "Ptdesc: Simulate...": opens the simulator, with a lifecycle of the view or of a choice. */
import * as vscode from 'vscode';
import type { SimulatorState } from '../../../server/src/protocol.ts';
import { activeProfile } from '../explorer/active-profile.ts';
import type { ServerConnection } from '../server-connection.ts';
import { SimulatorPanel } from '../simulator/simulator-panel.ts';

/** Registers the command. */
export function register(
  context: vscode.ExtensionContext,
  server: ServerConnection,
): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.simulate', (target?: Partial<SimulatorState>) => {
    const entry = typeof target?.entry === 'string' ? { entry: target.entry } : {};
    const machine = typeof target?.machine === 'string' ? { machine: target.machine } : {};
    const uri = target?.uri ?? activeProfile().uri ?? null;
    SimulatorPanel.show(context, server, { uri, ...entry, ...machine });
  });
}

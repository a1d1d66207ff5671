/** Brings the simulator's tab back after the window was reloaded, at the step where it stood. */
import * as vscode from 'vscode';
import type { SimulatorState } from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';
import { keptState } from './kept-state.ts';
import { EMPTY_STATE } from './simulator.ts';
import { SimulatorPanel } from './simulator-panel.ts';

/** Registers the serializer. */
export function register(
  context: vscode.ExtensionContext,
  server: ServerConnection,
): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(SimulatorPanel.viewType, {
    async deserializeWebviewPanel(panel, kept: Partial<SimulatorState> | undefined) {
      const state = { ...EMPTY_STATE, ...kept, ...keptState(context) };
      SimulatorPanel.adopt(context, server, panel, state);
    },
  });
}

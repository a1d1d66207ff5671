/**
 * What a restored tab goes on with. A webview's own state is written now and then and when a window is
 * closed in an orderly way; this is written at once, so that a crash loses nothing.
 */
import type * as vscode from 'vscode';
import type { SimulatorState } from '../../../server/src/protocol.ts';

const KEY = 'ptdesc.simulator';

/** Keeps the state for this workspace. */
export function keepState(context: vscode.ExtensionContext, state: SimulatorState): void {
  void context.workspaceState.update(KEY, state);
}

/** The state that was kept last; undefined in a workspace that never simulated. */
export function keptState(context: vscode.ExtensionContext): SimulatorState | undefined {
  return context.workspaceState.get<SimulatorState>(KEY);
}

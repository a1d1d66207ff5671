/**
 * "Ptdesc: Simulate...": opens the simulator with what a view or a link names, else to choose. From the
 * palette, the function around the cursor is offered.
 */
import * as vscode from 'vscode';
import type { SimulatorState } from '../../../server/src/protocol.ts';
import { DOCUMENT_SELECTOR } from '../document-selector.ts';
import { activeProfile } from '../explorer/active-profile.ts';
import type { ServerConnection } from '../server-connection.ts';
import { SimulatorPanel } from '../simulator/simulator-panel.ts';
import type { SimulatorWish } from '../simulator/simulator-wish.ts';

/** What others hand to the command. */
type Target = Partial<Pick<SimulatorState, 'uri' | 'machine' | 'entry'>> & SimulatorWish;

/** Registers the command, and those that choose the side of the series that runs. */
export function register(
  context: vscode.ExtensionContext,
  server: ServerConnection,
): vscode.Disposable {
  const side = (command: string, before: boolean) =>
    vscode.commands.registerCommand(command, () =>
      SimulatorPanel.show(context, server, { uri: activeProfile().uri ?? null, before }),
    );
  return vscode.Disposable.from(
    side('ptdesc.simulateBefore', true),
    side('ptdesc.simulateAfter', false),
    vscode.commands.registerCommand('ptdesc.simulate', (target?: Target) => {
      const entry = typeof target?.entry === 'string' ? { entry: target.entry } : {};
      const machine = typeof target?.machine === 'string' ? { machine: target.machine } : {};
      const uri = target?.uri ?? activeProfile().uri ?? null;
      const find = typeof target?.find === 'string' ? { find: target.find } : {};
      const wish = target?.entry === undefined ? aroundCursor() : find;
      SimulatorPanel.show(context, server, { uri, ...entry, ...machine }, wish);
    }),
  );
}

function aroundCursor(): SimulatorWish {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || vscode.languages.match(DOCUMENT_SELECTOR, editor.document) === 0)
    return {};
  return { at: { uri: editor.document.uri.toString(), line: editor.selection.active.line } };
}

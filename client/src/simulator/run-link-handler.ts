/** Opens `vscode://ptdesc-explorer.ptdesc-explorer/run?entry=...`: a run that someone wrote about. */
import * as vscode from 'vscode';
import { activeProfile } from '../explorer/active-profile.ts';
import type { ServerConnection } from '../server-connection.ts';
import { linkedRun } from './run-link.ts';
import { SimulatorPanel } from './simulator-panel.ts';

/** Registers the handler, and a command that takes the same link where the system opens none. */
export function register(
  context: vscode.ExtensionContext,
  server: ServerConnection,
): vscode.Disposable {
  const open = (uri: vscode.Uri) => {
    const run = uri.path === '/run' ? linkedRun(uri.query) : undefined;
    if (run === undefined) {
      void vscode.window.showErrorMessage('This link names no run of the simulator.');
      return;
    }
    SimulatorPanel.show(context, server, { uri: activeProfile().uri ?? null, ...run });
  };
  return vscode.Disposable.from(
    vscode.window.registerUriHandler({ handleUri: open }),
    vscode.commands.registerCommand('ptdesc.openRun', async (link?: string) => {
      const prompt = 'The link of a run: vscode://.../run?entry=pte';
      const text = link ?? (await vscode.window.showInputBox({ prompt }));
      if (text) open(vscode.Uri.parse(text));
    }),
  );
}

/** "Ptdesc: Show Layout Across Architectures": sizes and assertions of every architecture, as a table. */
import * as vscode from 'vscode';
import { MatrixPanel } from '../matrix/matrix-panel.ts';
import type { ServerConnection } from '../server-connection.ts';

/** Registers the command. */
export function register(
  context: vscode.ExtensionContext,
  server: ServerConnection,
): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.showMatrix', () =>
    MatrixPanel.show(context, server),
  );
}

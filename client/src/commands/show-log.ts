/** "Ptdesc: Show the Log". How much is logged is set by VS Code's own "Set Log Level". */
import * as vscode from 'vscode';
import type { ServerConnection } from '../server-connection.ts';

/** Registers the command. */
export function register(server: ServerConnection): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.showLog', () => server.log.show());
}

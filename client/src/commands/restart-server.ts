/** "Ptdesc: Restart the Language Server". Works before the first start and after crashes. */
import * as vscode from 'vscode';
import type { ServerConnection } from '../server-connection.ts';

/** Registers the command. */
export function register(server: ServerConnection): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.restartServer', () => server.restart());
}

/**
 * "Ptdesc: Check Workspace": sends ptdesc/checkWorkspace. The findings come into the Problems panel;
 * the server shows its progress, where it can be cancelled.
 */
import * as vscode from 'vscode';
import { CHECK_WORKSPACE_REQUEST, type WorkspaceCheck } from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';

/** Registers the command. It resolves to what the server says, for tests and other extensions. */
export function register(server: ServerConnection): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.checkWorkspace', () => checkWorkspace(server));
}

async function checkWorkspace(server: ServerConnection): Promise<WorkspaceCheck | null> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  try {
    const params = uri?.scheme === 'file' ? { uri: uri.toString() } : {};
    const check = await server.request<WorkspaceCheck | null>(CHECK_WORKSPACE_REQUEST, params);
    if (check) vscode.window.setStatusBarMessage(summary(check), 10_000);
    return check;
  } catch (error) {
    // A command that fails says so to the person who ran it.
    await vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return null;
  }
}

function summary({ files, errors, warnings, completed }: WorkspaceCheck): string {
  const found = `${errors} errors and ${warnings} warnings in ${files} files`;
  return completed ? `Ptdesc: ${found}` : `Ptdesc: stopped after ${found}`;
}

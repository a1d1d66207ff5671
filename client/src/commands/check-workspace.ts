/**
 * "Ptdesc: Check Workspace": sends ptdesc/checkWorkspace. The findings come into the Problems panel;
 * a notification shows that it runs, and cancels it.
 */
import * as vscode from 'vscode';
import { CHECK_WORKSPACE_REQUEST, type WorkspaceCheck } from '../../../server/src/protocol.ts';
import { countOf } from '../../common/count-of.ts';
import { reach } from '../milestones.ts';
import type { ServerConnection } from '../server-connection.ts';

const checked = new vscode.EventEmitter<string>();

/** What the last check came to, in a line: the view of the findings keeps it. */
export const onDidCheck = checked.event;

/** Registers the command. It resolves to what the server says, for tests and other extensions. */
export function register(server: ServerConnection): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.checkWorkspace', () => checkWorkspace(server));
}

async function checkWorkspace(server: ServerConnection): Promise<WorkspaceCheck | null> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const params = uri?.scheme === 'file' ? { uri: uri.toString() } : {};
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: 'Ptdesc: checking the kernel tree',
    cancellable: true,
  };
  try {
    const check = await vscode.window.withProgress(progress, (_, token) =>
      server.request<WorkspaceCheck | null>(CHECK_WORKSPACE_REQUEST, params, token),
    );
    if (check === null) throw new Error('The check did not answer. The log says why.');
    if (check.completed) reach('check');
    checked.fire(summary(check));
    await vscode.commands.executeCommand('setContext', 'ptdesc.checked', check.completed);
    return check;
  } catch (error) {
    if (error instanceof vscode.CancellationError) return null;
    // No one has to answer it for the command to end.
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return null;
  }
}

function summary({ files, errors, warnings, completed }: WorkspaceCheck): string {
  const found = `${countOf(errors, 'error')} and ${countOf(warnings, 'warning')}`;
  const where = countOf(files, 'file');
  return completed ? `Checked ${where}: ${found}.` : `Stopped after ${where}: ${found}.`;
}

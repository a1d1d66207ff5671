/** What the status item's click offers: the architecture, the configuration, all of them, the log. */
import * as vscode from 'vscode';

const ACTIONS = [
  { label: '$(circuit-board) Select Architecture', command: 'ptdesc.selectArchitecture' },
  { label: '$(settings-gear) Select Configuration...', command: 'ptdesc.selectConfiguration' },
  { label: '$(output) Show Log', command: 'ptdesc.showLog' },
] as const;

/** Registers the command. */
export function register(): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.profileActions', async () => {
    const picked = await vscode.window.showQuickPick(ACTIONS, {
      placeHolder: 'How the kernel is read',
    });
    if (picked) await vscode.commands.executeCommand(picked.command);
  });
}

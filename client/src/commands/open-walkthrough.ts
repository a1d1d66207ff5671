/** "Ptdesc: Get Started": opens the walkthrough. */
import * as vscode from 'vscode';

/** Registers the command. */
export function register(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.openWalkthrough', () =>
    vscode.commands.executeCommand(
      'workbench.action.openWalkthrough',
      `${context.extension.id}#ptdesc.start`,
      false,
    ),
  );
}

/** "Ptdesc: Open the Modelled Kernel": the kernel that ships with the extension. */
import * as vscode from 'vscode';

/** Registers the command. The model opens in a window of its own: it is another workspace. */
export function register(context: vscode.ExtensionContext): vscode.Disposable {
  const model = vscode.Uri.joinPath(context.extensionUri, 'emulator/kernel');
  return vscode.commands.registerCommand('ptdesc.openModel', () =>
    vscode.commands.executeCommand('vscode.openFolder', model, { forceNewWindow: true }),
  );
}

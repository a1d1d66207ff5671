import * as vscode from 'vscode';

/** Of several folders, the one that the tree is in has settings of its own. */
export function settingsOf(tree: string) {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(tree));
  if (folders.length > 1 && folder)
    return {
      settings: vscode.workspace.getConfiguration('ptdesc', folder.uri),
      target: vscode.ConfigurationTarget.WorkspaceFolder,
    };
  return {
    settings: vscode.workspace.getConfiguration('ptdesc'),
    target:
      folders.length > 0 ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  };
}

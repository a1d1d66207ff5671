import * as vscode from 'vscode';
import type { ProfileChoice } from '../../../server/src/protocol.ts';

/** Asks for a kernel tree, then for its build when that lies elsewhere; undefined when given up. */
export async function chooseTree(): Promise<ProfileChoice | undefined> {
  const tree = await chooseFolder('Kernel tree', 'Use this tree');
  if (tree === undefined) return undefined;
  const inTree = 'In the tree itself';
  const separate = 'Separate build folder (O=)...';
  const where = await vscode.window.showQuickPick([inTree, separate], {
    placeHolder: 'Build output location',
  });
  if (where === undefined) return undefined;
  if (where === inTree) return { tree };
  const build = await chooseFolder('The O= folder of the build', 'Use this build');
  return build === undefined ? undefined : { tree, build };
}

async function chooseFolder(title: string, openLabel: string): Promise<string | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel,
      // The workspace's, not that of whatever file is looked at.
      ...(folder && { defaultUri: folder.uri }),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return chosen?.fsPath;
}

import * as vscode from 'vscode';
import type { ProfileChoice } from '../../../server/src/protocol.ts';

/** Asks for a kernel tree, then for its build when that lies elsewhere; undefined when given up. */
export async function chooseTree(): Promise<ProfileChoice | undefined> {
  const tree = await chooseFolder('Kernel tree', 'Use this tree');
  if (tree === undefined) return undefined;
  const inTree = 'In the tree itself';
  const where = await vscode.window.showQuickPick([inTree, 'In an O= folder...'], {
    placeHolder: 'Where was it built?',
  });
  if (where === undefined) return undefined;
  if (where === inTree) return { tree };
  const build = await chooseFolder('The O= folder of the build', 'Use this build');
  return build === undefined ? undefined : { tree, build };
}

async function chooseFolder(title: string, openLabel: string): Promise<string | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel,
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return folder?.fsPath;
}

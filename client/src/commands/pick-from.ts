import * as vscode from 'vscode';

/** VS Code's short way cannot begin at an item, and the current one is where people look first. */
export function pickFrom<T extends vscode.QuickPickItem>(
  items: T[],
  current: T | undefined,
  placeHolder: string,
): Promise<T | undefined> {
  const pick = vscode.window.createQuickPick<T>();
  pick.placeholder = placeHolder;
  pick.matchOnDescription = true;
  if (current) current.detail = '$(check) current';
  pick.items = items;
  if (current) pick.activeItems = [current];
  return new Promise<T | undefined>((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

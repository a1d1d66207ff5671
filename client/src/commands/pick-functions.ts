/** Asks which functions to change: one tick for each, ticked. A button shows a function's change. */
import * as vscode from 'vscode';
import type { FunctionChange } from '../../../server/src/protocol.ts';
import { showVirtual } from '../virtual-documents.ts';

interface Item extends vscode.QuickPickItem {
  readonly change: FunctionChange;
}

/** Those that stay ticked; none when someone gives up. */
export function pickFunctions(changes: readonly FunctionChange[]): Promise<FunctionChange[]> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = 'Convert to ptdesc';
  pick.placeholder = 'Untick what is to stay as it is; Enter converts the rest';
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.items = changes.map(itemOf);
  pick.selectedItems = pick.items;
  return new Promise((resolve) => {
    let chosen: FunctionChange[] = [];
    pick.onDidTriggerItemButton(({ item }) => showChange(item.change));
    pick.onDidAccept(() => {
      chosen = pick.selectedItems.map(({ change }) => change);
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(chosen);
    });
    pick.show();
  });
}

function itemOf(change: FunctionChange): Item {
  const uri = vscode.Uri.parse(change.uri);
  return {
    label: `${change.name}()`,
    description: `${vscode.workspace.asRelativePath(uri)}:${change.start.line + 1}`,
    buttons: [{ iconPath: new vscode.ThemeIcon('diff'), tooltip: 'Show the change' }],
    change,
  };
}

/** The file as it is beside the file with the function changed. */
async function showChange({ name, uri, start, end, text }: FunctionChange): Promise<void> {
  const before = vscode.Uri.parse(uri);
  const document = await vscode.workspace.openTextDocument(before);
  const source = document.getText();
  const offset = ({ line, character }: FunctionChange['start']) =>
    document.offsetAt(new vscode.Position(line, character));
  const after = source.slice(0, offset(start)) + text + source.slice(offset(end));
  const changed = showVirtual(`${name}.c`, after);
  await vscode.commands.executeCommand('vscode.diff', before, changed, `${name}(): as ptdesc`, {
    preserveFocus: true,
  });
}

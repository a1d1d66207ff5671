/**
 * The filter box of a view: it narrows the tree while one types. Sets the context key
 * `ptdesc.filtered.NAME`, by which the view offers to show everything again.
 */
import * as vscode from 'vscode';
import type { LoadingTree, TreeLine } from './loading-tree.ts';

/** A view with a filter: its part of the ids of commands and of the context key, and what one may type. */
export interface FilteredView {
  /** "memdescs", for ptdesc.filterMemdescs and ptdesc.clearMemdescsFilter. */
  readonly name: string;
  readonly placeHolder: string;
  readonly view: vscode.TreeView<TreeLine>;
  readonly tree: LoadingTree;
}

/** Registers the two commands of a view. */
export function register(filtered: FilteredView): vscode.Disposable {
  const { name } = filtered;
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return vscode.Disposable.from(
    vscode.commands.registerCommand(`ptdesc.filter${title}`, () => ask(filtered)),
    vscode.commands.registerCommand(`ptdesc.clear${title}Filter`, () => apply(filtered, '')),
  );
}

/** Escape leaves the filter as it was. */
function ask(filtered: FilteredView): void {
  const before = filtered.tree.filter;
  const box = vscode.window.createInputBox();
  box.title = `Filter ${filtered.view.title}`;
  box.placeholder = filtered.placeHolder;
  box.value = before;
  let isAccepted = false;
  box.onDidChangeValue((text) => apply(filtered, text));
  box.onDidAccept(() => {
    isAccepted = true;
    box.hide();
  });
  box.onDidHide(() => {
    if (!isAccepted) apply(filtered, before);
    box.dispose();
  });
  box.show();
}

function apply({ name, view, tree }: FilteredView, text: string): void {
  const wanted = text.trim();
  tree.filter = wanted;
  view.description = wanted === '' ? '' : `"${wanted}"`;
  void vscode.commands.executeCommand('setContext', `ptdesc.filtered.${name}`, wanted !== '');
}

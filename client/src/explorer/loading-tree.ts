import * as vscode from 'vscode';

/** A line of a tree: how it looks, and what is below it. */
export interface TreeLine {
  readonly item: vscode.TreeItem;
  readonly children?: () => readonly TreeLine[] | Promise<readonly TreeLine[]>;
}

/**
 * A tree whose roots come from the server. They are asked for when the view is looked at, and again
 * after `refresh`; why there are none is a line of the tree itself.
 */
export class LoadingTree implements vscode.TreeDataProvider<TreeLine> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #load: () => Promise<readonly TreeLine[]>;

  constructor(load: () => Promise<readonly TreeLine[]>) {
    this.#load = load;
  }

  refresh(): void {
    this.#changed.fire();
  }

  getTreeItem({ item }: TreeLine): vscode.TreeItem {
    return item;
  }

  async getChildren(line?: TreeLine): Promise<TreeLine[] | undefined> {
    const children = line === undefined ? this.#load : line.children;
    if (children === undefined) return undefined;
    try {
      return [...(await children())];
    } catch (error) {
      return [messageLine(error instanceof Error ? error.message : String(error))];
    }
  }
}

function messageLine(message: string): TreeLine {
  const item = new vscode.TreeItem(message);
  item.iconPath = new vscode.ThemeIcon('info');
  item.tooltip = message;
  return { item };
}

/** A new line; with children it can be opened. */
export function treeLine(
  label: string,
  properties: Partial<vscode.TreeItem>,
  children?: TreeLine['children'],
): TreeLine {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, children ? Collapsed : None);
  Object.assign(item, properties);
  // A screen reader is told the tooltip otherwise.
  item.accessibilityInformation = { label: `${label} ${item.description ?? ''}`.trim() };
  return { item, ...(children && { children }) };
}

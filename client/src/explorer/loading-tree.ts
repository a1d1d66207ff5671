import * as vscode from 'vscode';
import { filterLines, type LineReader } from './filter-lines.ts';

/** A line of a tree: how it looks, and what is below it. */
export interface TreeLine {
  readonly item: vscode.TreeItem;
  /** Lines below that a filter looks through: they are there already. */
  readonly searched?: () => readonly TreeLine[];
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
  #filter = '';

  constructor(load: () => Promise<readonly TreeLine[]>) {
    this.#load = load;
  }

  refresh(): void {
    this.#changed.fire();
  }

  /** The text that lines must hold; empty shows all of them. */
  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    if (text === this.#filter) return;
    this.#filter = text;
    this.refresh();
  }

  getTreeItem({ item }: TreeLine): vscode.TreeItem {
    return item;
  }

  async getChildren(line?: TreeLine): Promise<TreeLine[] | undefined> {
    const children = line === undefined ? this.#load : line.children;
    if (children === undefined) return undefined;
    try {
      const lines = await children();
      return line !== undefined && isWhole(line) ? lines.map(wholeLine) : this.#filtered(lines);
    } catch (error) {
      return [messageLine(error instanceof Error ? error.message : String(error))];
    }
  }

  /** A line above one that holds the text is open; one that holds it has everything below. */
  #filtered(lines: readonly TreeLine[]): TreeLine[] {
    if (this.#filter === '') return [...lines];
    const kept = filterLines(lines, this.#filter, READER);
    if (kept.length === 0) return [messageLine(`Nothing here has "${this.#filter}" in it.`)];
    return kept.map(({ line, isMatch }) => (isMatch ? wholeLine(line) : openLine(line)));
  }
}

const READER: LineReader<TreeLine> = {
  textOf: ({ item }) => `${item.label} ${item.description ?? ''}`,
  searchedBelow: ({ searched }) => searched?.() ?? [],
};

/** Lines of which a filter takes nothing away. */
const whole = new WeakSet<TreeLine>();
const isWhole = (line: TreeLine): boolean => whole.has(line) || line.searched === undefined;

function wholeLine(line: TreeLine): TreeLine {
  whole.add(line);
  return line;
}

let opened = 0;

/** A view keeps lines closed that it knows as closed, so this one is new to it. */
function openLine(line: TreeLine): TreeLine {
  line.item.id = `opened ${++opened}`;
  line.item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  return line;
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
  searched?: TreeLine['searched'],
): TreeLine {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, children ? Collapsed : None);
  Object.assign(item, properties);
  // A screen reader is told the tooltip otherwise.
  item.accessibilityInformation = { label: `${label} ${item.description ?? ''}`.trim() };
  return { item, ...(children && { children }), ...(searched && { searched }) };
}

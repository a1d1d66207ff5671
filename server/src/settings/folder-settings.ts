import { resolve } from 'node:path';
import type { Settings } from './settings.ts';

/** What decides how files are read. */
const READING = ['tree', 'build', 'arch', 'config', 'symbols'] as const;

/** Settings of a workspace of one or several folders, each of which may hold a kernel of its own. */
export class FolderSettings {
  /** What holds where no folder says something else. */
  readonly common: Settings;
  /** The trees that settings name, the folders' before the workspace's. */
  readonly trees: readonly string[];
  /** By the folder's path; its settings are complete. */
  readonly #ofFolders: ReadonlyMap<string, Settings>;

  constructor(common: Settings, ofFolders: ReadonlyMap<string, Settings>) {
    this.common = common;
    this.#ofFolders = ofFolders;
    const named = [...ofFolders.values(), common].map(({ tree }) => tree);
    this.trees = [...new Set(named.filter((tree) => tree !== '').map((tree) => resolve(tree)))];
  }

  /** Those of the innermost folder that a file or folder lies in. */
  forFile(path: string): Settings {
    if (this.#ofFolders.size === 0) return this.common;
    const around = [...this.#ofFolders.keys()].filter((folder) => isIn(path, folder));
    return this.#ofFolders.get(longest(around) ?? '') ?? this.common;
  }

  /**
   * Those of the folder that names the tree, else of the one that it lies in, else of the one that lies
   * in it: people open a part of a kernel, too.
   */
  forTree(tree: string): Settings {
    const naming = [...this.#ofFolders].find(
      ([, settings]) => settings.tree !== '' && resolve(settings.tree) === tree,
    );
    if (naming) return naming[1];
    const inside = [...this.#ofFolders.keys()].find((folder) => isIn(folder, tree));
    const around = this.forFile(tree);
    return around === this.common ? (this.#ofFolders.get(inside ?? '') ?? around) : around;
  }

  /** Whether files are read the same way under other settings. */
  readsAs(other: FolderSettings): boolean {
    return this.#reading() === other.#reading();
  }

  #reading(): string {
    const all: [string, Settings][] = [['', this.common], ...this.#ofFolders];
    return JSON.stringify(
      all.map(([folder, settings]) => [folder, READING.map((key) => settings[key])]),
    );
  }
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function longest(paths: readonly string[]): string | undefined {
  return paths.toSorted((a, b) => b.length - a.length)[0];
}

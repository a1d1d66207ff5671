import { realpathSync } from 'node:fs';

/**
 * The folders below which a tree's files may lie, wherever its links and flags lead: the tree, its build
 * folder, this product, and what the user named.
 */
export class ReadableFolders {
  readonly #folders: string[];

  constructor(folders: readonly string[]) {
    this.#folders = folders.flatMap(namesOf);
  }

  /** The user named a file or a folder: it may be read, wherever it leads. */
  add(path: string): void {
    this.#folders.push(...namesOf(path));
  }

  /** Whether a path without links in it may be read. */
  covers(realPath: string): boolean {
    return this.#folders.some((folder) => isBelow(realPath, folder));
  }
}

/** Where a path really is; undefined when it leads nowhere. */
export function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** A folder by its own name as well: it may not be there yet. */
function namesOf(folder: string): string[] {
  return [...new Set([folder, realPathOf(folder) ?? folder])];
}

const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

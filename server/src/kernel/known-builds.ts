import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** More folders than this beside a tree are not looked through: it may lie in someone's home. */
const MAX_FOLDERS = 500;

/**
 * The `O=` folders of a tree that lie in it or beside it, sorted. kbuild leaves a symbolic link
 * `source` to the tree in each (the top Makefile, target outputmakefile), so nothing is guessed.
 */
export function knownBuilds(tree: string): string[] {
  const root = realPath(tree);
  const folders = [tree, dirname(tree)].flatMap((folder) => subfolders(folder));
  return folders.filter((folder) => realPath(join(folder, 'source')) === root).sort();
}

function subfolders(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    return names.slice(0, MAX_FOLDERS).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

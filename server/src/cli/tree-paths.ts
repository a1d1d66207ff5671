import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError } from './command-error.ts';
import type { TreeReading } from './tree-reading.ts';

/**
 * Files and folders of the command line as paths below the tree: as the shell means them, or below
 * the tree. `mayBeNew`: a patch may make files that are not there yet.
 * @throws CommandError for a path that is not there or lies outside of the tree
 */
export function treePaths(
  { root }: Pick<TreeReading, 'root'>,
  paths: readonly string[],
  mayBeNew: boolean,
): string[] {
  return paths.map((path) => {
    const here = resolve(path);
    const full = isBelow(root, here) && existsSync(here) ? here : resolve(root, path);
    const isThere = existsSync(full);
    if (!isThere && !mayBeNew) throw new CommandError(`${path}: no such file or folder`);
    const real = isThere && !isBelow(root, full) ? realpathSync(full) : full;
    if (!isBelow(root, real)) throw new CommandError(`${path}: not in the tree ${root}`);
    return real.slice(root.length + 1);
  });
}

const isBelow = (root: string, path: string): boolean =>
  path === root || path.startsWith(`${root}/`);

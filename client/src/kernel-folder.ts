import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How far up a kernel tree is looked for; the deepest folders of a kernel are ten down. */
const MAX_LEVELS = 32;

/**
 * Whether a file may lie in a kernel tree. This only keeps the server from being started for
 * other C projects: which tree a file belongs to, and whether it is one, is the server's answer.
 */
export function mayLieInKernel(path: string): boolean {
  let folder = dirname(path);
  for (let level = 0; level < MAX_LEVELS; level++) {
    if (existsSync(join(folder, 'include/linux')) && existsSync(join(folder, 'Makefile')))
      return true;
    const parent = dirname(folder);
    if (parent === folder) return false;
    folder = parent;
  }
  return false;
}

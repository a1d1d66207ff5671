import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * The folder for what can be computed again: never in the tree. `PTDESC_CACHE` names another one, or
 * none when it is empty.
 */
export function cacheFolder(): string | undefined {
  const { PTDESC_CACHE, XDG_CACHE_HOME } = process.env;
  if (PTDESC_CACHE !== undefined) return PTDESC_CACHE === '' ? undefined : PTDESC_CACHE;
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'ptdesc-explorer');
}

/**
 * Makes the folder and at most the one that holds it. Node's recursive mkdir is not asked: it never
 * ends where a parent can be neither found nor made, as below /proc.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (!existsSync(dirname(folder))) mkdirSync(dirname(folder));
  mkdirSync(folder);
}

import { existsSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Others than its owner may not write to what we read back, and need not read it. */
const OWN_FOLDER = 0o700;
const WRITABLE_BY_OTHERS = 0o022;

/**
 * The folder for what can be computed again: never in the tree. `PTDESC_CACHE` names another one, or
 * none when it is empty.
 */
export function cacheFolder(): string | undefined {
  const { PTDESC_CACHE, XDG_CACHE_HOME } = process.env;
  if (PTDESC_CACHE !== undefined) return PTDESC_CACHE === '' ? undefined : PTDESC_CACHE;
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'ptdesc-explorer');
}

/** The same where no one else can have put anything into it; undefined too when it is not there. */
export function trustedCacheFolder(): string | undefined {
  const folder = cacheFolder();
  return folder !== undefined && isOurs(folder) ? folder : undefined;
}

/** Whether a folder is there, is owned by the user, and no one else can write to it. */
export function isOurs(folder: string): boolean {
  let stats: ReturnType<typeof statSync>;
  try {
    stats = statSync(folder, { throwIfNoEntry: false });
  } catch {
    return false;
  }
  if (!stats?.isDirectory()) return false;
  // Windows keeps neither owners nor modes here; a user's own folders are the user's there.
  const user = process.getuid?.();
  return user === undefined || (stats.uid === user && (stats.mode & WRITABLE_BY_OTHERS) === 0);
}

/** One line on why a cache folder that is there is not used. */
export function cacheProblem(): string | undefined {
  const folder = cacheFolder();
  if (folder === undefined || !existsSync(folder) || isOurs(folder)) return undefined;
  return `the cache folder ${folder} is not used: others own it or can write to it`;
}

/**
 * Makes the folder and at most the one that holds it. Node's recursive mkdir is not asked: it never
 * ends where a parent can be neither found nor made, as below /proc.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (!existsSync(dirname(folder))) mkdirSync(dirname(folder), OWN_FOLDER);
  mkdirSync(folder, OWN_FOLDER);
}

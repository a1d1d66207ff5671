import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Counts up whenever the shape or the meaning of what is kept changes. */
const FORMAT = 1;

/**
 * The folder for what can be computed again: never in the tree. `PTDESC_CACHE` names another one, or
 * none when it is empty.
 */
export function cacheFolder(): string | undefined {
  const { PTDESC_CACHE, XDG_CACHE_HOME } = process.env;
  if (PTDESC_CACHE !== undefined) return PTDESC_CACHE === '' ? undefined : PTDESC_CACHE;
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'ptdesc-explorer');
}

/** What was kept under a key; undefined when there is nothing, or it is broken. */
export function readCache(key: string): unknown {
  const folder = cacheFolder();
  if (folder === undefined) return undefined;
  try {
    const kept = JSON.parse(readFileSync(fileOf(folder, key), 'utf8'));
    return kept?.format === FORMAT && kept.key === key ? kept.value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value under a key. Another process never sees half of it; a full disk is no error. */
export function writeCache(key: string, value: unknown): void {
  const folder = cacheFolder();
  if (folder === undefined) return;
  const file = fileOf(folder, key);
  const draft = `${file}.${process.pid}.${Math.round(performance.now())}`;
  try {
    makeFolder(folder);
    writeFileSync(draft, JSON.stringify({ format: FORMAT, key, value }));
    renameSync(draft, file);
  } catch {
    // Nothing is lost but time.
  }
}

/**
 * Makes the folder and at most the one that holds it. Node's recursive mkdir is not asked: it never
 * ends where a parent can be neither found nor made, as below /proc.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (!existsSync(dirname(folder))) mkdirSync(dirname(folder));
  mkdirSync(folder);
}

function fileOf(folder: string, key: string): string {
  return join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
}

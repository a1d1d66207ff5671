import { createHash } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../files/regular-file.ts';
import { cacheFolder, makeFolder } from './cache-folder.ts';

/** Counts up whenever the shape or the meaning of what is kept changes. */
const FORMAT = 1;

/** What was kept under a key; undefined when there is nothing, or it is broken. */
export function readCache(key: string): unknown {
  const folder = cacheFolder();
  if (folder === undefined) return undefined;
  try {
    const kept = JSON.parse(readText(fileOf(folder, key), 'cache entry') ?? 'null');
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

function fileOf(folder: string, key: string): string {
  return join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
}

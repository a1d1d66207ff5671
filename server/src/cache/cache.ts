import { createHash } from 'node:crypto';
import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../files/regular-file.ts';
import { cacheFolder, makeFolder, trustedCacheFolder } from './cache-folder.ts';

/** Counts up whenever the shape or the meaning of what is kept changes. */
const FORMAT = 2;

/** A draft that is older was left by a process that was killed. */
const LEFT_AFTER_MS = 3600_000;

/**
 * What was kept under a key; undefined when there is nothing, when it is not what was written, and when
 * others can write to the folder. The caller looks at its shape: a digest only says that it is whole.
 */
export function readCache(key: string): unknown {
  const folder = trustedCacheFolder();
  if (folder === undefined) return undefined;
  const text = readText(fileOf(folder, key), 'cache entry');
  const start = text?.slice(0, head(key, '').length + DIGEST_LENGTH).slice(-DIGEST_LENGTH);
  if (text === undefined || start === undefined) return undefined;
  try {
    const value = text.slice(head(key, start).length, -1);
    return text.startsWith(head(key, start)) && digestOf(value) === start
      ? JSON.parse(value)
      : undefined;
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
    if (trustedCacheFolder() === undefined) return;
    removeDrafts(folder);
    const text = JSON.stringify(value);
    writeFileSync(draft, `${head(key, digestOf(text))}${text}}`, { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch {
    // Nothing is lost but time; half a draft would only fill the disk further.
    rmSync(draft, { force: true });
  }
}

/** What stands before a value: one JSON object with it, in which the digest has always one place. */
function head(key: string, digest: string): string {
  const open = JSON.stringify({ format: FORMAT, key }).slice(0, -1);
  return digest === '' ? `${open},"digest":"` : `${open},"digest":"${digest}","value":`;
}

const DIGEST_LENGTH = 64;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Of processes that were killed while they wrote. */
function removeDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!/\.json\.\d+\.\d+$/.test(name)) continue;
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats && Date.now() - stats.mtimeMs > LEFT_AFTER_MS) rmSync(path, { force: true });
  }
}

function fileOf(folder: string, key: string): string {
  return join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
}

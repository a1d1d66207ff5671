import { basename, dirname, join } from 'node:path';
import { matchGlob } from '../match-glob.ts';
import type { NodeFileSystem } from '../node-file-system.ts';

/** The files that a wildcard names; only the last part may hold a star. */
export function globFiles(fs: NodeFileSystem, pattern: string): string[] {
  if (!pattern.includes('*')) return fs.isFile(pattern) || fs.isDirectory(pattern) ? [pattern] : [];
  const folder = dirname(pattern);
  if (folder.includes('*')) return [];
  const last = basename(pattern);
  return fs
    .list(folder)
    .filter((name) => matchGlob(last, name))
    .map((name) => join(folder, name));
}

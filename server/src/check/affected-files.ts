import { join } from 'node:path';
import type { Profile } from '../profile/profile.ts';
import { closure } from './assign-headers.ts';

/**
 * The files of a check (below the tree) whose findings may change when some files change: the changed
 * files themselves, and every `.c` that includes a changed header, by the text of the files.
 */
export function affectedFiles(
  profile: Profile,
  targets: readonly string[],
  changed: readonly string[],
): string[] {
  const headers = changed.filter((file) => file.endsWith('.h')).map((f) => join(profile.tree, f));
  const sources = changed.filter((file) => /\.[ch]$/.test(file) && exists(profile, file));
  if (headers.length === 0) return sources;
  const readers = targets.filter((target) => {
    if (!target.endsWith('.c')) return false;
    const reached = closure(profile, join(profile.tree, target));
    return headers.some((header) => reached.has(header));
  });
  return [...new Set([...sources, ...readers])];
}

const exists = (profile: Profile, file: string): boolean =>
  profile.fs.isFile(join(profile.tree, file));

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '../profile/profile.ts';
import type { ResultCache } from './result-cache.ts';
import { findTargets, type TreeTargets } from './target-files.ts';

/** So many files that someone works on come first. */
const MOST_RECENT = 8;
/** A file that is so much newer than most was changed since the tree came here. */
const RECENT_MS = 3_600_000;

/**
 * The files that are asked for: those that were changed lately first, then memory management, whose
 * findings matter most.
 */
export function chosenFiles(
  profile: Profile,
  paths: readonly string[] | undefined,
  { files, asserting }: TreeTargets = findTargets(profile),
): { files: string[]; asserting: readonly string[] } {
  const isCore = (file: string) => file.startsWith('mm/');
  const recent = recentlyChanged(profile, files);
  const rest = files.filter((file) => !recent.includes(file));
  const ordered = [...recent, ...rest.filter(isCore), ...rest.filter((file) => !isCore(file))];
  if (!paths) return { files: ordered, asserting };
  const isBelow = (file: string) =>
    paths.some((path) => path === '' || file.startsWith(`${path}/`));
  const named = paths.filter((path) => /\.[ch]$/.test(path));
  return { files: [...new Set([...ordered.filter(isBelow), ...named])], asserting };
}

/**
 * Headers keep the unit that they were read in, also when it is to be read again; the others are
 * assigned. A header that was read in a unit which no one asks for is left for the end.
 */
export function headersToAssign(
  headers: ReadonlySet<string>,
  units: ReadonlyMap<string, Set<string>>,
  cache: ResultCache | undefined,
): string[] {
  return [...headers].filter((header) => {
    const main = cache?.mainOf(header) ?? cache?.formerMainOf(header);
    if (main !== undefined) units.get(main)?.add(header);
    return main === undefined;
  });
}

/** Files with a text laid over them, and those on disk that are much newer than most; newest first. */
function recentlyChanged({ fs, tree }: Profile, files: readonly string[]): string[] {
  const times = files.map((file): [file: string, time: number] => {
    const path = join(tree, file);
    if (fs.isVirtual(path)) return [file, Number.POSITIVE_INFINITY];
    return [file, statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0];
  });
  const newest = times.toSorted(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : y - x));
  const usual = newest[newest.length >> 1]?.[1] ?? 0;
  return newest
    .slice(0, MOST_RECENT)
    .filter(([, time]) => time > usual + RECENT_MS)
    .map(([file]) => file);
}

import type { Profile } from '../kernel/profile.ts';
import type { ResultCache } from './result-cache.ts';
import { findTargets, type TargetScans } from './target-files.ts';

/** The files that are asked for; memory management first, whose findings matter most. */
export function chosenFiles(
  profile: Profile,
  paths: readonly string[] | undefined,
  scans?: TargetScans,
): { files: string[]; asserting: readonly string[] } {
  const { files, asserting } = findTargets(profile, undefined, scans);
  const isCore = (file: string) => file.startsWith('mm/');
  const ordered = [...files.filter(isCore), ...files.filter((file) => !isCore(file))];
  if (!paths) return { files: ordered, asserting };
  const isBelow = (file: string) =>
    paths.some((path) => path === '' || file.startsWith(`${path}/`));
  const named = paths.filter((path) => /\.[ch]$/.test(path));
  return { files: [...new Set([...ordered.filter(isBelow), ...named])], asserting };
}

/**
 * Headers keep the unit that they were read in while its results hold; the others are assigned. A
 * header that was read in a unit which nobody asks for is left for the end.
 */
export function headersToAssign(
  headers: ReadonlySet<string>,
  units: ReadonlyMap<string, Set<string>>,
  cache: ResultCache | undefined,
): string[] {
  return [...headers].filter((header) => {
    const main = cache?.mainOf(header);
    if (main !== undefined) units.get(main)?.add(header);
    return main === undefined;
  });
}

import { join } from 'node:path';
import { viaFor } from '../index/include-graph.ts';
import type { Profile } from '../profile/profile.ts';
import { findTargets, type TargetScans } from './target-files.ts';

/**
 * What can be read before the whole tree was searched, so that the first findings come soon: units, each
 * with the files (below the tree) to look at in it. Those that read the headers which lay records over
 * struct page come first, then memory management, whose findings matter most. All of it is found in no
 * time. `mainOf` knows the units of files that were read earlier.
 */
export function earlyUnits(
  profile: Profile,
  asserting: readonly string[],
  scans: TargetScans,
  mainOf: (file: string) => string | undefined,
): Map<string, Set<string>> {
  const folders = ['mm', `arch/${profile.sourceArch}/mm`];
  const core = findTargets(profile, folders, scans).files;
  const sources = core.filter((file) => file.endsWith('.c'));
  const units = new Map<string, Set<string>>();
  for (const file of [...asserting.filter((name) => name.endsWith('.h')), ...sources]) {
    const main = mainOf(file) ?? unitOf(profile, file);
    units.set(main, (units.get(main) ?? new Set()).add(file));
  }
  return units;
}

function unitOf(profile: Profile, file: string): string {
  const via = viaFor(profile, join(profile.tree, file));
  return via === undefined ? file : profile.relative(via);
}

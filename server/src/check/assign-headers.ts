import { dirname, join } from 'node:path';
import { includesOf } from '../index/include-graph.ts';
import { archOf } from '../kernel/arch-of.ts';
import type { Profile } from '../profile/profile.ts';
import { ReaderGraph } from './reader-graph.ts';

/** How many of the nearest units are asked whether the profile builds them. */
const MAX_ASKED = 40;

/**
 * Chooses for each header (below the tree) the unit to read it in, among units that are read anyway:
 * the nearest one that the profile builds and that includes it by its text. Headers that no unit
 * includes are left out. `pause` is awaited now and then, so that the thread can do other things.
 */
export async function assignHeaders(
  profile: Profile,
  headers: readonly string[],
  mains: readonly string[],
  pause: () => Promise<void>,
): Promise<Map<string, string>> {
  const candidates = await unitsOf(profile, headers, mains, pause);
  const chosen = new Map<string, string>();
  for (const header of headers) {
    const unit = nearestBuilt(profile, header, candidates.get(header) ?? []);
    if (unit !== undefined) chosen.set(header, unit);
    await pause();
  }
  return chosen;
}

/** For each header, the units that reach it, in their order. */
async function unitsOf(
  profile: Profile,
  headers: readonly string[],
  mains: readonly string[],
  pause: () => Promise<void>,
): Promise<Map<string, string[]>> {
  const readers = new ReaderGraph(profile);
  const numbers = new Map<number, string>();
  for (const main of mains) {
    numbers.set(readers.add(join(profile.tree, main)), main);
    await pause();
  }
  const forced = closure(profile, '');
  const found = new Map<string, string[]>();
  for (const header of headers) {
    const path = join(profile.tree, header);
    const reaching = forced.has(path) ? numbers.keys() : readers.reaching(path);
    const units = [...reaching].flatMap((file) => numbers.get(file) ?? []);
    if (units.length > 0) found.set(header, units);
    await pause();
  }
  return found;
}

/** Everything that a file includes by its text, directly or not, and what is included into every file. */
export function closure(profile: Profile, path: string): Set<string> {
  const reached = new Set(profile.commonOptions.forcedIncludes);
  const queue = [path, ...reached];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    for (const next of includesOf(profile, file)) {
      if (reached.has(next)) continue;
      reached.add(next);
      queue.push(next);
    }
  }
  return reached;
}

function nearestBuilt(
  profile: Profile,
  header: string,
  units: readonly string[],
): string | undefined {
  const near = nearestUnits(profile, header, units);
  const built = near.slice(0, MAX_ASKED).find((unit) => profile.isBuilt(join(profile.tree, unit)));
  return built ?? near[0];
}

/**
 * The units to read a header in, the nearest first. Another architecture's units are left out: they
 * see it otherwise than this profile does.
 */
export function nearestUnits(profile: Profile, header: string, units: readonly string[]): string[] {
  const own = archOf(header) ?? profile.sourceArch;
  return byNearness(
    header,
    units.filter((unit) => (archOf(unit) ?? own) === own),
  );
}

/** Units in the header's folder first, then in folders around it; the core's for everything else. */
function byNearness(header: string, units: readonly string[]): string[] {
  const folder = dirname(header).split('/');
  const ranked = units.map((unit, order) => ({ unit, order, near: sharedFolders(folder, unit) }));
  return ranked.sort((a, b) => b.near - a.near || a.order - b.order).map(({ unit }) => unit);
}

function sharedFolders(folder: readonly string[], unit: string): number {
  const other = dirname(unit).split('/');
  let shared = 0;
  while (shared < folder.length && folder[shared] === other[shared]) shared++;
  return shared;
}

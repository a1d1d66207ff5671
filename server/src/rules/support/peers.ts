import type { Level } from '../../paths/table-object.ts';

/** Another architecture's function that allocates tables of a level. */
export interface PeerFunction {
  readonly arch: string;
  readonly level: Level;
  readonly name: string;
  /** The constructor that it runs; undefined where it runs none. */
  readonly constructedBy: string | undefined;
  readonly place: { readonly file: string; readonly line: number; readonly column: number };
}

/** What the other architectures of the tree do. */
export interface ArchitecturePeers {
  of(level: Level): readonly PeerFunction[];
}

/** How many others make a custom. */
const ENOUGH = 2;

/** The functions that construct, where most of those that allocate such tables themselves do. */
export function constructingPeers(
  peers: ArchitecturePeers | undefined,
  level: Level,
): readonly PeerFunction[] {
  const all = peers?.of(level) ?? [];
  const constructing = all.filter(({ constructedBy }) => constructedBy !== undefined);
  const isCustom = constructing.length >= ENOUGH && constructing.length * 2 > all.length;
  return isCustom ? constructing : [];
}

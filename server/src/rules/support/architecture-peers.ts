import { join } from 'node:path';
import { ROOTS } from '../../../../emulator/src/kernel-functions/kernel-functions.ts';
import { TokenReader } from '../../conversions/c-tokens.ts';
import { type Region, regionsOf } from '../../conversions/regions.ts';
import type { Level } from '../../paths/table-object.ts';
import type { Profile } from '../../profile/profile.ts';
import type { ArchitecturePeers, PeerFunction } from './peers.ts';

/** Where architectures keep the functions that allocate tables, below arch/X/. */
const HEADERS = 'include/asm';
const SOURCES = 'mm';

type Tree = Pick<Profile, 'fs' | 'tree' | 'sourceArch'>;

const known = new WeakMap<Tree, ArchitecturePeers>();

/**
 * What the other architectures of a tree do, read from the text of their files when someone asks: they
 * are not compiled here, but they say how their tables are allocated.
 */
export function architecturePeers(profile: Tree): ArchitecturePeers {
  const before = known.get(profile);
  if (before) return before;
  let functions: readonly PeerFunction[] | undefined;
  const peers: ArchitecturePeers = {
    of: (level) => {
      functions ??= [...readAll(profile)];
      return functions.filter((each) => each.level === level);
    },
  };
  known.set(profile, peers);
  return peers;
}

function* readAll(profile: Tree): Generator<PeerFunction> {
  const { fs, tree, sourceArch } = profile;
  const tokens = new TokenReader();
  for (const arch of fs.list(join(tree, 'arch')).sort()) {
    if (arch === sourceArch) continue;
    for (const file of filesOf(profile, arch)) {
      const bytes = fs.readFile(join(tree, file));
      if (!bytes || !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(MARK))
        continue;
      for (const region of regionsOf(tokens.read(bytes))) {
        yield* functionOf(region, { arch, file: join(tree, file), bytes });
      }
    }
  }
}

const MARK = '_alloc_one';

function filesOf({ fs, tree }: Tree, arch: string): string[] {
  const below = (folder: string, ending: string) =>
    fs
      .list(join(tree, 'arch', arch, folder))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => join('arch', arch, folder, name));
  return [...below(HEADERS, 'pgalloc.h'), ...below(SOURCES, '.c')];
}

interface Where {
  readonly arch: string;
  readonly file: string;
  readonly bytes: Uint8Array;
}

const ALLOCATOR = /^_*(pte|pmd|pud|p4d)_alloc_one(_noprof)?$/;

/** A function that allocates tables itself: one that passes the work on says nothing. */
function* functionOf(region: Region, { arch, file, bytes }: Where): Generator<PeerFunction> {
  const level = ALLOCATOR.exec(region.name)?.[1] as Level | undefined;
  if (region.kind !== 'function' || level === undefined) return;
  const roots = region.tokens.slice(region.body).flatMap(({ text }) => {
    const root = ROOTS.get(text);
    return root ? [{ name: text, root }] : [];
  });
  if (!roots.some(({ root }) => root.kind === 'allocate')) return;
  const constructed = roots.find(({ root }) => root.kind === 'construct' && root.level === level);
  const name = region.tokens.find(({ text }) => text === region.name);
  const before = Buffer.from(bytes.buffer, bytes.byteOffset, name?.start ?? 0).toString('latin1');
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  yield {
    ...{ arch, level, name: region.name, constructedBy: constructed?.name },
    place: { file, line, column },
  };
}

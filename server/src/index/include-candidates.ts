import { basename, dirname, join } from 'node:path';
import type { Profile } from '../profile/profile.ts';

/** Folders whose files read the most headers: where a header of the whole kernel is looked for. */
function commonFolders(sourceArch: string): string[] {
  const arch = `arch/${sourceArch}`;
  return ['mm', 'kernel', `${arch}/mm`, `${arch}/kernel`, 'lib', 'fs', 'block', 'init', 'net/core'];
}

/**
 * The `.c` files through which a header may be read, the nearest first: those of its own folder
 * and of the folders around it, then of folders named like its own (include/net → net), then of
 * the kernel's core.
 */
export function* includeCandidates(profile: Profile, path: string): Generator<string> {
  const seen = new Set<string>();
  for (const folder of candidateFolders(profile, path)) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    yield* filesInOrder(profile, join(profile.tree, folder), path);
  }
}

function* candidateFolders(profile: Profile, path: string): Generator<string> {
  const file = profile.relative(path);
  const [, arch] = /^arch\/([^/]+)\//.exec(file) ?? [];
  let folder = dirname(file);
  while (folder !== '.' && folder !== 'arch') {
    if (!/(^|\/)include(\/|$)/.test(folder)) yield folder;
    folder = dirname(folder);
  }
  if (arch !== undefined) yield* [`arch/${arch}/mm`, `arch/${arch}/kernel`, `arch/${arch}/lib`];
  const [, area] = /^include\/([^/]+)\//.exec(file) ?? [];
  if (area !== undefined && area !== 'linux' && area !== 'uapi') yield* areaFolders(profile, area);
  yield* commonFolders(profile.sourceArch);
}

/** `net` and the folders in it for a header in include/net; drivers/gpu/drm for one in include/drm. */
function areaFolders(profile: Profile, area: string): string[] {
  const drivers = subfolders(profile, 'drivers').map((folder) => `${folder}/${area}`);
  const folders = [area, `drivers/${area}`, ...drivers].filter((folder) =>
    profile.fs.isDirectory(join(profile.tree, folder)),
  );
  return folders.flatMap((folder) => [folder, ...subfolders(profile, folder)]);
}

/** The folders in a folder, relative to the tree, `core` first. */
function subfolders(profile: Profile, folder: string): string[] {
  return profile.fs
    .list(join(profile.tree, folder))
    .filter((name) => profile.fs.isDirectory(join(profile.tree, folder, name)))
    .sort((a, b) => Number(b === 'core') - Number(a === 'core') || (a < b ? -1 : 1))
    .map((name) => `${folder}/${name}`);
}

/** The `.c` files of a folder: namesakes of the header first, then by the alphabet. */
function filesInOrder(profile: Profile, folder: string, path: string): string[] {
  const stem = basename(path).replace(/\.\w+$/, '');
  const rank = (name: string) => {
    if (name === `${stem}.c`) return 0;
    if (name.startsWith(stem)) return 1;
    return name === 'memory.c' ? 2 : 3;
  };
  return profile.fs
    .list(folder)
    .filter((name) => name.endsWith('.c') && !name.endsWith('.mod.c') && !name.startsWith('.'))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((name) => join(folder, name));
}

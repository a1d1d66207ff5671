import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { kindOf } from '../files/file-limits.ts';
import { ReadableFolders } from '../files/readable-folders.ts';
import { readBytes } from '../files/regular-file.ts';
import type { Overlay } from '../profile/overlay.ts';
import type { GitIndex } from './git-index.ts';
import { GitRepository } from './git-repository.ts';

/** A tree as it was at a revision, against the tree as it is on disk. */
export interface Since {
  /** Lays the revision's texts over the files that are different now; paths are absolute. */
  readonly overlay: Overlay;
  /** Files (below the tree) that are different now, are new, or are gone. */
  readonly changed: readonly string[];
  /** The name of the commit. */
  readonly commit: string;
}

/** What decides how a kernel is read: sources, and the makefiles that give them their flags. */
const READ = /\.[chS]$|(^|\/)(Makefile|Kbuild|Kconfig)[^/]*$/;

/**
 * Compares the tree with a revision of its repository. `present` are files (below the tree) on disk
 * that may be new since. Nothing is written and nothing of the repository is run.
 * @throws PatchError for no repository, no such revision, an object that is not there
 */
export async function sinceRevision(
  tree: string,
  revision: string,
  present: readonly string[],
): Promise<Since> {
  const repository = new GitRepository(tree);
  const commit = repository.resolve(revision);
  const files = repository.filesOf(commit);
  const index = repository.index();
  const different = [...files].filter(
    ([path, blob]) => READ.test(path) && blobOnDisk(tree, path, repository, index) !== blob,
  );
  const contents = await repository.contents(different.map(([, blob]) => blob));
  const overlay = new Map<string, Uint8Array | null>();
  for (const [path, blob] of different) {
    overlay.set(join(tree, path), contents.get(blob) ?? null);
  }
  const fresh = present.filter((path) => !files.has(path));
  for (const path of fresh) overlay.set(join(tree, path), null);
  return { overlay, changed: [...different.map(([path]) => path), ...fresh], commit };
}

/**
 * The name that git has, or would give, for a file's content; undefined when there is no file. Files
 * that are as the index describes them are not read.
 */
function blobOnDisk(
  tree: string,
  path: string,
  { objectFormat, prefix }: GitRepository,
  index: GitIndex,
): string | undefined {
  const file = join(tree, path);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) return undefined;
  const known = index.unchanged(`${prefix}${path}`, stats);
  if (known !== undefined) return known;
  const bytes = readBytes(file, kindOf(file), new ReadableFolders([tree]));
  if (bytes === undefined) return undefined;
  return createHash(objectFormat).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

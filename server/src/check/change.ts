import { join } from 'node:path';
import { readRegular, readStandardInput } from '../files/regular-file.ts';
import { applyPatches } from '../patch/apply-patch.ts';
import { PatchError } from '../patch/patch-error.ts';
import { readSeries } from '../patch/read-series.ts';
import { sinceRevision } from '../patch/since-revision.ts';
import { openOverlaid } from '../profile/open-overlaid.ts';
import type { Overlay } from '../profile/overlay.ts';
import type { ProfileRequest } from '../profile/profile.ts';
import { affectedFiles } from './affected-files.ts';
import { findTargets, type TargetScans } from './target-files.ts';

/** A change of a tree: how it was before and is after, and what may be found differently. */
export interface Change {
  readonly before: Overlay;
  readonly after: Overlay;
  /** The files to check on both sides, below the tree. */
  readonly files: readonly string[];
  readonly moved: ReadonlyMap<string, string>;
  /** The lines that the change put in, by file, where they are known. */
  readonly added: ReadonlyMap<string, ReadonlySet<number>> | undefined;
}

const NOTHING: Overlay = new Map();

/**
 * The change since a revision of the tree's repository.
 * @throws PatchError when the revision cannot be read
 */
export async function changeSince(
  request: ProfileRequest,
  revision: string,
  scans: TargetScans,
): Promise<Change> {
  const profile = openOverlaid(request, NOTHING);
  const targets = findTargets(profile, undefined, scans).files;
  const since = await sinceRevision(profile.tree, revision, targets);
  return {
    before: since.overlay,
    after: NOTHING,
    files: affectedFiles(profile, targets, since.changed),
    moved: new Map(),
    added: undefined,
  };
}

/**
 * The change that a patch or an mbox would make; the tree is left as it is.
 * @throws PatchError when it cannot be read or does not apply
 */
export function changeByPatch(
  request: ProfileRequest,
  patchFile: string,
  scans: TargetScans,
): Change {
  const bytes = readPatch(patchFile);
  const { tree, fs } = openOverlaid(request, NOTHING);
  const applied = applyPatches(readSeries(bytes), (path) => {
    const text = fs.readFile(join(tree, path));
    return text && Buffer.from(text.buffer, text.byteOffset, text.length).toString('latin1');
  });
  const after = new Map<string, Uint8Array | null>();
  for (const [path, text] of applied.files) {
    after.set(join(tree, path), text === null ? null : Buffer.from(text, 'latin1'));
  }
  const profile = openOverlaid(request, after);
  const changed = [...applied.files.keys()];
  return {
    before: NOTHING,
    after,
    files: affectedFiles(profile, findTargets(profile, undefined, scans).files, changed),
    moved: applied.moved,
    added: applied.added,
  };
}

/** `-` is standard input: a pipe by its name is not read, for it may have no end. */
function readPatch(path: string): Uint8Array {
  if (path === '-') return readStandardInput('patch');
  const { bytes, problem } = readRegular(path, 'patch');
  if (bytes === undefined) throw new PatchError(`cannot be read: it ${problem}`);
  return bytes;
}

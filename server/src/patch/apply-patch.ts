import type { FilePatch, Hunk } from './parse-patch.ts';
import { PatchError } from './patch-error.ts';
import { PATCHED_LIMIT_BYTES, PLACING_LIMIT_LINES } from './patch-limits.ts';

/** Reads a file below the tree as a latin1 string of its bytes; undefined when there is none. */
export type ReadText = (path: string) => string | undefined;

/** What patches make of a tree: texts by path below it, null for a file that is gone. */
type PatchedFiles = Map<string, string | null>;

/** What was done to the files, in memory. */
export interface Applied {
  readonly files: PatchedFiles;
  /** New paths by the old ones, for files that were moved. */
  readonly moved: ReadonlyMap<string, string>;
  /** For each file, the lines (from 1, in the new text) that the patches put in. */
  readonly added: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * Applies file patches one after the other, in memory. A hunk may lie elsewhere than it says, but all
 * of its lines must be there.
 * @throws PatchError naming the first file and hunk that does not apply
 */
export function applyPatches(patches: readonly FilePatch[], read: ReadText): Applied {
  const files: PatchedFiles = new Map();
  const moved = new Map<string, string>();
  const marks = new Map<string, boolean[]>();
  const work: Work = { lines: 0 };
  let sizeBytes = 0;
  const now = (path: string) => (files.has(path) ? (files.get(path) ?? undefined) : read(path));
  for (const patch of patches) {
    const result = applyOne(patch, now, marks.get(patch.from ?? '') ?? [], work);
    if (patch.from !== null && patch.from !== patch.to && !patch.isCopy)
      files.set(patch.from, null);
    if (patch.to === null) continue;
    if (patch.from !== null && patch.from !== patch.to) moved.set(patch.from, patch.to);
    const text = result.map((line) => line.text).join('');
    sizeBytes += text.length;
    if (sizeBytes > PATCHED_LIMIT_BYTES) {
      const limit = `${PATCHED_LIMIT_BYTES >> 20} MiB`;
      throw new PatchError(`${patch.to}: the patches up to here make more than ${limit} of files`);
    }
    files.set(patch.to, text);
    marks.set(
      patch.to,
      result.map(({ isAdded }) => isAdded),
    );
  }
  return { files, moved, added: new Map([...marks].map(([path, m]) => [path, linesOf(m)])) };
}

interface Line {
  readonly text: string;
  readonly isAdded: boolean;
}

/** Lines that were compared or moved so far. */
interface Work {
  lines: number;
}

function applyOne(
  patch: FilePatch,
  now: ReadText,
  marks: readonly boolean[],
  work: Work,
): readonly Line[] {
  const { from, to, hunks } = patch;
  const before = from === null ? '' : now(from);
  if (before === undefined)
    throw new PatchError(`${from}: the patch changes it, and it is not there`);
  if (from === null && to !== null && now(to))
    throw new PatchError(`${to}: the patch makes it, and it is there`);
  let lines: Line[] = (before.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((text, i) => ({
    text,
    isAdded: marks[i] ?? false,
  }));
  let shift = 0;
  for (const [index, hunk] of hunks.entries()) {
    const where = `hunk ${index + 1}, at line ${hunk.oldStart}`;
    work.lines += lines.length;
    const at = placeOf(lines, hunk, shift, work);
    if (work.lines > PLACING_LIMIT_LINES)
      throw new PatchError(`${from ?? to}: the hunks up to here take too long to place (${where})`);
    if (at === undefined) {
      throw new PatchError(`${from ?? to}: the patch does not apply (${where})`);
    }
    shift = at - statedPlace(hunk);
    lines = replaced(lines, hunk, at);
    shift += grownBy(hunk);
  }
  return lines;
}

const grownBy = ({ lines }: Hunk): number =>
  lines.reduce((sum, { kind }) => sum + (kind === '+' ? 1 : kind === '-' ? -1 : 0), 0);

/** The index of the first old line as the hunk states it; one that only adds names the line before. */
function statedPlace({ oldStart, lines }: Hunk): number {
  return lines.some(({ kind }) => kind !== '+') ? oldStart - 1 : oldStart;
}

/**
 * Where the hunk's old lines are: where it says, or the nearest place where all of them stand; undefined
 * also when it was looked for too long.
 */
function placeOf(
  lines: readonly Line[],
  hunk: Hunk,
  shift: number,
  work: Work,
): number | undefined {
  const old = hunk.lines.filter(({ kind }) => kind !== '+').map(({ text }) => text);
  const expected = Math.max(0, statedPlace(hunk) + shift);
  if (old.length === 0) return Math.min(expected, lines.length);
  const fits = (at: number) => {
    if (at < 0 || at + old.length > lines.length) return false;
    const differs = old.findIndex((text, i) => lines[at + i]?.text !== text);
    work.lines += differs < 0 ? old.length : differs + 1;
    return differs < 0;
  };
  for (let distance = 0; distance <= lines.length; distance++) {
    if (work.lines > PLACING_LIMIT_LINES) return undefined;
    if (fits(expected + distance)) return expected + distance;
    if (fits(expected - distance)) return expected - distance;
  }
  return undefined;
}

function replaced(lines: readonly Line[], hunk: Hunk, at: number): Line[] {
  const result = lines.slice(0, at);
  let from = at;
  for (const { kind, text } of hunk.lines) {
    if (kind === '+') result.push({ text, isAdded: true });
    else {
      const old = lines[from++];
      if (kind === ' ' && old) result.push(old);
    }
  }
  return [...result, ...lines.slice(from)];
}

function linesOf(marks: readonly boolean[]): Set<number> {
  return new Set(marks.flatMap((isAdded, i) => (isAdded ? [i + 1] : [])));
}

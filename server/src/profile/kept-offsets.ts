/** bounds.h and headers like it, kept as long as no file that they were computed from has changed. */
import { createHash } from 'node:crypto';
import { readCache, writeCache } from '../cache/cache.ts';
import { buildDigest } from '../cache/engine-digest.ts';
import { areUnchanged, type FileStamp, isStamp, stampFiles } from '../cache/file-stamps.ts';
import { isListOf, isRecordOf, isText } from '../cache/shape.ts';
import { type BoundsInput, boundsText, computeBounds } from '../kernel/bounds.ts';
import type { NodeFileSystem } from '../kernel/node-file-system.ts';

interface Kept {
  readonly stamps: readonly FileStamp[];
  readonly text: string;
}

const isKept = isRecordOf({ stamps: isListOf(isStamp), text: isText }) as (
  value: unknown,
) => value is Kept;

/** While one of these is computed, it is empty; what it becomes follows from the other files. */
const COMPUTED = /\/include\/generated\/[\w-]*(bounds|offsets)\.h$/;

/**
 * The text of a header of offsets.
 * @param build absolute path of the object tree
 */
export function keptOffsets(
  input: BoundsInput,
  build: string,
  fs: NodeFileSystem,
  guard?: string,
): string {
  const key = keyOf(input, build);
  const kept = readCache(key);
  if (isKept(kept) && areUnchanged(kept.stamps, fs)) return kept.text;
  const { bounds, files } = computeBounds(input);
  const text = boundsText(bounds, guard);
  const stamps = stampFiles(files.filter(({ path }) => !COMPUTED.test(path)));
  writeCache(key, { stamps, text } satisfies Kept);
  return text;
}

/** Macros of the compiler and of its command line are in no file. */
function keyOf({ target, options, path }: BoundsInput, build: string): string {
  const { predefined, commandLine, includePaths, systemPaths } = options;
  const given = JSON.stringify([predefined, commandLine, includePaths, systemPaths]);
  const digest = createHash('sha1').update(given).digest('base64');
  return `offsets ${buildDigest()} ${path} ${build} ${target.name} ${digest}`;
}

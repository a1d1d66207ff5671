import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { NodeFileSystem } from '../kernel/node-file-system.ts';
import { isIndex, isNumber, isRecordOf, isText } from './shape.ts';

/** A file by its content; the time only spares reading it again. */
export interface FileStamp {
  readonly path: string;
  readonly mtimeMs: number;
  readonly sizeBytes: number;
  readonly hash: string;
}

/** What a stamp that was kept must look like. */
export const isStamp = isRecordOf({
  path: isText,
  mtimeMs: isNumber,
  sizeBytes: isIndex(),
  hash: isText,
});

/** Stamps the files that an answer was computed from. */
export function stampFiles(files: readonly { path: string; bytes: Uint8Array }[]): FileStamp[] {
  return files.map(({ path, bytes }) => ({
    path,
    mtimeMs: GENERATED.test(path) ? UNKNOWN_TIME : timeOf(path),
    sizeBytes: bytes.length,
    hash: hashOf(bytes),
  }));
}

/** Whether every file still has the content that it had. */
export function areUnchanged(stamps: readonly FileStamp[], fs: NodeFileSystem): boolean {
  return stamps.every((stamp) => {
    const now = fs.isVirtual(stamp.path)
      ? undefined
      : statSync(stamp.path, { throwIfNoEntry: false });
    if (now && now.mtimeMs === stamp.mtimeMs && now.size === stamp.sizeBytes) return true;
    // Also right for files that only exist in memory: a configuration's autoconf.h.
    const bytes = fs.readFile(stamp.path);
    return bytes !== undefined && hashOf(bytes) === stamp.hash;
  });
}

/** Headers that may be made in memory from a configuration: what is on the disk says nothing of them. */
const GENERATED = /\/include\/generated\//;
const UNKNOWN_TIME = -1;

const timeOf = (path: string): number =>
  statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? UNKNOWN_TIME;

const hashOf = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('base64');

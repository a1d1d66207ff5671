/**
 * The one reader of files. Whatever a path leads to, reading it ends: pipes and devices are refused
 * without waiting for them, and so are files that are too large for their kind and those that lie
 * outside of the folders that may be read.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { FILE_LIMITS_BYTES, type FileKind } from './file-limits.ts';
import { type ReadableFolders, realPathOf } from './readable-folders.ts';

/** A file's bytes, or why there are none. */
export type FileReading =
  | { readonly bytes: Buffer; readonly problem?: never; readonly isRefused?: never }
  | {
      readonly bytes?: never;
      /** `is not a regular file`: goes on after the path. */
      readonly problem: string;
      /** True when there is something that we do not read; false when there is nothing. */
      readonly isRefused: boolean;
    };

/** A file that is not read part by part; the message goes on after its path. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

/** Reads a file. `folders`: it must lie below one of them, also where a link leads to it. */
export function readRegular(path: string, kind: FileKind, folders?: ReadableFolders): FileReading {
  const real = folders === undefined ? path : realPathOf(path);
  if (real === undefined)
    return isLink(path) ? refused('is a link that leads to no file') : NOTHING;
  if (folders !== undefined && !folders.covers(real)) return refused(outsideOf(path, real));
  return withRegular(real, kind, (descriptor, sizeBytes) => {
    const bytes = Buffer.allocUnsafeSlow(sizeBytes);
    const length = fillFrom(descriptor, bytes);
    return length < bytes.length ? bytes.subarray(0, length) : bytes;
  });
}

/** The bytes of a file; undefined when it cannot be read or is refused. */
export function readBytes(
  path: string,
  kind: FileKind,
  folders?: ReadableFolders,
): Buffer | undefined {
  return readRegular(path, kind, folders).bytes;
}

/** The file as UTF-8; undefined when it cannot be read or is refused. */
export function readText(
  path: string,
  kind: FileKind,
  folders?: ReadableFolders,
): string | undefined {
  return readBytes(path, kind, folders)?.toString('utf8');
}

/** Reads a file into memory that is used again; undefined when it cannot be read or is refused. */
export function readInto(buffer: Buffer, path: string, kind: FileKind): number | undefined {
  const reading = withRegular(path, kind, (descriptor) =>
    buffer.subarray(0, fillFrom(descriptor, buffer)),
  );
  return reading.bytes?.length;
}

/** What comes from standard input, which may be a pipe. @throws Error when there is too much */
export function readStandardInput(kind: FileKind): Buffer {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(1 << 16);
    const length = readPart(part);
    if (length === 0) return Buffer.concat(parts);
    sizeBytes += length;
    if (sizeBytes > FILE_LIMITS_BYTES[kind]) throw new Error(tooLarge(kind));
    parts.push(part.subarray(0, length));
  }
}

/**
 * A file's bytes part by part, however large it is: a log is looked through, not kept. Without a path
 * they come from standard input. Each part is overwritten by the next one.
 * @throws UnreadableFile with what goes on after the path
 */
export function* partsOf(path: string | undefined, partBytes: number): Iterable<Buffer> {
  const part = Buffer.allocUnsafeSlow(partBytes);
  if (path === undefined) {
    for (let length = readPart(part); length > 0; length = readPart(part))
      yield part.subarray(0, length);
    return;
  }
  const descriptor = openRegular(path);
  try {
    for (let length = fillFrom(descriptor, part); length > 0; length = fillFrom(descriptor, part))
      yield part.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

function openRegular(path: string): number {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (error) {
    throw new UnreadableFile(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw new UnreadableFile('cannot be read: it is not a regular file');
}

const STANDARD_INPUT = 0;
/** How long we wait for a writer of a standard input that does not wait by itself. */
const PAUSE_MS = 10;

function readPart(part: Buffer): number {
  for (;;) {
    try {
      return readSync(STANDARD_INPUT, part);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

function withRegular(
  path: string,
  kind: FileKind,
  use: (descriptor: number, sizeBytes: number) => Buffer,
): FileReading {
  let descriptor: number | undefined;
  try {
    // A pipe without a writer must not hold us up, and a terminal must not become ours.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return refused('is not a regular file');
    if (stat.size > FILE_LIMITS_BYTES[kind]) return refused(tooLarge(kind));
    return { bytes: use(descriptor, stat.size) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return NOTHING;
    // A socket, and a device without a driver.
    return refused(code === 'ENXIO' ? 'is not a regular file' : `cannot be read (${code})`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** How many bytes there were: a file may be cut while it is read. */
function fillFrom(descriptor: number, bytes: Uint8Array): number {
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return length;
}

const isLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

const NOTHING: FileReading = { problem: 'is not there', isRefused: false };

const refused = (problem: string): FileReading => ({ problem, isRefused: true });

const tooLarge = (kind: FileKind): string =>
  `is larger than the ${FILE_LIMITS_BYTES[kind] >> 20} MiB that a ${kind} may have`;

/** Why a file is not read that is outside of the folders that may be. */
export function outsideOf(path: string, real: string): string {
  const outside = 'outside of the tree and its build folder';
  return path === real ? `lies ${outside}` : `leads to ${real}, ${outside}`;
}

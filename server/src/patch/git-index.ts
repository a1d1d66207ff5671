import { type Stats, statSync } from 'node:fs';
import { readBytes } from '../files/regular-file.ts';

/** A file as git last saw it on disk (git's documentation, gitformat-index). */
export interface IndexEntry {
  /** The name of its content. */
  readonly blob: string;
  readonly sizeBytes: number;
  readonly mtimeSeconds: number;
  readonly mtimeNanoseconds: number;
  /** The lower 32 bits. */
  readonly inode: number;
}

/** What git's index says of the files of a working tree. */
export class GitIndex {
  readonly #entries: ReadonlyMap<string, IndexEntry>;
  readonly #writtenMs: number;

  private constructor(entries: ReadonlyMap<string, IndexEntry>, writtenMs: number) {
    this.#entries = entries;
    this.#writtenMs = writtenMs;
  }

  /** Reads an index; one that cannot be read, or leaves something to another file, is empty. */
  static read(path: string, hashBytes: number): GitIndex {
    try {
      const { mtimeMs } = statSync(path);
      const bytes = readBytes(path, 'git index');
      return new GitIndex(bytes ? readEntries(bytes, hashBytes) : new Map(), mtimeMs);
    } catch {
      return new GitIndex(new Map(), 0);
    }
  }

  /**
   * The name of the content of a file that is as git last saw it; undefined when it may have changed,
   * also in the moment in which the index was written (git's technical notes, racy-git).
   */
  unchanged(path: string, stats: Stats): string | undefined {
    const entry = this.#entries.get(path);
    if (!entry || entry.mtimeSeconds * 1000 >= this.#writtenMs - 1000) return undefined;
    const seconds = Math.floor(stats.mtimeMs / 1000);
    const nanoseconds = (stats.mtimeMs - seconds * 1000) * 1e6;
    const isSame =
      entry.mtimeSeconds === seconds &&
      // A number holds a time of today to a quarter of a microsecond.
      Math.abs(entry.mtimeNanoseconds - nanoseconds) < 1000 &&
      entry.sizeBytes === stats.size % 2 ** 32 &&
      entry.inode === stats.ino % 2 ** 32;
    return isSame ? entry.blob : undefined;
  }
}

const SIGNATURE = 'DIRC';
/** Ten numbers of 32 bits: times, device, inode, mode, owner and size. */
const FIXED_BYTES = 40;
const EXTENDED = 0x4000;
const STAGE = 0x3000;
/** Extensions that say that some of the entries are elsewhere: a split and a sparse index. */
const PARTIAL = new Set(['link', 'sdir']);

function readEntries(bytes: Buffer, hashBytes: number): Map<string, IndexEntry> {
  const version = bytes.readUInt32BE(4);
  const entries = new Map<string, IndexEntry>();
  if (bytes.toString('latin1', 0, 4) !== SIGNATURE || version < 2 || version > 4) return entries;
  const count = bytes.readUInt32BE(8);
  let at = 12;
  let path = '';
  for (let index = 0; index < count; index++) {
    const start = at;
    const flags = bytes.readUInt16BE(start + FIXED_BYTES + hashBytes);
    at += FIXED_BYTES + hashBytes + (flags & EXTENDED ? 4 : 2);
    if (version === 4) {
      const { value, next } = variableWidth(bytes, at);
      const kept = Buffer.from(path)
        .subarray(0, Buffer.byteLength(path) - value)
        .toString();
      const end = bytes.indexOf(0, next);
      path = kept + bytes.toString('utf8', next, end);
      at = end + 1;
    } else {
      const end = bytes.indexOf(0, at);
      path = bytes.toString('utf8', at, end);
      // Entries end in one to eight zeros, so that the next one lies on a multiple of eight.
      at = start + ((end - start + 8) & ~7);
    }
    if ((flags & STAGE) === 0) entries.set(path, entryAt(bytes, start, hashBytes));
  }
  return isPartial(bytes, at, hashBytes) ? new Map() : entries;
}

function entryAt(bytes: Buffer, start: number, hashBytes: number): IndexEntry {
  return {
    blob: bytes.toString('hex', start + FIXED_BYTES, start + FIXED_BYTES + hashBytes),
    sizeBytes: bytes.readUInt32BE(start + 36),
    mtimeSeconds: bytes.readUInt32BE(start + 8),
    mtimeNanoseconds: bytes.readUInt32BE(start + 12),
    inode: bytes.readUInt32BE(start + 20),
  };
}

function isPartial(bytes: Buffer, from: number, hashBytes: number): boolean {
  for (let at = from; at + 8 <= bytes.length - hashBytes; at += 8 + bytes.readUInt32BE(at + 4)) {
    if (PARTIAL.has(bytes.toString('latin1', at, at + 4))) return true;
  }
  return false;
}

/** The offset encoding of packs (gitformat-pack): seven bits a byte, each longer one counts from where the shorter end. */
function variableWidth(bytes: Buffer, from: number): { value: number; next: number } {
  let at = from;
  let byte = bytes[at++] ?? 0;
  let value = byte & 127;
  while (byte & 128) {
    byte = bytes[at++] ?? 0;
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, next: at };
}

import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileSystem } from '../../../language/src/source/file-system.ts';

/** What a folder holds: true for a regular file, false for anything else. */
type Folder = Map<string, boolean>;

/** Larger files are not source code; reading them would only stall. */
const maxFileBytes = 64 * 1024 * 1024;

/**
 * The disk as the language core sees it. Every folder is listed once, so that asking for a file
 * in seven include paths costs seven look-ups in memory and no system call.
 */
export class NodeFileSystem implements FileSystem {
  private readonly folders = new Map<string, Folder | undefined>();
  private readonly virtual = new Map<string, Uint8Array | (() => string)>();
  private readonly absent = new Set<string>();
  private readonly listeners: ((path: string) => void)[] = [];

  /**
   * Lays a text over a path: it is read in place of the file, or where there is none. A function
   * is called when the file is first read; while it runs, the file is empty.
   */
  setVirtual(path: string, text: string | Uint8Array | (() => string)): void {
    this.virtual.set(path, typeof text === 'string' ? encode(text) : text);
  }

  /** From now on there is no file at a path, whatever the disk has. */
  setAbsent(path: string): void {
    this.absent.add(path);
  }

  /** The texts that are laid over paths, but for those that are not made yet. */
  virtualFiles(): { path: string; bytes: Uint8Array }[] {
    return [...this.virtual].flatMap(([path, bytes]) =>
      typeof bytes === 'function' ? [] : [{ path, bytes }],
    );
  }

  /** True when the disk does not say what a path holds. */
  isVirtual(path: string): boolean {
    return this.virtual.has(path) || this.absent.has(path);
  }

  removeVirtual(path: string): void {
    this.virtual.delete(path);
  }

  /** True for a virtual file whose text has not been asked for yet, and costs time to make. */
  isPending(path: string): boolean {
    return typeof this.virtual.get(path) === 'function';
  }

  readFile(path: string): Uint8Array | undefined {
    const virtual = this.virtual.get(path);
    if (typeof virtual === 'function') return this.compute(path, virtual);
    if (virtual) return virtual;
    if (this.absent.has(path)) return undefined;
    return readRegularFile(path);
  }

  /** The file as UTF-8 text; undefined when it cannot be read. */
  readText(path: string): string | undefined {
    const bytes = this.readFile(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  isFile(path: string): boolean {
    if (this.virtual.has(path)) return true;
    if (this.absent.has(path)) return false;
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    if (name === '..' || name === '.' || name === '') return false;
    return this.folder(path.slice(0, slash) || '/')?.get(name) ?? false;
  }

  isDirectory(path: string): boolean {
    return this.folder(path) !== undefined;
  }

  /** The names in a folder, in no order; empty when it is not one. */
  list(path: string): string[] {
    return [...(this.folder(path)?.keys() ?? [])];
  }

  /** Calls back with each path that is invalidated. */
  onInvalidate(listener: (path: string) => void): void {
    this.listeners.push(listener);
  }

  /** Forgets what was known about a path: it changed, appeared or went away. */
  invalidate(path: string): void {
    for (const listener of this.listeners) listener(path);
    this.folders.delete(dirname(path));
    for (const known of this.folders.keys()) {
      if (known === path || known.startsWith(`${path}/`)) this.folders.delete(known);
    }
    // A folder on the way that was not there before is missing in the list of the one above it.
    for (let child = dirname(path); child !== dirname(child); child = dirname(child)) {
      if (this.folders.get(child) === undefined) this.folders.delete(child);
      if (this.folders.get(dirname(child))?.has(basename(child)) === false) {
        this.folders.delete(dirname(child));
      }
    }
  }

  /** Forgets everything that was listed. */
  invalidateAll(): void {
    this.folders.clear();
  }

  private compute(path: string, make: () => string): Uint8Array {
    this.virtual.set(path, encode(''));
    const bytes = encode(make());
    this.virtual.set(path, bytes);
    return bytes;
  }

  private folder(path: string): Folder | undefined {
    if (this.folders.has(path)) return this.folders.get(path);
    const folder = this.parentHas(path) ? listFolder(path) : undefined;
    this.folders.set(path, folder);
    return folder;
  }

  /** A folder that its parent does not list need not be asked for: most include paths lack most folders. */
  private parentHas(path: string): boolean {
    const parent = this.folders.get(dirname(path));
    return parent === undefined || parent.has(basename(path)) || path.includes('..');
  }
}

/** The bytes of a file that is not too large; a unit reads hundreds, so no system call more than needed. */
function readRegularFile(path: string): Uint8Array | undefined {
  let descriptor: number | undefined;
  try {
    // A pipe without a writer must not hold us up.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || stat.size > maxFileBytes) return undefined;
    const bytes = Buffer.allocUnsafeSlow(stat.size);
    const length = fillFrom(descriptor, bytes);
    return length < bytes.length ? bytes.subarray(0, length) : bytes;
  } catch {
    return undefined;
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

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function listFolder(path: string): Folder | undefined {
  try {
    const folder: Folder = new Map();
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      folder.set(
        entry.name,
        entry.isSymbolicLink() ? linkIsFile(join(path, entry.name)) : entry.isFile(),
      );
    }
    return folder;
  } catch {
    return undefined;
  }
}

/** A link counts as what it leads to; a loop or a dead link is not a file. */
function linkIsFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}

import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileSystem } from '../../../language/src/source/file-system.ts';
import { kindOf } from '../files/file-limits.ts';
import { type ReadableFolders, realPathOf } from '../files/readable-folders.ts';
import { outsideOf, readRegular } from '../files/regular-file.ts';

/** One line on a path that onRefuse tells of. */
export const refusalLine = (path: string, problem: string): string =>
  `${path} is not read: it ${problem}`;

/** What a folder holds: true for a regular file, false for anything else. */
type Folder = Map<string, boolean>;

/**
 * The disk as the language core sees it. Every folder is listed once, so that asking for a file
 * in seven include paths costs seven look-ups in memory and no system call.
 */
export class NodeFileSystem implements FileSystem {
  private readonly folders = new Map<string, Folder | undefined>();
  private readonly virtual = new Map<string, Uint8Array | (() => string)>();
  private readonly absent = new Set<string>();
  private readonly listeners: ((path: string) => void)[] = [];
  private readonly refused = new Map<string, string>();
  private readonly refusalListeners: ((path: string, problem: string) => void)[] = [];
  private readonly readable: ReadableFolders | undefined;

  /** `readable`: nothing else is read or listed; without it, whatever is asked for. */
  constructor(readable?: ReadableFolders) {
    this.readable = readable;
  }

  /** The user named a file or a folder: it may be read, wherever it leads. */
  allow(path: string): void {
    this.readable?.add(path);
    this.invalidate(path);
  }

  /**
   * Calls back once with each path that was asked for and is not read, also with those before; the
   * reason goes on after the path.
   */
  onRefuse(listener: (path: string, problem: string) => void): void {
    for (const [path, problem] of this.refused) listener(path, problem);
    this.refusalListeners.push(listener);
  }

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
    const { bytes, problem, isRefused } = readRegular(path, kindOf(path), this.readable);
    if (isRefused) this.refuse(path, problem);
    return bytes;
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
    const isFile = this.folder(path.slice(0, slash) || '/')?.get(name);
    if (isFile === false) this.sayWhyNot(path);
    return isFile ?? false;
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
    const folder = this.parentHas(path) ? this.listFolder(path) : undefined;
    this.folders.set(path, folder);
    return folder;
  }

  private listFolder(path: string): Folder | undefined {
    const problem = this.whyOutside(path);
    if (problem !== undefined) this.refuse(path, problem);
    if (problem !== undefined) return undefined;
    try {
      const folder: Folder = new Map();
      for (const entry of readdirSync(path, { withFileTypes: true })) {
        folder.set(
          entry.name,
          entry.isSymbolicLink() ? this.linkIsFile(join(path, entry.name)) : entry.isFile(),
        );
      }
      return folder;
    } catch {
      return undefined;
    }
  }

  /** A link counts as what it leads to; a loop, a dead link and one that leads outside is not a file. */
  private linkIsFile(path: string): boolean {
    if (this.whyOutside(path) !== undefined) return false;
    try {
      return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
    } catch {
      return false;
    }
  }

  private whyOutside(path: string): string | undefined {
    const real = this.readable && realPathOf(path);
    return real === undefined || this.readable?.covers(real) ? undefined : outsideOf(path, real);
  }

  /** What is no file may be a folder, which is no news. */
  private sayWhyNot(path: string): void {
    if (this.refused.has(path) || this.isDirectory(path)) return;
    const { problem, isRefused } = readRegular(path, kindOf(path), this.readable);
    if (isRefused) this.refuse(path, problem);
  }

  private refuse(path: string, problem: string): void {
    if (this.refused.has(path)) return;
    this.refused.set(path, problem);
    for (const listener of this.refusalListeners) listener(path, problem);
  }

  /** A folder that its parent does not list need not be asked for: most include paths lack most folders. */
  private parentHas(path: string): boolean {
    const parent = this.folders.get(dirname(path));
    return parent === undefined || parent.has(basename(path)) || path.includes('..');
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

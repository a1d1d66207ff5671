import type { Interner } from '../lexer/interner.ts';
import { Lexer } from '../lexer/lexer.ts';
import type { RawTokens } from '../lexer/raw-tokens.ts';
import type { FileSystem } from './file-system.ts';

/**
 * One file's text as a unit reads it. `base` makes locations global: `base + byte offset` names a byte
 * of a file of the profile in 32 bits.
 */
export interface SourceFile {
  /** Index in the source map. */
  readonly index: number;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly base: number;
  /** Counts up with each new content. */
  readonly version: number;
  /** Its tokens, lexed when first asked for and kept as long as the bytes are. */
  readonly tokens: RawTokens;
  /** The same if they were asked for by now. */
  readonly knownTokens: RawTokens | undefined;
}

/** A place in a file, for people: line and column from 1, the column in bytes. */
export interface Place {
  readonly file: SourceFile;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** The files of a profile, by path and by location. Location 0 is no place at all. */
export class SourceMap {
  readonly interner: Interner;
  /** Grows when a file appears or goes away: an #include may find another file then, or none. */
  filesChanged = 0;
  /** How much text was read so far, in bytes: what the files' tokens weigh goes along. */
  readBytes = 0;
  readonly #lexer: Lexer;
  #fs: FileSystem;
  readonly #byPath = new Map<string, LoadedFile | undefined>();
  /** Files that another file system had, and which of them this one has as well. */
  readonly #earlier = new Map<string, LoadedFile>();
  #isSame: (path: string) => boolean = () => false;
  /** Every path that ever had a content, so that a file that comes back keeps its index. */
  readonly #indexOfPath = new Map<string, number>();
  readonly #files: LoadedFile[] = [];
  readonly #texts = new Map<string, LoadedFile>();
  /** Ranges of locations in rising order, and the file that each belongs or belonged to. */
  readonly #rangeBases: number[] = [];
  readonly #rangeFiles: LoadedFile[] = [];
  #nextBase = 1;

  /** @param hasTrigraphs as strict ISO C has them, and GNU C does not */
  constructor(fs: FileSystem, interner: Interner, hasTrigraphs = false) {
    this.#fs = fs;
    this.interner = interner;
    this.#lexer = new Lexer(interner, hasTrigraphs);
  }

  /** One more than the highest location given out; locations are numbers of 32 bits. */
  get endOfLocations(): number {
    return this.#nextBase;
  }

  /** The lexer of this profile, for text that comes from no file. */
  get lexer(): Lexer {
    return this.#lexer;
  }

  /** The file of a path, read when first asked for; undefined when it cannot be read. */
  load(path: string): SourceFile | undefined {
    const known = this.#byPath.get(path);
    if (known) return known;
    if (this.#byPath.has(path)) return undefined;
    const same = this.#takeEarlier(path);
    if (same) return same;
    const bytes = this.#fs.readFile(path);
    this.readBytes += bytes?.length ?? 0;
    if (bytes) return this.#add(path, bytes);
    this.#byPath.set(path, undefined);
    return undefined;
  }

  /** The file as far as it was read by now. */
  known(path: string): SourceFile | undefined {
    return this.#byPath.get(path);
  }

  /** Whether anybody asked for a file's text by now. */
  wasAsked(path: string): boolean {
    return this.#byPath.has(path);
  }

  /** True when load() would succeed; does not read the file. */
  exists(path: string): boolean {
    const known = this.#byPath.get(path);
    if (known) return true;
    return !this.#byPath.has(path) && this.#fs.isFile(path);
  }

  /**
   * Gives a path the bytes of an open document; with undefined, the file system's again. Reading it
   * afresh is also the answer to a file that has changed on disk.
   */
  replace(path: string, bytes: Uint8Array | undefined): void {
    const file = this.#byPath.get(path);
    this.#earlier.delete(path);
    const content = bytes ?? this.#fs.readFile(path);
    if ((file === undefined) !== (content === undefined)) this.filesChanged++;
    if (!file) {
      this.#byPath.delete(path);
      if (content) this.#add(path, content);
    } else if (content) {
      if (content.length > file.room) this.#place(file, content.length);
      file.setBytes(content);
    } else this.#byPath.set(path, undefined);
  }

  /**
   * Goes over to another file system, which has some of the same files: they need not be read, or lexed,
   * again. Units that read the old one may be asked nothing more.
   * @param isSame asked once for a file, when it is asked for again
   */
  moveTo(fs: FileSystem, isSame: (path: string) => boolean): void {
    for (const [path, file] of this.#byPath) if (file) this.#earlier.set(path, file);
    this.#byPath.clear();
    this.#fs = fs;
    this.#isSame = isSame;
    this.filesChanged++;
  }

  #takeEarlier(path: string): SourceFile | undefined {
    const file = this.#earlier.get(path);
    this.#earlier.delete(path);
    if (!file || !this.#isSame(path)) return undefined;
    this.#byPath.set(path, file);
    return file;
  }

  /** The files of this file system that are read by now. */
  *loaded(): Iterable<SourceFile> {
    for (const file of this.#byPath.values()) if (file) yield file;
  }

  /** A text that is no file (`<built-in>`), shared by all units that have the same one. */
  loadText(name: string, text: string): SourceFile {
    const key = `${name}\0${text}`;
    const known = this.#texts.get(key);
    if (known) return known;
    const bytes = new TextEncoder().encode(text);
    const file = this.#newFile(name);
    this.#place(file, bytes.length);
    file.setBytes(bytes);
    this.#texts.set(key, file);
    return file;
  }

  /** The physical line, from 1, of a byte offset in a file. */
  lineOf(file: SourceFile, offset: number): number {
    return (this.#files[file.index] as LoadedFile).lineOf(offset);
  }

  /** The file with an index. */
  file(index: number): SourceFile | undefined {
    return this.#files[index];
  }

  /** The file that a location lies in. */
  fileAt(loc: number): SourceFile | undefined {
    let low = 0;
    let high = this.#rangeBases.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rangeBases[middle] as number) <= loc) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? undefined : this.#rangeFiles[low - 1];
  }

  /** A location as people write it, or undefined for a location of no file. */
  place(loc: number): Place | undefined {
    const file = this.fileAt(loc) as LoadedFile | undefined;
    if (!file || loc < file.base) return undefined;
    const offset = loc - file.base;
    const line = file.lineOf(offset);
    return { file, offset, line, column: offset - file.lineStart(line) + 1 };
  }

  #add(path: string, bytes: Uint8Array): SourceFile {
    const known = this.#indexOfPath.get(path);
    const file = known === undefined ? this.#newFile(path) : (this.#files[known] as LoadedFile);
    this.#indexOfPath.set(path, file.index);
    if (bytes.length > file.room) this.#place(file, bytes.length);
    file.setBytes(bytes);
    this.#byPath.set(path, file);
    return file;
  }

  #newFile(path: string): LoadedFile {
    const file = new LoadedFile(this.#files.length, path, this.#lexer);
    this.#files.push(file);
    return file;
  }

  /** Takes locations for a file, with room to grow in while it is edited. */
  #place(file: LoadedFile, sizeBytes: number): void {
    file.base = this.#nextBase;
    file.room = sizeBytes + (sizeBytes >> 3) + 1024;
    this.#nextBase += file.room + 1;
    this.#rangeBases.push(file.base);
    this.#rangeFiles.push(file);
  }
}

class LoadedFile implements SourceFile {
  readonly index: number;
  readonly path: string;
  base = 0;
  /** How many bytes fit before the next file's locations; -1 before the first content. */
  room = -1;
  bytes: Uint8Array = new Uint8Array(0);
  version = 0;
  readonly #lexer: Lexer;
  #tokens: RawTokens | undefined;
  #lineStarts: Uint32Array | undefined;

  constructor(index: number, path: string, lexer: Lexer) {
    this.index = index;
    this.path = path;
    this.#lexer = lexer;
  }

  get tokens(): RawTokens {
    this.#tokens ??= this.#lexer.lex(this.bytes);
    return this.#tokens;
  }

  get knownTokens(): RawTokens | undefined {
    return this.#tokens;
  }

  setBytes(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.version++;
    this.#tokens = undefined;
    this.#lineStarts = undefined;
  }

  lineStart(line: number): number {
    this.#lineStarts ??= findLineStarts(this.bytes);
    return this.#lineStarts[line - 1] ?? 0;
  }

  /** The physical line of an offset, from 1. */
  lineOf(offset: number): number {
    this.#lineStarts ??= findLineStarts(this.bytes);
    const starts = this.#lineStarts;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function findLineStarts(bytes: Uint8Array): Uint32Array {
  const starts = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}

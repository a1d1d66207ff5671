import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ReadableFolders } from '../files/readable-folders.ts';
import { scanTree } from '../index/scan-tree.ts';
import { NodeFileSystem } from '../kernel/node-file-system.ts';
import type { Overlay } from '../profile/overlay.ts';
import type { Profile } from '../profile/profile.ts';
import { TokenReader } from './c-tokens.ts';
import { type ConvertedRegion, convertFile } from './convert-file.ts';
import { CALLS, MEMBERS } from './equivalents.ts';
import { readTableApi, type TableApi } from './table-api.ts';

/** A file with something to convert. */
export interface ConvertedFile {
  /** Below the tree. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly regions: readonly ConvertedRegion[];
}

/** What makes a file worth reading: words of tables, or pages made from addresses. */
const WORDS = [
  ...[...CALLS, ...MEMBERS].flatMap(({ from, isAboutTables }) => (isAboutTables ? [from] : [])),
  ...['virt_to_page', 'page_address', 'page_to_virt'],
].map((word) => Buffer.from(word));

/** Where the files of a tree are read. */
export type TreeSource = Pick<Profile, 'fs' | 'tree'>;

/** A tree on disk under an editor's texts. */
export function overlaidSource(tree: string, overlay: Overlay): TreeSource {
  const fs = new NodeFileSystem(new ReadableFolders([tree]));
  for (const [path, bytes] of overlay) {
    if (bytes) fs.setVirtual(path, bytes);
    else fs.setAbsent(path);
  }
  return { fs, tree };
}

/**
 * Converts the C files of a tree one by one: only what a file itself says counts. Remembers what was
 * taken away, so that documents which name it can be looked for.
 */
export class TreeConversion {
  readonly #source: TreeSource;
  readonly #api: TableApi;
  readonly #gone = new Set<string>();

  constructor(source: TreeSource) {
    this.#source = source;
    this.#api = readTableApi(source);
  }

  /** The files below some paths, or of the whole tree; undefined where there is nothing to do. */
  *files(paths: readonly string[] | undefined): Generator<ConvertedFile | undefined> {
    const tokens = new TokenReader();
    const { fs, tree } = this.#source;
    for (const file of candidates(this.#source, paths)) {
      const bytes = fs.readFile(join(tree, file));
      const regions = bytes ? convertFile(bytes, this.#api, tokens) : [];
      if (!bytes || regions.length === 0) {
        yield undefined;
        continue;
      }
      this.#remember(bytes, regions);
      yield { file, bytes, regions };
    }
  }

  /** Lines of documents that name what is gone, or will be when the conversion is done. */
  mentions(): Generator<Mention[]> {
    return mentionsIn(this.#source, removedFunctions(this.#api, this.#gone));
  }

  #remember(bytes: Uint8Array, regions: readonly ConvertedRegion[]): void {
    for (const { start, end } of regions.flatMap(({ edits }) => edits)) {
      this.#gone.add(Buffer.from(bytes.slice(start, end)).toString());
    }
  }
}

/** Files that may have something to convert; an editor's texts come first. */
function* candidates({ fs, tree }: TreeSource, paths: readonly string[] | undefined) {
  const folders = paths?.filter((path) => !/\.[ch]$/.test(path)) ?? [''];
  const isBelow = (file: string) =>
    folders.some((path) => path === '' || file.startsWith(`${path}/`));
  const edited = fs
    .virtualFiles()
    .filter(({ path }) => /\.[ch]$/.test(path) && path.startsWith(`${tree}/`))
    .map(({ path }) => path.slice(tree.length + 1))
    .filter(isBelow);
  const first = new Set([...(paths?.filter((path) => /\.[ch]$/.test(path)) ?? []), ...edited]);
  yield* first;
  if (folders.length === 0) return;
  const matches = (bytes: Buffer) => WORDS.some((word) => bytes.includes(word));
  const request = { tree, sourceArch: '', matches, known: {}, everyArch: true };
  const scope = folders.includes('') ? {} : { folders };
  for (const hits of scanTree({ ...request, ...scope })) {
    yield* hits.filter((file) => !first.has(file));
  }
}

/** A line of a document that names a function which a conversion takes away. */
export interface Mention {
  /** Below the tree. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in bytes. */
  readonly column: number;
  readonly from: string;
  readonly to: string;
}

/** The functions that the tree no longer has, or will not have when `converted` is done. */
export function removedFunctions(
  api: TableApi,
  converted: ReadonlySet<string>,
): Map<string, string> {
  const wrappers = CALLS.filter(({ from, to, isAboutTables }) => isAboutTables && from !== to);
  const gone = wrappers.filter(({ from }) => converted.has(from) || !api.defines(from));
  return new Map(gone.map(({ from, to }) => [from, to]));
}

/** Every line of the tree's `.rst` documents that names one of some functions. */
export function* mentionsIn(
  { fs, tree }: TreeSource,
  removed: ReadonlyMap<string, string>,
): Generator<Mention[]> {
  if (removed.size === 0) return;
  const words = new RegExp(`\\b(?:${[...removed.keys()].join('|')})\\b`, 'g');
  for (const file of documents(tree, 'Documentation')) {
    const bytes = fs.readFile(join(tree, file));
    const text =
      bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    yield (text?.split('\n') ?? []).flatMap((line, index) =>
      [...line.matchAll(words)].map(({ 0: from, index: at }) => ({
        ...{ file, line: index + 1, column: at + 1 },
        ...{ from, to: removed.get(from) ?? '' },
      })),
    );
  }
}

function* documents(tree: string, folder: string): Generator<string> {
  let entries: import('node:fs').Dirent[];
  try {
    entries = readdirSync(join(tree, folder), { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* documents(tree, path);
    else if (entry.isFile() && entry.name.endsWith('.rst')) yield path;
  }
}

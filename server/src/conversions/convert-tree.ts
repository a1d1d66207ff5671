import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { scanTree } from '../index/scan-tree.ts';
import type { Profile } from '../kernel/profile.ts';
import { TokenReader } from './c-tokens.ts';
import { type ConvertedRegion, convertFile } from './convert-file.ts';
import { CALLS, MEMBERS } from './equivalents.ts';
import type { TableApi } from './table-api.ts';

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

/**
 * Converts the C files of a tree, or those below some paths, one by one. Only what a file itself says
 * counts, so files may be converted one at a time.
 */
export function* convertTree(
  { fs, tree }: Pick<Profile, 'fs' | 'tree'>,
  api: TableApi,
  paths: readonly string[] | undefined,
): Generator<ConvertedFile | undefined> {
  const tokens = new TokenReader();
  for (const file of files(tree, paths)) {
    if (file === undefined) {
      yield undefined;
      continue;
    }
    const bytes = fs.readFile(join(tree, file));
    const regions = bytes ? convertFile(bytes, api, tokens) : [];
    yield bytes && regions.length > 0 ? { file, bytes, regions } : undefined;
  }
}

/** Files that may have something to convert; undefined after each folder, so that others can work. */
function* files(tree: string, paths: readonly string[] | undefined): Generator<string | undefined> {
  const named = paths?.filter((path) => /\.[ch]$/.test(path)) ?? [];
  yield* named;
  const folders = paths?.filter((path) => !/\.[ch]$/.test(path));
  if (folders?.length === 0) return;
  const isWhole = folders === undefined || folders.includes('');
  const matches = (bytes: Buffer) => WORDS.some((word) => bytes.includes(word));
  const request = { tree, sourceArch: '', matches, known: {}, everyArch: true };
  for (const hits of scanTree(isWhole ? request : { ...request, folders })) {
    yield* hits;
    yield undefined;
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
  { fs, tree }: Pick<Profile, 'fs' | 'tree'>,
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

import { join } from 'node:path';
import { readCache, writeCache } from '../cache/cache.ts';
import { isListOf, isText } from '../cache/shape.ts';
import { overlaidHits } from '../index/discover-tree.ts';
import { asScan, assertsAboutPage, scanTree, type TreeScan } from '../index/scan-tree.ts';
import { PAGE_RECORD } from '../memdesc/memdesc.ts';
import type { Profile } from '../profile/profile.ts';

/** The files of a tree that are worth reading, below the tree. */
export interface TreeTargets {
  /** Files that mention struct page or a record that lies over it. */
  readonly files: readonly string[];
  /** Files that assert something about struct page. */
  readonly asserting: readonly string[];
}

/**
 * What the disk holds, looked at once: for a run that reads a tree before and after a change, of which
 * the texts laid over it make the difference.
 */
export class TargetScans {
  readonly #scans: Map<string, unknown>;

  /** @param known what `entries` gave, in another thread */
  constructor(known: readonly (readonly [string, unknown])[] = []) {
    this.#scans = new Map(known);
  }

  /** Plain data. */
  get entries(): [string, unknown][] {
    return [...this.#scans];
  }

  /** What was found under a key, looked for when no one has. */
  once<T>(key: string, look: () => T): T {
    return finished(this.onceInSteps(key, inOneStep(look)));
  }

  /** The same in the steps of the search. */
  *onceInSteps<T>(key: string, look: () => Generator<undefined, T>): Generator<undefined, T> {
    if (!this.#scans.has(key)) this.#scans.set(key, yield* look());
    return this.#scans.get(key) as T;
  }
}

const inOneStep = <T>(look: () => T) =>
  // biome-ignore lint/correctness/useYield: it has nothing to stop for
  function* (): Generator<undefined, T> {
    return look();
  };

function finished<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Where the headers are that tie records to struct page. */
const HEADER_FOLDERS = ['include', 'mm'];

/**
 * Finds by their bytes the files that mention struct page, or a record that the headers tie to it;
 * `folders` limits the search. The first time takes seconds, later only what changed is read.
 */
export function findTargets(
  profile: Profile,
  folders?: readonly string[],
  scans = new TargetScans(),
): TreeTargets {
  return finished(targetSteps(profile, folders, scans));
}

/** The same in steps of a folder each, so that the thread can do other things. */
export function* targetSteps(
  profile: Profile,
  folders: readonly string[] | undefined,
  scans: TargetScans,
): Generator<undefined, TreeTargets> {
  const mention = mentionOf([PAGE_RECORD, ...tiedRecords(profile, scans)]);
  const key = `mentions ${profile.tree} ${mention.key} ${folders ?? ''}`;
  const look = () => scanMentions(profile, mention, key, folders);
  const { files, asserting } = yield* scans.onceInSteps(key, look);
  return {
    files: withOverlaid(profile, files, mention.test),
    asserting: [...asserting, ...overlaidHits(profile)].filter((file) => isOurs(profile, file)),
  };
}

/** The same for the files on disk. */
function* scanMentions(
  profile: Profile,
  mention: Mention,
  key: string,
  folders: readonly string[] | undefined,
): Generator<undefined, TreeTargets> {
  const asserting = new Set<string>();
  const known = keptMentions(key);
  const scan: TreeScan = {};
  const request = {
    ...profile,
    ...(folders ? { folders } : {}),
    everyArch: true,
    known: known.mentions,
    matches: (bytes: Buffer, path: string) => {
      // What asserts something about struct page mentions it.
      if (!mention.test(bytes)) return false;
      if (assertsAboutPage(bytes)) asserting.add(path);
      return true;
    },
  };
  const files: string[] = [];
  for (const found of scanTree(request, scan)) {
    files.push(...found);
    yield;
  }
  addUnchanged(asserting, known.mentions, known.asserting, scan);
  if (JSON.stringify(scan) !== JSON.stringify(known.mentions)) {
    writeCache(key, { mentions: scan, asserting: [...asserting] });
  }
  return { files, asserting: [...asserting] };
}

/** Those of another architecture say nothing about this one's struct page. */
function isOurs(profile: Profile, file: string): boolean {
  return !file.startsWith('arch/') || file.startsWith(`arch/${profile.sourceArch}/`);
}

/** Folders that were not read again hold what they held. */
function addUnchanged(
  asserting: Set<string>,
  before: TreeScan,
  then: readonly string[],
  now: TreeScan,
): void {
  for (const file of then) {
    const folder = file.slice(0, file.lastIndexOf('/'));
    if (before[folder] && before[folder].stamp === now[folder]?.stamp) asserting.add(file);
  }
}

/** A text that is laid over a file counts in its place. */
function withOverlaid(
  profile: Profile,
  files: readonly string[],
  mentions: (bytes: Buffer) => boolean,
): string[] {
  const kept = files.filter((file) => !profile.fs.isVirtual(join(profile.tree, file)));
  const laid = profile.fs.virtualFiles().flatMap(({ path, bytes }) => {
    const isSource = path.startsWith(`${profile.tree}/`) && /\.[ch]$/.test(path);
    return isSource && mentions(Buffer.from(bytes)) ? [profile.relative(path)] : [];
  });
  return [...kept, ...laid.filter((file) => !file.includes('include/generated/'))];
}

/** The headers (below the tree) that assert something about struct page; they are found in no time. */
export function assertingHeaders(profile: Profile, scans = new TargetScans()): string[] {
  const key = `tied ${profile.tree}`;
  return scans.once(key, () => scanHeaders(profile, key));
}

function scanHeaders(profile: Profile, key: string): string[] {
  const known = asScan(readCache(key));
  const scan: TreeScan = {};
  const request = { ...profile, known, folders: HEADER_FOLDERS, matches: assertsAboutPage };
  const hits = [...scanTree(request, scan)].flat();
  if (JSON.stringify(scan) !== JSON.stringify(known)) writeCache(key, scan);
  return hits;
}

/** The records that headers tie to struct page by an assertion, by the headers' text. */
function tiedRecords(profile: Profile, scans: TargetScans): string[] {
  const hits = assertingHeaders(profile, scans);
  const texts = hits.map((hit) => profile.fs.readText(join(profile.tree, hit)) ?? '');
  return [...new Set(texts.flatMap(tiedIn))].sort();
}

const OFFSET_PAIR =
  /offsetof\s*\(\s*(struct \w+)\s*,[^;]{0,60}?==\s*\\?\s*offsetof\s*\(\s*(struct \w+)\s*,/g;

function tiedIn(text: string): string[] {
  return [...text.matchAll(OFFSET_PAIR)].flatMap(([, a = '', b = '']) =>
    a === PAGE_RECORD ? [b] : b === PAGE_RECORD ? [a] : [],
  );
}

const STRUCT = Buffer.from('struct ');

interface Mention {
  readonly key: string;
  readonly test: (bytes: Buffer) => boolean;
}

/**
 * Whether bytes hold one of some names as whole words. One regular expression over the text takes a
 * third of the time of a search for each name.
 */
function mentionOf(names: readonly string[]): Mention {
  const unique = [...new Set(names)].sort();
  const tags = unique.map((name) => name.replace(/^struct /, ''));
  const word = new RegExp(`struct (?:${tags.join('|')})(?![A-Za-z0-9_])`);
  // Tables of registers, a third of the tree's bytes, have no structs at all.
  const test = (bytes: Buffer) => bytes.includes(STRUCT) && word.test(bytes.toString('latin1'));
  return { key: unique.join(','), test };
}

/** What an earlier scan found. */
function keptMentions(key: string): { mentions: TreeScan; asserting: readonly string[] } {
  const kept = readCache(key) as { mentions?: unknown; asserting?: unknown } | undefined | null;
  const isWhole = isListOf(isText)(kept?.asserting);
  return isWhole
    ? { mentions: asScan(kept?.mentions), asserting: kept?.asserting as string[] }
    : { mentions: {}, asserting: [] };
}

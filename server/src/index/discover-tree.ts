import { join } from 'node:path';
import { Interner } from '../../../language/src/lexer/interner.ts';
import { SourceMap } from '../../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { filesOf } from '../../../language/src/unit/unit-files.ts';
import { readCache, writeCache } from '../cache/cache.ts';
import { areUnchanged, type FileStamp, isStamp, stampFiles } from '../cache/file-stamps.ts';
import { isListOf, isNumber, isRecordOf, isText } from '../cache/shape.ts';
import { discoverMemdescs } from '../memdesc/discover.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import type { Profile } from '../profile/profile.ts';
import { viaFor } from './include-graph.ts';
import { asScan, assertsAboutPage, scanTree, type TreeScan } from './scan-tree.ts';

/** What a unit told about memdescs, and the files that it told it from. */
interface Kept {
  readonly stamps: readonly FileStamp[];
  readonly model: MemdescModel;
}

/**
 * Searches the whole tree for memdescs: finds the files that assert something about struct page,
 * reads each through a `.c` file that includes it, and yields what each unit tells. Files that one
 * unit covered are not read again; `covered` may name some from the start.
 */
export function* discoverTree(
  profile: Profile,
  covered: Set<string> = new Set(),
): Generator<MemdescModel> {
  const scanKey = `scan ${profile.tree} ${profile.sourceArch}`;
  const known = asScan(readCache(scanKey));
  const scan: TreeScan = {};
  const { tree, sourceArch } = profile;
  const request = { tree, sourceArch, matches: assertsAboutPage, known };
  for (const hits of scanTree(request, scan)) yield* discoverFiles(profile, hits, covered);
  yield* discoverFiles(profile, overlaidHits(profile), covered);
  if (JSON.stringify(scan) !== JSON.stringify(known)) writeCache(scanKey, scan);
}

/**
 * The same for files (below the tree) that are known to assert something about struct page; `sources`
 * keeps what is read for whoever goes on with it.
 */
export function* discoverFiles(
  profile: Profile,
  hits: readonly string[],
  covered: Set<string> = new Set(),
  sources?: SourceMap,
): Generator<MemdescModel> {
  for (const hit of hits) {
    const model = discoverFile(profile, join(profile.tree, hit), covered, sources);
    if (model) yield model;
  }
}

/** Files whose text is not the disk's, as a patch has them. */
export function overlaidHits(profile: Profile): string[] {
  return profile.fs.virtualFiles().flatMap(({ path, bytes }) => {
    const isHit = path.startsWith(`${profile.tree}/`) && assertsAboutPage(Buffer.from(bytes));
    return isHit ? [profile.relative(path)] : [];
  });
}

function discoverFile(
  profile: Profile,
  path: string,
  covered: Set<string>,
  sources: SourceMap | undefined,
): MemdescModel | undefined {
  if (covered.has(path)) return undefined;
  const mainPath = viaFor(profile, path) ?? path;
  const key = `memdescs ${profile.tree} ${profile.build} ${profile.label} ${mainPath}`;
  const kept = readCache(key);
  if (isKept(kept) && areUnchanged(kept.stamps, profile.fs)) {
    for (const stamp of kept.stamps) covered.add(stamp.path);
    return kept.model;
  }
  const fresh = () => new SourceMap(profile.fs, new Interner());
  return readUnit(profile, mainPath, key, covered, sources ?? fresh());
}

function readUnit(
  profile: Profile,
  mainPath: string,
  key: string,
  covered: Set<string>,
  sources: SourceMap,
): MemdescModel | undefined {
  const options = profile.fileOptions(mainPath);
  const unit = new TranslationUnit(sources, profile.target, options, mainPath).build();
  const files = filesOf(unit);
  for (const file of files) covered.add(file.path);
  const model = discoverMemdescs(unit);
  if (model) writeCache(key, { stamps: stampFiles(files), model } satisfies Kept);
  return model;
}

const isFields = isListOf(isRecordOf({ path: isText, offsetBits: isNumber, sizeBits: isNumber }));
const isMemdesc = isRecordOf({
  record: isText,
  kind: isText,
  sizeBytes: isNumber,
  pages: isNumber,
  fields: isFields,
  pairs: isListOf(isRecordOf({ pagePath: isText, path: isText, offsetBits: isNumber })),
});
const isModel = isRecordOf({
  page: isRecordOf({ sizeBytes: isNumber, fields: isFields }),
  memdescs: isListOf(isMemdesc),
  conversions: isListOf(isRecordOf({ name: isText, to: isText })),
});
const isKeptModel = isRecordOf({ stamps: isListOf(isStamp), model: isModel });

/** What comes from the disk may be anything. */
function isKept(kept: unknown): kept is Kept {
  return isKeptModel(kept);
}

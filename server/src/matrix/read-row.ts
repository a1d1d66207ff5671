import { join } from 'node:path';
import type { SourceMap } from '../../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { viaFor } from '../index/include-graph.ts';
import { discoverMemdescs } from '../memdesc/discover.ts';
import { type Memdesc, type MemdescModel, PAGE_RECORD } from '../memdesc/memdesc.ts';
import { openProfile, type Profile, type ProfileRequest } from '../profile/profile.ts';
import type { NamedConfiguration } from './configurations.ts';
import type { AssertionState, MatrixRow, RowAssertion, RowField } from './matrix-row.ts';

/** Where the unit is that includes the headers which say something about struct page; no file has that name. */
const UNIT = 'mm/.ptdesc-matrix.c';
/** Headers alone have fewer tokens than a file of the kernel. */
const EXPECTED_TOKENS = 1 << 18;

/** What is read of one profile. */
export interface RowTask {
  readonly arch: string;
  readonly configuration: NamedConfiguration;
  readonly request: ProfileRequest;
}

/** What is the same for every profile of a tree, and found once. */
export interface RowReading {
  /** The files that other profiles read before. */
  takeSources(profile: Profile): SourceMap;
  /** Headers (below the tree) that assert something about struct page. */
  headers(profile: Profile): readonly string[];
}

/** Reads the layouts and the assertions of one architecture under one configuration. Never throws. */
export function readRow(task: RowTask, reading: RowReading): MatrixRow {
  const { arch, configuration } = task;
  const none = { arch, config: configuration.name, label: null, sizes: [], fields: [] };
  try {
    const profile = openProfile(task.request);
    const problem = whyNot(profile, configuration);
    if (problem !== undefined) return { ...none, problem, assertions: [] };
    const model = modelOf(profile, reading.headers(profile), reading.takeSources(profile));
    if (!model) return { ...none, problem: 'struct page is not defined', assertions: [] };
    return {
      ...none,
      label: profile.label,
      problem: null,
      sizes: sizesOf(model),
      fields: fieldsOf(model),
      assertions: assertionsOf(profile, model),
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ...none, problem, assertions: [] };
  }
}

/** A configuration that Kconfig does not grant is none of this architecture. */
function whyNot(profile: Profile, { needs }: NamedConfiguration): string | undefined {
  if (profile.missing) return `${profile.missing.file} is missing`;
  const [, name = '', wanted] = /^CONFIG_(\w+)=(.*)$/.exec(needs ?? '') ?? [];
  if (wanted === undefined) return undefined;
  const value = profile.config.value(name) ?? 'n';
  return value === wanted ? undefined : `CONFIG_${name} is ${value}`;
}

/** One unit of headers only: nothing of it is parsed but what the assertions name. */
function modelOf(
  profile: Profile,
  headers: readonly string[],
  sources: SourceMap,
): MemdescModel | undefined {
  const path = join(profile.tree, UNIT);
  const lines = headers.map((header) => `#include "${join(profile.tree, header)}"\n`);
  profile.fs.setVirtual(path, ['#include <linux/mm.h>\n', ...lines].join(''));
  const options = { ...profile.commonOptions, expectedTokens: EXPECTED_TOKENS };
  return discoverMemdescs(new TranslationUnit(sources, profile.target, options, path).build());
}

const sizesOf = ({ page, memdescs }: MemdescModel): MatrixRow['sizes'] => [
  { record: PAGE_RECORD, sizeBytes: page.sizeBytes },
  ...memdescs.map(({ record, sizeBytes }) => ({ record, sizeBytes })),
];

function fieldsOf({ page, memdescs }: MemdescModel): RowField[] {
  const records = [{ record: PAGE_RECORD, fields: page.fields }, ...memdescs];
  return records.flatMap(({ record, fields }) =>
    fields.map(({ path, spelled, offsetBits, sizeBits }) => ({
      record,
      path,
      spelled,
      offsetBits,
      sizeBits,
    })),
  );
}

function assertionsOf(profile: Profile, model: MemdescModel): RowAssertion[] {
  const compiled = new Map<string, boolean>();
  const stateOf = (file: string, holds: boolean | null): AssertionState => {
    if (!compiled.has(file)) compiled.set(file, isCompiled(profile, file));
    if (!compiled.get(file)) return 'not compiled in';
    return holds === null ? 'unknown' : holds ? 'holds' : 'fails';
  };
  return model.memdescs.flatMap((memdesc) => [
    ...memdesc.pairs.map(
      (pair): RowAssertion => ({
        file: profile.relative(pair.place.file),
        line: pair.place.line,
        what: `${memdesc.record}.${pair.path} == ${pageName(pair.pageIndex)}.${pair.pagePath}`,
        state: stateOf(pair.place.file, pair.holds),
        bytes: [
          pair.offsetBits / 8,
          pair.pageOffsetBits / 8 + pair.pageIndex * model.page.sizeBytes,
        ],
      }),
    ),
    ...sizeAssertion(profile, memdesc, stateOf),
  ]);
}

const pageName = (index: number): string => (index === 0 ? 'page' : `page[${index}]`);

function sizeAssertion(
  profile: Profile,
  { record, sizeBytes, sizeAssertion: asserted }: Memdesc,
  stateOf: (file: string, holds: boolean | null) => AssertionState,
): RowAssertion[] {
  if (!asserted) return [];
  const { place, limitBytes, holds } = asserted;
  const state = stateOf(place.file, holds);
  const what = `sizeof(${record}) <= ${limitBytes}`;
  const file = profile.relative(place.file);
  return [
    {
      file,
      line: place.line,
      what: what.replace(/\d+$/, 'its limit'),
      state,
      bytes: [sizeBytes, limitBytes],
    },
  ];
}

/** A header is compiled where a file is built that includes it. */
function isCompiled(profile: Profile, header: string): boolean {
  const main = viaFor(profile, header);
  return main !== undefined && profile.isBuilt(main);
}

/**
 * What the open tree says about the bits of a page: flags, page types, where node and zone stand, what
 * the page allocator checks. Names and numbers are read from its headers under the profile's
 * configuration, so that a kernel that moves a bit is decoded with the bit where it is.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Interner, SourceMap, TranslationUnit } from '../../../language/src/index.ts';
import type { FileSystem } from '../../../language/src/source/file-system.ts';
import type { Profile } from '../kernel/profile.ts';
import { filesOf } from '../units/unit-files.ts';

/** One bit of page->flags. */
export interface PageFlag {
  readonly bit: number;
  /** "locked" of PG_locked: the first name that the enum gives to the bit. */
  readonly name: string;
  /** Other names of the bit, as they are spelled: "PG_swapcache", "PT_kernel". */
  readonly aliases: readonly string[];
}

/** A number in the upper bits of page->flags. */
export interface FlagField {
  readonly name: string;
  readonly shift: number;
  readonly widthBits: number;
}

/** One kind of page. */
export interface PageType {
  /** "table" of PGTY_table or of PG_table. */
  readonly name: string;
  readonly value: bigint;
}

export interface PageFacts {
  readonly flags: readonly PageFlag[];
  readonly fields: readonly FlagField[];
  readonly types: readonly PageType[];
  /** A type is the highest byte (`enum pagetype`), or a bit that is clear (the older PG_table). */
  readonly typeStyle: 'byte' | 'clear bit';
  /** Macros by name, as far as the tree has them; see {@link CONSTANTS}. */
  readonly constants: ReadonlyMap<string, bigint>;
  /** Freeing a page clears its type without a word, so a type that is left is no bad state. */
  readonly freeClearsType: boolean;
}

/** Fields of page->flags: include/linux/page-flags-layout.h and mm.h, in the order of lib/vsprintf.c. */
const FIELDS = [
  ['section', 'SECTIONS'],
  ['node', 'NODES'],
  ['zone', 'ZONES'],
  ['lastcpupid', 'LAST_CPUPID'],
  ['kasantag', 'KASAN_TAG'],
] as const;

/** Macros that decoding asks for: include/linux/page-flags.h and poison.h. */
const CONSTANTS = [
  'NR_PAGEFLAGS',
  'PAGE_FLAGS_CHECK_AT_FREE',
  'PAGE_FLAGS_CHECK_AT_PREP',
  'PAGE_TYPE_BASE',
  'PAGE_POISON_PATTERN',
  'LIST_POISON1',
  'LIST_POISON2',
  'TAIL_MAPPING',
  'PP_SIGNATURE',
  'PP_MAGIC_MASK',
];

/** A mask of nothing is one that could not be evaluated: it calls a function of the kernel. */
const MASKS: ReadonlySet<string> = new Set([
  'PAGE_FLAGS_CHECK_AT_FREE',
  'PAGE_FLAGS_CHECK_AT_PREP',
  'PP_MAGIC_MASK',
]);

const HEADERS = ['linux/mm.h', 'linux/page-flags.h', 'linux/poison.h', 'linux/mmzone.h'];
const FLAG_HEADER = 'include/linux/page-flags.h';

/** Reads the facts of a profile. Whatever a tree lacks is simply not there. */
export function readPageFacts(profile: Profile): PageFacts {
  const flagText = textOf(join(profile.tree, FLAG_HEADER));
  const typeMacros = matches(flagText, /^[ \t]*#[ \t]*define[ \t]+(PG_[a-z]\w*)[ \t]/gm);
  const layout = FIELDS.flatMap(([, name]) => [`${name}_WIDTH`, `${name}_PGSHIFT`]);
  const unit = probe(profile, [...CONSTANTS, ...layout, ...typeMacros]);
  const constants = constantsOf(unit, [...CONSTANTS, ...layout, ...typeMacros]);
  const byteTypes = enumerators(unit, matches(flagText, /\b(PGTY_\w+)\b/g));
  return {
    flags: flagsOf(unit, flagText),
    fields: fieldsOf(constants),
    types:
      byteTypes.size > 0
        ? namedTypes(byteTypes, 'PGTY_')
        : namedTypes(new Map(typeMacros.map((name) => [name, constants.get(name)])), 'PG_'),
    typeStyle: byteTypes.size > 0 ? 'byte' : 'clear bit',
    constants,
    freeClearsType: clearsType(textOf(join(profile.tree, 'mm/page_alloc.c'))),
  };
}

const constantName = (macro: string): string => `ptdesc_constant_${macro}`;

/** A unit of our own in the tree's mm/, in which each macro that exists is an enumerator's value. */
function probe(profile: Profile, macros: readonly string[]): TranslationUnit {
  const includes = HEADERS.map((header) => `#include <${header}>\n`);
  const values = macros.map(
    (macro) =>
      `#ifdef ${macro}\nenum { ${constantName(macro)} = (unsigned long)(${macro}) };\n#endif\n`,
  );
  const path = join(profile.tree, 'mm/ptdesc-page-facts.c');
  const sources = new SourceMap(
    withFile(profile.fs, path, [...includes, ...values].join('')),
    new Interner(),
  );
  return new TranslationUnit(sources, profile.target, profile.fileOptions(path), path).build();
}

/** A file system with one more file, which is in memory only. */
function withFile(fs: FileSystem, path: string, text: string): FileSystem {
  const bytes = Buffer.from(text);
  return {
    readFile: (wanted) => (wanted === path ? bytes : fs.readFile(wanted)),
    isFile: (wanted) => wanted === path || fs.isFile(wanted),
  };
}

function constantsOf(unit: TranslationUnit, macros: readonly string[]): Map<string, bigint> {
  const wordBits = unit.target.pointerSizeBytes * 8;
  const found = enumerators(unit, macros.map(constantName));
  const values = macros.flatMap((macro): [string, bigint][] => {
    const value = found.get(constantName(macro));
    if (value === undefined || (value === 0n && MASKS.has(macro))) return [];
    return [[macro, BigInt.asUintN(wordBits, value)]];
  });
  return new Map(values);
}

function enumerators(unit: TranslationUnit, names: readonly string[]): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const name of names) {
    const symbol = unit.symbol(name);
    if (symbol?.kind === 'enumerator') found.set(name, symbol.value);
  }
  return found;
}

/** `enum pageflags`, and every other enumerator that is written as one of its bits. */
function flagsOf(unit: TranslationUnit, flagText: string): PageFlag[] {
  const count = unit.symbol('__NR_PAGEFLAGS');
  const limit = count?.kind === 'enumerator' ? count.value : 0n;
  const byBit = new Map<number, string[]>();
  for (const [name, value] of enumerators(unit, matches(flagText, /\b(PG_[a-z]\w*)\b/g))) {
    if (value < 0n || value >= limit) continue;
    const names = byBit.get(Number(value)) ?? [];
    byBit.set(Number(value), [...names, name]);
  }
  const others = otherNames(unit);
  return [...byBit]
    .sort(([a], [b]) => a - b)
    .map(([bit, [first = '', ...aliases]]) => ({
      bit,
      name: first.replace('PG_', ''),
      aliases: [...aliases, ...(others.get(bit) ?? [])],
    }));
}

/** `PT_kernel = PG_referenced` of an enum elsewhere: a memdesc's own name for a bit. */
function otherNames(unit: TranslationUnit): Map<number, string[]> {
  const names = new Map<number, string[]>();
  for (const file of filesOf(unit)) {
    const written = matches(
      Buffer.from(file.bytes).toString('latin1'),
      /\b(\w+)\s*=\s*PG_\w+\s*[,}\n]/g,
    );
    for (const [name, value] of enumerators(unit, written)) {
      if (name.startsWith('PG_')) continue;
      names.set(Number(value), [...(names.get(Number(value)) ?? []), name]);
    }
  }
  return names;
}

function fieldsOf(constants: ReadonlyMap<string, bigint>): FlagField[] {
  return FIELDS.flatMap(([name, macro]) => {
    const widthBits = Number(constants.get(`${macro}_WIDTH`) ?? 0n);
    const shift = constants.get(`${macro}_PGSHIFT`);
    return widthBits > 0 && shift !== undefined ? [{ name, shift: Number(shift), widthBits }] : [];
  });
}

function namedTypes(values: ReadonlyMap<string, bigint | undefined>, prefix: string): PageType[] {
  return [...values].flatMap(([name, value]) =>
    value === undefined ? [] : [{ name: name.replace(prefix, ''), value }],
  );
}

/** `if (... page_has_type(page)) page->page_type = UINT_MAX;` in the allocator's free path. */
function clearsType(pageAlloc: string): boolean {
  return /page_has_type\(\w+\)[^;]{0,120}page_type\s*=\s*UINT_MAX/.test(pageAlloc);
}

function matches(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

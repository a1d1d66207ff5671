/**
 * What the open tree says about the bits of a page: flags, page types, where node and zone stand, what
 * the page allocator checks. Names and numbers are read from its headers under the profile's
 * configuration, so that a kernel that moves a bit is decoded with the bit where it is.
 */
import { join } from 'node:path';
import type { Profile } from '../profile/profile.ts';
import { flagsOf, type PageFlag } from './page-flags.ts';
import { readTailReasons, sparesHugetlb } from './tail-reasons.ts';
import { constantsOf, enumerators, matches, probe } from './tree-probe.ts';

/** A number in the upper bits of page->flags. */
interface FlagField {
  readonly name: string;
  readonly shift: number;
  readonly widthBits: number;
}

/** One kind of page. */
interface PageType {
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
  /** What the allocator says of a bad tail page, in the order in which it looks. */
  readonly tailReasons: readonly string[];
  /** The fourth page of a folio may hold members of a hugetlb page. */
  readonly hugetlbInThirdTail: boolean;
  /** The bits of pp_magic that make a page a page pool's; undefined when the tree does not say. */
  readonly poolMask: bigint | undefined;
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
  'PAGE_FLAGS_SECOND',
  'PAGE_TYPE_BASE',
  'PAGE_POISON_PATTERN',
  'LIST_POISON1',
  'LIST_POISON2',
  'TAIL_MAPPING',
  'PP_SIGNATURE',
  'PP_MAGIC_MASK',
];

const FLAG_HEADER = 'include/linux/page-flags.h';

/** Reads the facts of a profile. Whatever a tree lacks is simply not there. */
export function readPageFacts(profile: Profile): PageFacts {
  const flagText = profile.fs.readText(join(profile.tree, FLAG_HEADER)) ?? '';
  const typeMacros = matches(flagText, /^[ \t]*#[ \t]*define[ \t]+(PG_[a-z]\w*)[ \t]/gm);
  const layout = FIELDS.flatMap(([, name]) => [`${name}_WIDTH`, `${name}_PGSHIFT`]);
  const unit = probe(profile, [...CONSTANTS, ...layout, ...typeMacros]);
  const constants = constantsOf(unit, [...CONSTANTS, ...layout, ...typeMacros]);
  const pageAlloc = profile.fs.readText(join(profile.tree, 'mm/page_alloc.c')) ?? '';
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
    freeClearsType: clearsType(pageAlloc),
    tailReasons: readTailReasons(pageAlloc),
    hugetlbInThirdTail: sparesHugetlb(pageAlloc) && profile.config.isSet('HUGETLB_PAGE'),
    poolMask: profile.config.isSet('PAGE_POOL')
      ? (constants.get('PP_MAGIC_MASK') ?? writtenPoolMask(pageAlloc, profile))
      : undefined,
  };
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

/** `(page->pp_magic & ~0x3UL) == PP_SIGNATURE`, before the mask had a name. */
function writtenPoolMask(pageAlloc: string, { target }: Profile): bigint | undefined {
  const clear = /pp_magic\s*&\s*~\s*(0x[0-9a-fA-F]+)[uUlL]*\)\s*==\s*PP_SIGNATURE/.exec(
    pageAlloc,
  )?.[1];
  return clear === undefined
    ? undefined
    : BigInt.asUintN(target.pointerSizeBytes * 8, ~BigInt(clear));
}

/**
 * Struct page as Linux had it before 4.18, for texts of such kernels: include/linux/mm_types.h of 4.17.
 * The list's words stood behind the counts there. Nothing of it is used for the tree that is open.
 */
import type { MemdescField, NamePlace } from '../memdesc/memdesc.ts';
import type { DecodeContext } from './decode-page.ts';
import type { PageFacts } from './page-facts.ts';

const NOWHERE: NamePlace = { file: 'include/linux/mm_types.h', line: 1, column: 1 };

/** Member, its size in bytes or null for a word. */
const MEMBERS: readonly (readonly [path: string, sizeBytes: number | null])[] = [
  ['flags', null],
  ['mapping', null],
  ['index', null],
  ['_mapcount.counter', 4],
  ['_refcount.counter', 4],
  ['lru.next', null],
  ['lru.prev', null],
  ['private', null],
];

/** One for each width; the order of the bytes is found out as for every other. */
export function* historicContexts(): Iterable<DecodeContext> {
  for (const wordBytes of [8, 4])
    for (const memcg of [true, false]) yield historic(wordBytes, memcg);
}

function historic(wordBytes: number, hasMemcg: boolean): DecodeContext {
  const members = hasMemcg ? [...MEMBERS, ['mem_cgroup', null] as const] : MEMBERS;
  let offsetBits = 0;
  const fields = members.map(([path, size]) => {
    const sizeBits = (size ?? wordBytes) * 8;
    const field = fieldOf(path, offsetBits, sizeBits);
    offsetBits += sizeBits;
    return field;
  });
  const page = { declared: NOWHERE, sizeBytes: offsetBits / 8, fields };
  return {
    model: { page, memdescs: [], conversions: [] },
    facts: NO_FACTS,
    bigEndian: false,
    wordBytes,
    profile: `Linux before 4.18, ${wordBytes * 8} bits${hasMemcg ? ' with CONFIG_MEMCG' : ''}`,
  };
}

function fieldOf(path: string, offsetBits: number, sizeBits: number): MemdescField {
  return {
    path,
    spelled: path,
    type: 'unsigned long',
    offsetBits,
    sizeBits,
    bitField: false,
    isPage: false,
    depth: path.includes('.') ? 1 : 0,
    declared: null,
    view: null,
    doc: null,
    note: null,
  };
}

const NO_FACTS: PageFacts = {
  flags: [],
  fields: [],
  types: [],
  typeStyle: 'clear bit',
  constants: new Map(),
  freeClearsType: false,
  tailReasons: [],
  hugetlbInThirdTail: false,
  poolMask: undefined,
};

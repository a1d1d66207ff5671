/**
 * The text as evidence: each field that the kernel printed by name is held against what the words say
 * in this tree. Where the words do not tell (a hash instead of a pointer, a head without its words), the
 * field is left out rather than believed.
 */
import { compareFlags } from './compare-flags.ts';
import { compareFolio } from './compare-folio.ts';
import { compareReason } from './compare-reason.ts';
import { compareType } from './compare-type.ts';
import { type Comparison, comparison, hex } from './comparison.ts';
import type { DumpText } from './dump-text.ts';
import { asSigned } from './page-bytes.ts';
import type { PageReading } from './page-reading.ts';

/** Every field that both the text and the words have. */
export function evidenceOf(reading: PageReading, dump: DumpText): Comparison[] {
  return [refcount, mapcount, mapping, index, pfn, memcg]
    .flatMap((compare) => compare(reading, dump) ?? [])
    .concat(
      compareFlags(reading, dump),
      compareType(reading, dump),
      compareFolio(reading, dump),
      compareReason(reading, dump),
    );
}

function refcount({ subject }: PageReading, dump: DumpText): Comparison | undefined {
  const count = subject?.pageField('_refcount.counter', '_refcount');
  if (dump.refcount === null || count === undefined) return undefined;
  return comparison('refcount', String(dump.refcount), String(asSigned(count, 32)));
}

/** A page's own, also of a tail. A type in that word is printed as 0, and as a count before Linux 6.11. */
function mapcount(reading: PageReading, dump: DumpText): Comparison | undefined {
  const word = reading.typeWord;
  if (dump.mapcount === null || word === undefined) return undefined;
  const count = asSigned(word, 32) + 1n;
  const hasType = reading.typeOf(word) !== undefined;
  const mayBeZero = hasType || isOldSlab(dump);
  const isOldCompound = dump.form !== 'plain' && dump.order !== null;
  // page_mapcount() added the mappings of the folio as a whole.
  if (isOldCompound && BigInt(dump.mapcount) !== count) return undefined;
  const mayBeCount = !hasType || dump.form !== 'plain' || dump.mapcount < 0;
  const isEither =
    (mayBeZero && dump.mapcount === 0) || (mayBeCount && BigInt(dump.mapcount) === count);
  const read = isEither ? String(dump.mapcount) : String(hasType ? 0 : count);
  return comparison('mapcount', String(dump.mapcount), read);
}

const isOldSlab = (dump: DumpText): boolean =>
  dump.form !== 'plain' && dump.flags?.names.includes('slab') === true;

/** folio_mapping() of mm/util.c: none for slabs and anonymous pages, the swap cache's for its pages. */
function mapping(reading: PageReading, dump: DumpText): Comparison | undefined {
  const { subject } = reading;
  const word = subject?.pageField('mapping');
  const printed = dump.mapping;
  if (printed === null || word === undefined || !subject) return undefined;
  const isHash = printed !== 0n && printed < 1n << 32n;
  // Before 5.8 the kernel hid NULL behind a hash as well.
  const hidesNull = dump.form === 'address' || dump.form === 'count';
  if (isHash && hidesNull && wordBitsOf(reading) === 64) return undefined;
  const type = subject.typeWord === undefined ? undefined : subject.typeOf(subject.typeWord);
  const isSlab = type === 'slab' || isOldSlab(dump);
  if (!isSlab && isInSwapCache(subject))
    return comparison('mapping', hex(printed), printed === 0n ? 'the swap cache' : hex(printed));
  const expected = isSlab || (word & 3n) !== 0n ? 0n : word;
  // Of a hash only that it is none tells anything.
  return comparison('mapping', hex(printed), hex(isHash && expected !== 0n ? printed : expected));
}

const wordBitsOf = ({ model }: PageReading): number =>
  model.page.fields.find(({ path }) => path === 'flags')?.sizeBits ?? 64;

function isInSwapCache({ flags }: PageReading): boolean {
  const names = flags?.names.flatMap(({ name, aliases }) => [name, ...aliases]) ?? [];
  const isSwapCache = names.some((name) => /^(PG_)?(swapcache|owner_priv_1)$/.test(name));
  return isSwapCache && names.includes('swapbacked');
}

function index(reading: PageReading, dump: DumpText): Comparison | undefined {
  const { subject } = reading;
  const word = subject?.pageField('index', '__folio_index');
  const place = reading.isTorn ? 0 : reading.tailIndex;
  if (dump.index === null || word === undefined || place === undefined) return undefined;
  // page_to_pgoff() counted in small pages.
  if (dump.form !== 'plain' && dump.order !== null && dump.flags?.names.includes('hugetlb'))
    return undefined;
  return comparison(
    'index',
    hex(dump.index),
    hex(BigInt.asUintN(wordBitsOf(reading), word + BigInt(place))),
  );
}

/** The two lines that have it. */
function pfn(_reading: PageReading, { pfn, otherPfn }: DumpText): Comparison | undefined {
  if (pfn === null) return undefined;
  return comparison('pfn', hex(pfn), hex(otherPfn ?? pfn));
}

/** The line is left out where the word is zero. */
function memcg({ subject }: PageReading, dump: DumpText): Comparison | undefined {
  const word = subject?.pageField('memcg_data', 'mem_cgroup');
  if (dump.refcount === null || !subject) return undefined;
  if (word === undefined)
    return dump.memcg === null ? undefined : comparison('memcg', hex(dump.memcg), 'no such member');
  // Before 5.10 the line was the last of all, and many reports do not have it.
  if (dump.memcg === null && dump.form !== 'plain') return undefined;
  return comparison('memcg', hex(dump.memcg ?? 0n), hex(word));
}

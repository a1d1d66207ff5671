/**
 * The reasons that the page allocator gives for a bad page when one is freed, in its own order: the
 * last that holds is printed. From page_bad_reason() of mm/page_alloc.c; which of them a kernel knows
 * follows from the members that its struct page has.
 */
import type { BadReason } from './decoded-page.ts';
import { asSigned } from './page-bytes.ts';
import type { PageReading } from './page-reading.ts';

/**
 * The reasons that hold for a page which is freed with these bytes. Of a tail page the words that name
 * its head and its mapping are cleared before it is looked at.
 */
export function badReasons(reading: PageReading): BadReason[] {
  const checks = reading.isTail
    ? [mapcount, refcount, flagsAtFree, memcg]
    : [mapcount, mapping, refcount, flagsAtFree, memcg, pagePool];
  return checks.flatMap((check) => check(reading) ?? []);
}

const hex = (value: bigint): string => `0x${value.toString(16)}`;

function mapcount(reading: PageReading): BadReason | undefined {
  const word = reading.typeWord;
  if (word === undefined || word === 0xffff_ffffn) return undefined;
  const type = reading.typeOf(word);
  // Newer kernels forget the type before they look.
  if (type !== undefined && reading.facts.freeClearsType) return undefined;
  const because =
    type === undefined
      ? `_mapcount is ${asSigned(word, 32)}, not -1`
      : `the page still has the type ${type} (${hex(word)}), which shares its word with _mapcount`;
  return { reason: 'nonzero mapcount', because };
}

function mapping(reading: PageReading): BadReason | undefined {
  const value = reading.pageField('mapping');
  if (!value) return undefined;
  return { reason: 'non-NULL mapping', because: `mapping is ${hex(value)}` };
}

function refcount(reading: PageReading): BadReason | undefined {
  const value = reading.pageField('_refcount.counter', '_refcount');
  if (!value) return undefined;
  return { reason: 'nonzero _refcount', because: `_refcount is ${asSigned(value, 32)}` };
}

function flagsAtFree(reading: PageReading): BadReason | undefined {
  const { constants } = reading.facts;
  const all = constants.get('PAGE_FLAGS_CHECK_AT_FREE');
  // The first tail page keeps the folio's order and flags of its own there, which freeing clears.
  const spared = reading.tailIndex === 1 ? (constants.get('PAGE_FLAGS_SECOND') ?? 0n) : 0n;
  const mask = all === undefined ? undefined : all & ~spared;
  const flags = reading.flags;
  if (mask === undefined || flags === undefined || (flags.value & mask) === 0n) return undefined;
  const names = reading.facts.flags
    .filter(({ bit }) => ((flags.value & mask) >> BigInt(bit)) & 1n)
    .map(({ name }) => name);
  const because = names.length > 0 ? names.join(', ') : hex(flags.value & mask);
  return { reason: 'PAGE_FLAGS_CHECK_AT_FREE flag(s) set', because: `set: ${because}` };
}

function memcg(reading: PageReading): BadReason | undefined {
  const value = reading.pageField('memcg_data');
  if (!value) return undefined;
  return { reason: 'page still charged to cgroup', because: `memcg_data is ${hex(value)}` };
}

/** page_pool_page_is_pp() of include/linux/mm.h: an index for DMA may stand between the mask's bits. */
function pagePool(reading: PageReading): BadReason | undefined {
  const { constants, poolMask } = reading.facts;
  const signature = constants.get('PP_SIGNATURE');
  const value = reading.pageField('pp_magic');
  if (signature === undefined || poolMask === undefined || value === undefined) return undefined;
  if ((value & poolMask) !== signature) return undefined;
  return { reason: 'page_pool leak', because: `pp_magic is ${hex(value)}` };
}

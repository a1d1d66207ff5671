/**
 * Page types of kernels whose trees are not open, for texts that tell their age. A type is a number in
 * the word of _mapcount there: include/linux/page-flags.h and mm/debug.c of the releases named.
 */
import type { DumpText } from './dump-text.ts';

interface HistoricType {
  readonly word: bigint;
  readonly name: string;
}

/** Before 4.18 each was one negative count: PAGE_BUDDY_MAPCOUNT_VALUE and its like. */
const COUNTS: readonly HistoricType[] = [
  { word: 0xffff_ff80n, name: 'buddy' },
  { word: 0xffff_ff00n, name: 'balloon' },
  { word: 0xffff_fe00n, name: 'kmemcg' },
];
/** 4.18 to 5.10: a bit that is clear, with PG_kmemcg between the others. */
const BITS_WITH_KMEMCG: readonly HistoricType[] = [
  { word: 0xffff_ff7fn, name: 'buddy' },
  { word: 0xffff_feffn, name: 'offline' },
  { word: 0xffff_fdffn, name: 'kmemcg' },
  { word: 0xffff_fbffn, name: 'table' },
  { word: 0xffff_f7ffn, name: 'guard' },
];
/** 5.11 to 6.10. */
const BITS: readonly HistoricType[] = [
  { word: 0xffff_ff7fn, name: 'buddy' },
  { word: 0xffff_feffn, name: 'offline' },
  { word: 0xffff_fdffn, name: 'table' },
  { word: 0xffff_fbffn, name: 'guard' },
  { word: 0xffff_f7ffn, name: 'hugetlb' },
  { word: 0xffff_efffn, name: 'slab' },
];

/** The type that a word was to the kernel of a text; undefined for a count, or when the text is newer. */
export function historicType(word: bigint, dump: DumpText): string | undefined {
  if (dump.form === 'plain' && dump.mapcount !== null && dump.mapcount >= -1) return undefined;
  const isOld = dump.form === 'count' || dump.form === 'address';
  const tables = isOld ? [COUNTS, BITS_WITH_KMEMCG] : [BITS];
  return tables.flat().find((type) => type.word === word)?.name;
}

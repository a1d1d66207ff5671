import { type Comparison, comparison } from './comparison.ts';
import type { DumpText } from './dump-text.ts';
import { asSigned } from './page-bytes.ts';
import type { PageReading } from './page-reading.ts';

/** FOLIO_PAGES_MAPPED of mm/internal.h: the bits above it say that the folio is mapped as a whole. */
const PAGES_MAPPED = 0x7f_ffffn;
/** The low byte of the second page's flags, where PAGE_FLAGS_SECOND spares it: folio_order() of include/linux/mm.h. */
const ORDER = 0xffn;

/** The line "head:", which only large folios have, and the counts in it. */
export function compareFolio(reading: PageReading, dump: DumpText): Comparison[] {
  if (reading.isTorn || dump.refcount === null) return [];
  const isLarge = isTailByWords(reading, dump) || hasHeadFlag(reading);
  const presence = comparison('head', text(dump.order !== null), text(isLarge));
  if (dump.order === null || !isLarge) return [presence];
  return [presence, ...order(reading, dump.order), ...counts(reading, dump)];
}

/** Where pfn and order alone make it a tail, the kernel's own lines of its head must be there as well. */
function isTailByWords(reading: PageReading, dump: DumpText): boolean {
  const hasBit = ((reading.compoundWord ?? 0n) & 1n) === 1n;
  return hasBit || (reading.isTail && dump.head !== null);
}

const text = (isLarge: boolean): string => (isLarge ? 'a large folio' : 'no large folio');

function hasHeadFlag({ subject, facts }: PageReading): boolean {
  const head = facts.flags.find(({ name }) => name === 'head');
  const flags = subject?.flags?.value;
  return head !== undefined && flags !== undefined && ((flags >> BigInt(head.bit)) & 1n) === 1n;
}

function order(reading: PageReading, printed: number): Comparison[] {
  if (!reading.facts.constants.has('PAGE_FLAGS_SECOND')) return [];
  const flags = reading.folioField('_flags_1');
  return flags ? [comparison('order', String(printed), String(flags.value & ORDER))] : [];
}

function counts(reading: PageReading, { headCounts }: DumpText): Comparison[] {
  const members = [
    ['mapcount', '_large_mapcount.counter', (value: bigint) => value + 1n],
    ['entire_mapcount', '_entire_mapcount.counter', (value: bigint) => value + 1n],
    ['nr_pages_mapped', '_nr_pages_mapped.counter', (value: bigint) => value & PAGES_MAPPED],
    ['pincount', '_pincount.counter', (value: bigint) => value],
  ] as const;
  return members.flatMap(([name, path, shown]) => {
    const printed = headCounts.get(name);
    const field = reading.folioField(path);
    // -1 stands for a count that the configuration does not keep.
    if (printed === undefined || printed < 0 || !field) return [];
    const read = shown(asSigned(field.value, field.sizeBits));
    return comparison(`${name} of the head`, String(printed), String(read));
  });
}

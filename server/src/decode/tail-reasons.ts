/**
 * The reasons that the page allocator gives for a tail page when its folio is freed: those of
 * free_tail_page_prepare() in mm/page_alloc.c. Which of them a kernel gives, and in which order it looks,
 * is read in its text; the first one that holds is printed.
 */
import type { BadReason } from './decoded-page.ts';
import { asSigned } from './page-bytes.ts';
import type { PageReading } from './page-reading.ts';

/** What the bytes show; undefined when the reason does not hold, or when they do not tell. */
type TailCheck = (reading: PageReading, index: number) => string | undefined;

const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** A counter of the folio lies in a tail page of its own, and is checked there. */
function counter(path: string, free: bigint): TailCheck {
  return (reading, index) => {
    const found = reading.folioField(path);
    if (found?.pageIndex !== index) return undefined;
    const value = asSigned(found.value, found.sizeBits);
    return value === free ? undefined : `${path.replace('.counter', '')} is ${value}, not ${free}`;
  };
}

/** Map counts begin at -1, as _mapcount does. */
const CHECKS: ReadonlyMap<string, TailCheck> = new Map([
  ['nonzero entire_mapcount', counter('_entire_mapcount.counter', -1n)],
  ['nonzero large_mapcount', counter('_large_mapcount.counter', -1n)],
  ['nonzero nr_pages_mapped', counter('_nr_pages_mapped.counter', 0n)],
  ['nonzero pincount', counter('_pincount.counter', 0n)],
  ['on deferred list', deferred],
  ['corrupted mapping in tail page', mapping],
  ['nonzero private', priv],
  ['PageTail not set', notTail],
]);

/** The reasons that hold for a tail page. Without its place in the folio most cannot be told. */
export function tailReasons(reading: PageReading): BadReason[] {
  const { tailIndex } = reading;
  if (tailIndex === undefined || tailIndex === 0) return [];
  return reading.facts.tailReasons.flatMap((reason) => {
    const because = CHECKS.get(reason)?.(reading, tailIndex);
    return because === undefined ? [] : [{ reason, because }];
  });
}

/** An empty list points to itself, and its address follows from the head's, which the page has. */
function deferred(reading: PageReading, index: number): string | undefined {
  const next = reading.folioField('_deferred_list.next');
  const head = reading.headAddress;
  if (next?.pageIndex !== index || head === undefined) return undefined;
  const own = head + BigInt(index * reading.model.page.sizeBytes + next.offsetBits / 8);
  if (next.value === own) return undefined;
  return `_deferred_list.next is ${hex(next.value)}, and an empty list has ${hex(own)}`;
}

/** The first pages hold members of the folio in that word, the fourth one those of a hugetlb page. */
function mapping(reading: PageReading, index: number): string | undefined {
  const { constants, hugetlbInThirdTail } = reading.facts;
  const value = reading.pageField('mapping');
  const own = constants.get('TAIL_MAPPING');
  if (index < 3 || (index === 3 && hugetlbInThirdTail)) return undefined;
  if (value === undefined || own === undefined || value === own) return undefined;
  return `mapping is ${hex(value)}, and a tail page has TAIL_MAPPING (${hex(own)})`;
}

function priv(reading: PageReading, index: number): string | undefined {
  const value = index < 3 ? undefined : reading.pageField('private');
  return value ? `private is ${hex(value)}` : undefined;
}

function notTail(reading: PageReading): string | undefined {
  const word = reading.compoundWord;
  if (word === undefined || (word & 1n) === 1n) return undefined;
  return `bit 0 of the word that names its head is clear: ${hex(word)}`;
}

/** What the kernel's text says, in its order. */
export function readTailReasons(pageAlloc: string): string[] {
  return [...freeTailText(pageAlloc).matchAll(/\bbad_page\(\w+,\s*"([^"]+)"/g)].map(
    ([, reason = '']) => reason,
  );
}

/** Whether that function lets the fourth page of a folio be hugetlb's own. */
export function sparesHugetlb(pageAlloc: string): boolean {
  return freeTailText(pageAlloc).includes('CONFIG_HUGETLB_PAGE');
}

/** The function's body; it was free_tail_pages_check() before Linux 6.3. */
function freeTailText(pageAlloc: string): string {
  const definition = /\bfree_tail_page(?:_prepare|s_check)\([^;{]*\)\s*\{[\s\S]*?\n\}/;
  return definition.exec(pageAlloc)?.[0] ?? '';
}

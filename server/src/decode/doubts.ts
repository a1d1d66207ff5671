import type { Comparison } from './comparison.ts';
import type { DumpText } from './dump-text.ts';
import { evidenceOf } from './evidence.ts';
import { asSigned } from './page-bytes.ts';
import type { PageReading } from './page-reading.ts';

/** More references or mappings than this are a number read in the wrong order. */
const MANY = 1n << 24n;

/**
 * How well the bytes fit to what the text says besides, and to what a page may be. Of words only the
 * numbers that share one differ between the two orders; of bytes all do.
 */
export function plausibility(reading: PageReading, dump: DumpText): number {
  let points = 0;
  const word = reading.typeWord;
  const count = reading.pageField('_refcount.counter', '_refcount');
  if (word !== undefined) points += plausibleType(reading, word);
  if (hasOnlyKnownFlags(reading)) points += 2;
  if (isOffList(reading)) points += 2;
  if (count !== undefined && isSmall(asSigned(count, 32))) points += 1;
  for (const { agrees } of evidenceOf(reading, dump)) points += agrees ? 4 : -4;
  return points;
}

/** Few numbers are a type, and many are a count. */
function plausibleType(reading: PageReading, word: bigint): number {
  if (reading.typeOf(word) !== undefined) return 2;
  return isSmall(asSigned(word, 32)) ? 1 : 0;
}

/** list_del() leaves two numbers behind that nobody writes by chance. */
function isOffList(reading: PageReading): boolean {
  const { constants } = reading.facts;
  const isLeft = (value: bigint | undefined, name: string) =>
    value !== undefined && value === constants.get(name);
  return (
    isLeft(reading.pageField('lru.next'), 'LIST_POISON1') &&
    isLeft(reading.pageField('lru.prev'), 'LIST_POISON2')
  );
}

function hasOnlyKnownFlags({ flags, facts }: PageReading): boolean {
  if (flags === undefined) return false;
  let known = facts.constants.get('PAGE_FLAGS_CHECK_AT_FREE') ?? 0n;
  for (const { bit } of facts.flags) known |= 1n << BigInt(bit);
  for (const { shift, widthBits } of facts.fields)
    known |= ((1n << BigInt(widthBits)) - 1n) << BigInt(shift);
  return (flags.value & ~known) === 0n;
}

const isSmall = (value: bigint): boolean => value > -MANY && value < MANY;

/** One sentence for each thing that makes the reading uncertain. */
export function doubtsOf(
  dump: DumpText,
  evidence: readonly Comparison[],
  order: { readonly bigEndian: boolean; readonly isSwapped: boolean },
): string[] {
  const doubts: string[] = [];
  const against = evidence.filter(({ agrees }) => !agrees);
  if (against.length > 0) {
    const fields = against.map(
      ({ field, printed, read }) => `${field} (the text says ${printed}, the words say ${read})`,
    );
    doubts.push(`These words are not of this kernel: ${fields.join(', ')}.`);
  }
  if (order.isSwapped)
    doubts.push(
      `These words are not of this machine: they make sense in ${order.bigEndian ? 'big' : 'little'}-endian order, which is not its own.`,
    );
  if (dump.isTorn) doubts.push('The page changed while it was printed.');
  return doubts;
}

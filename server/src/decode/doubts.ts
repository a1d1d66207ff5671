import type { DumpText } from './dump-text.ts';
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
  if (dump.refcount !== null && count !== undefined)
    points += asSigned(count, 32) === BigInt(dump.refcount) ? 4 : -4;
  if (dump.pageType !== null && word !== undefined)
    points += isPrintedType(word, dump.pageType.value) ? 4 : -4;
  if (dump.flags !== null) points += reading.flags?.value === dump.flags ? 4 : -4;
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

/** The type's byte alone since Linux 6.12, the whole word before. */
const isPrintedType = (word: bigint, printed: bigint): boolean =>
  printed === word || printed === word >> 24n;

/** One line for each thing that does not agree. */
export function doubtsOf(reading: PageReading, dump: DumpText): string[] {
  const doubts: string[] = [];
  const count = reading.pageField('_refcount.counter', '_refcount');
  if (dump.isTorn) doubts.push('The page changed while it was printed.');
  const isOwnCount = dump.order === null && dump.refcount !== null && count !== undefined;
  if (isOwnCount && asSigned(count, 32) !== BigInt(dump.refcount ?? 0))
    doubts.push(
      `The text says refcount:${dump.refcount}, the bytes say ${asSigned(count, 32)}: is this the configuration that it comes from?`,
    );
  const flags = reading.flags?.value;
  if (dump.order === null && dump.flags !== null && flags !== undefined && dump.flags !== flags)
    doubts.push(
      `The text says flags 0x${dump.flags.toString(16)}, the bytes say 0x${flags.toString(16)}.`,
    );
  return [...doubts, ...typeDoubts(reading, dump)];
}

function typeDoubts(reading: PageReading, dump: DumpText): string[] {
  const word = reading.typeWord;
  // The type that is printed for a tail page is its head's.
  if (word === undefined || dump.pageType === null || reading.isTail) return [];
  if (!isPrintedType(word, dump.pageType.value))
    return [
      `The text says page_type ${dump.pageType.value.toString(16)}, the bytes say ${word.toString(16)}.`,
    ];
  const type = reading.typeOf(word);
  const { name } = dump.pageType;
  // The kernel's own table of names has holes: it prints (null) or unknown for some types.
  if (type === undefined || name === '' || name === '(null)' || name === 'unknown') return [];
  return name === type ? [] : [`The text calls the type ${name}, this tree calls it ${type}.`];
}

import { unknownBits } from './compare-flags.ts';
import type { Comparison } from './comparison.ts';
import type { DumpText } from './dump-text.ts';
import { evidenceOf } from './evidence.ts';
import { asSigned } from './page-bytes.ts';
import type { PageReading } from './page-reading.ts';
import type { BestReading } from './read-best.ts';

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
  if (dump.report === 'bytes') points += plausiblePointers(reading);
  for (const { agrees } of evidenceOf(reading, dump)) points += agrees ? 4 : -4;
  return points;
}

/** Members that hold addresses, small numbers, or what list_del() leaves. */
const POINTERS = ['lru.next', 'lru.prev', 'mapping', 'index', 'private'];
/** Of 64 bits the addresses of every machine have the highest bit, or not so many. */
const HIGH_BIT = 1n << 63n;
const FEW_BITS = 1n << 53n;

/** Where bytes are taken in the wrong order, the lowest one of an address or a count comes first. */
function plausiblePointers(reading: PageReading): number {
  const poison = (reading.facts.constants.get('LIST_POISON1') ?? 0n) >> 48n;
  let points = 0;
  for (const path of POINTERS) {
    const value = reading.pageField(path) ?? 0n;
    if (value < FEW_BITS) continue;
    points += value >= HIGH_BIT || value >> 48n === poison ? 1 : -2;
  }
  return points;
}

/** Few numbers are a type, and many are a count. */
function plausibleType(reading: PageReading, word: bigint): number {
  if (reading.typeOf(word) !== undefined) return 2;
  return isSmall(asSigned(word, 32)) ? 1 : 0;
}

/** list_del() leaves two numbers behind that no one writes by chance. */
function isOffList(reading: PageReading): boolean {
  const { constants } = reading.facts;
  const isLeft = (value: bigint | undefined, name: string) =>
    value !== undefined && value === constants.get(name);
  return (
    isLeft(reading.pageField('lru.next'), 'LIST_POISON1') &&
    isLeft(reading.pageField('lru.prev'), 'LIST_POISON2')
  );
}

const hasOnlyKnownFlags = ({ flags, facts }: PageReading): boolean =>
  flags !== undefined && unknownBits(facts, flags.value) === 0n;

const isSmall = (value: bigint): boolean => value > -MANY && value < MANY;

/** One sentence for each thing that makes the reading uncertain. */
export function doubtsOf(
  dump: DumpText,
  evidence: readonly Comparison[],
  { reading, isSwapped, isUncertain }: BestReading,
): string[] {
  const doubts: string[] = [];
  const against = evidence.filter(({ agrees }) => !agrees);
  if (against.length > 0) {
    const fields = against.map(
      ({ field, printed, read }) => `${field} (the text says ${printed}, the words say ${read})`,
    );
    doubts.push(`These words are not of this kernel: ${fields.join(', ')}.`);
  }
  if (isSwapped)
    doubts.push(
      `These words are not of this machine: they make sense in ${reading.bigEndian ? 'big' : 'little'}-endian order, which is not its own.`,
    );
  if (isUncertain)
    doubts.push(
      'These digits may be numbers, or bytes as they lie in memory: nothing in them tells which.',
    );
  if (dump.isTorn) doubts.push('The page changed while it was printed.');
  return doubts;
}

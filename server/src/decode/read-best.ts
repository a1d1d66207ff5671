import type { DecodeContext } from './decode-page.ts';
import { plausibility } from './doubts.ts';
import type { DumpText } from './dump-text.ts';
import { bytesOfWords, type PageBytes } from './page-bytes.ts';
import { pageOfMembers } from './page-of-members.ts';
import { PageReading } from './page-reading.ts';
import { asBytes, type RawWords } from './raw-text.ts';

const sizeOf = ({ values, sizeBytes }: RawWords): number => values.length * sizeBytes;

/** Of the kernel's own lines each word is a long; a debugger groups bytes as it is told. */
export function whySize(context: DecodeContext, dump: DumpText, raw: RawWords): string | undefined {
  const { wordBytes, model, profile } = context;
  const isOtherWord =
    dump.report === 'bytes' ? raw.sizeBytes > wordBytes : raw.sizeBytes !== wordBytes;
  if (raw.unit === 'words' && isOtherWord)
    return `The text has words of ${raw.sizeBytes * 8} bits, and ${profile} has ${wordBytes * 8}: choose another architecture.`;
  if (dump.rawCut)
    return `Line ${dump.rawCut.line} of the "raw:" lines is cut: it does not say which words the others are.`;
  const size = sizeOf(raw);
  if (size === model.page.sizeBytes) return undefined;
  if (isCut(dump, raw))
    return `The text has only the first 32 bytes of struct page: a "raw:" line is missing.`;
  return `The text has ${size} bytes, and struct page of ${profile} has ${model.page.sizeBytes}: choose the configuration that it comes from.`;
}

/** A line of words is 32 bytes; struct page never is that small with words of 64 bits. */
export function isCut(dump: DumpText, raw: RawWords): boolean {
  if (dump.rawCut) return true;
  return dump.report !== 'bytes' && raw.sizeBytes === 8 && sizeOf(raw) === 32;
}

/** Whether words and sizes are those of a context. */
export function fits(context: DecodeContext, dump: DumpText): boolean {
  return dump.raw !== null && whySize(context, dump, dump.raw) === undefined;
}

export interface BestReading {
  readonly reading: PageReading;
  /** The bytes make sense in the order that is not the machine's. */
  readonly isSwapped: boolean;
  /** The digits make as much sense as numbers as they do as bytes. */
  readonly isUncertain: boolean;
}

interface Candidate {
  readonly reading: PageReading;
  readonly isSwapped: boolean;
  readonly unit: RawWords['unit'];
  readonly points: number;
}

/** The machine's order, unless the bytes make clearly more sense in the other one. */
export function readBest(context: DecodeContext, dump: DumpText): BestReading {
  if (dump.members) {
    const { page } = pageOfMembers(context, dump.members);
    const reading = new PageReading(context.model, context.facts, { page, head: undefined }, 0);
    return { reading, isSwapped: false, isUncertain: false };
  }
  const candidates = dump.raw ? waysToRead(dump, dump.raw).flatMap(inBothOrders) : [];
  const [first, ...rest] = candidates;
  if (!first) throw new Error('a dump without words is not read');
  const best = rest.reduce((best, each) => (each.points > best.points ? each : best), first);
  // The machine's own order is taken before the other one, so that a tie between the two tells nothing.
  const rivals = candidates.filter(
    ({ unit, isSwapped }) => unit !== best.unit && isSwapped === best.isSwapped,
  );
  const isUncertain = rivals.some((each) => each.points === best.points && differs(each, best));
  return { reading: best.reading, isSwapped: best.isSwapped, isUncertain };

  function inBothOrders(raw: RawWords): Candidate[] {
    return [context.bigEndian, !context.bigEndian].map((order) => {
      const reading = readIn(context, dump, raw, order);
      const isSwapped = order !== context.bigEndian;
      return { reading, isSwapped, unit: raw.unit, points: plausibility(reading, dump) };
    });
  }
}

/** Two ways to read the same digits may give the same page. */
function differs(one: Candidate, other: Candidate): boolean {
  const values = ({ reading }: Candidate) =>
    ['flags', 'lru.next', 'lru.prev', 'mapping', '_mapcount.counter', '_refcount.counter'].map(
      (path) => reading.pageField(path),
    );
  return values(one).some((value, i) => value !== values(other)[i]);
}

/** Groups of digits without the kernel's text around may be numbers or bytes. */
function waysToRead(dump: DumpText, raw: RawWords): RawWords[] {
  return dump.report === 'bytes' && raw.unit === 'words' ? [raw, asBytes(raw)] : [raw];
}

function readIn(
  { model, facts }: DecodeContext,
  dump: DumpText,
  raw: RawWords,
  bigEndian: boolean,
): PageReading {
  const head = dump.head ? bytesOf(dump.head, bigEndian) : undefined;
  const page = bytesOf(raw, bigEndian);
  return new PageReading(model, facts, { page, head }, indexInFolio(dump), dump.isTorn);
}

/** Words are numbers already; bytes lie as they are. */
function bytesOf(raw: RawWords, bigEndian: boolean): PageBytes {
  if (raw.unit === 'words') return bytesOfWords(raw, bigEndian);
  return { bytes: Uint8Array.from(raw.values, Number), bigEndian };
}

/** Folios begin at multiples of their size; undefined when the text does not say enough. */
function indexInFolio({ order, pfn }: DumpText): number | undefined {
  return order === null || pfn === null ? undefined : Number(pfn % (1n << BigInt(order)));
}

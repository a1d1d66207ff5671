import type { MemdescModel } from '../memdesc/memdesc.ts';
import { badReasons } from './bad-reasons.ts';
import type { DecodedPage } from './decoded-page.ts';
import { doubtsOf, plausibility } from './doubts.ts';
import { type DumpText, parseDump } from './dump-text.ts';
import { freePathOf, likelyCause } from './likely-cause.ts';
import { asSigned, bytesOfWords, type PageBytes } from './page-bytes.ts';
import type { PageFacts } from './page-facts.ts';
import { PageReading } from './page-reading.ts';
import type { RawWords } from './raw-text.ts';
import { tailReasons } from './tail-reasons.ts';

/** What a text is decoded with. */
export interface DecodeContext {
  readonly model: MemdescModel;
  readonly facts: PageFacts;
  /** The machine's, not the text's. */
  readonly bigEndian: boolean;
  readonly wordBytes: number;
  /** Short text for people: machine, configuration, kernel. */
  readonly profile: string;
}

/** A text that cannot be decoded; the message is one line for people. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

/**
 * Decodes a pasted dump, or the bytes of one struct page.
 * @throws DecodeError when there are no bytes, or bytes of another machine than the profile's
 */
export function decodePage(context: DecodeContext, text: string): DecodedPage {
  const dump = parseDump(text);
  const { raw } = dump;
  if (raw === null) throw new DecodeError(whyNothing(dump));
  checkSize(context, raw);
  const { reading, isSwapped } = readInBestOrder(context, dump, raw);
  const tail = tailReasons(reading);
  const reasons = [...tail, ...badReasons(reading)];
  const freePath = freePathOf(dump);
  const word = reading.typeWord;
  const type = word === undefined ? undefined : reading.typeOf(word);
  const count = reading.pageField('_refcount.counter', '_refcount');
  return {
    profile: context.profile,
    order: { bigEndian: reading.bigEndian, isSwapped },
    pageType: word !== undefined && type !== undefined ? { name: type, word } : null,
    flags: reading.flags ?? null,
    refcount: count === undefined ? null : asSigned(count, 32),
    mapcount: word === undefined || type !== undefined ? null : asSigned(word, 32) + 1n,
    isTail: reading.isTail,
    tailIndex: reading.tailIndex || null,
    lanes: reading.lanes(),
    reasons,
    printedReason: (tail[0] ?? reasons.at(-1))?.reason ?? null,
    doubts: doubtsOf(reading, dump),
    cause: likelyCause(reading, dump, reasons, freePath),
    freePath,
  };
}

function whyNothing(dump: DumpText): string {
  if (dump.isPoisoned)
    return 'This struct page is uninitialised (its flags are PAGE_POISON_PATTERN), so the kernel printed no bytes of it.';
  if (dump.refcount !== null || dump.process !== null)
    return 'The text has no "raw:" lines, which hold the bytes of struct page.';
  return 'The text has neither the lines of dump_page() nor the bytes of a struct page in hexadecimal.';
}

function checkSize(context: DecodeContext, raw: RawWords): void {
  const { wordBytes, model, profile } = context;
  if (raw.unit === 'words' && raw.sizeBytes !== wordBytes)
    throw new DecodeError(
      `The text has words of ${raw.sizeBytes * 8} bits, and ${profile} has ${wordBytes * 8}: choose another architecture.`,
    );
  const sizeBytes = raw.values.length * raw.sizeBytes;
  if (sizeBytes !== model.page.sizeBytes)
    throw new DecodeError(
      `The text has ${sizeBytes} bytes, and struct page of ${profile} has ${model.page.sizeBytes}: choose the configuration that it comes from.`,
    );
}

/** The machine's order, unless the bytes make clearly more sense in the other one. */
function readInBestOrder(
  context: DecodeContext,
  dump: DumpText,
  raw: RawWords,
): { reading: PageReading; isSwapped: boolean } {
  const own = readIn(context, dump, raw, context.bigEndian);
  const other = readIn(context, dump, raw, !context.bigEndian);
  const isSwapped = plausibility(other, dump) > plausibility(own, dump);
  return { reading: isSwapped ? other : own, isSwapped };
}

function readIn(
  { model, facts }: DecodeContext,
  dump: DumpText,
  raw: RawWords,
  bigEndian: boolean,
): PageReading {
  const head = dump.head ? bytesOf(dump.head, bigEndian) : undefined;
  const page = bytesOf(raw, bigEndian);
  return new PageReading(model, facts, { page, head }, indexInFolio(dump));
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

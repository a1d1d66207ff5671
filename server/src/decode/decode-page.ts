import type { MemdescModel } from '../memdesc/memdesc.ts';
import { badReasons } from './bad-reasons.ts';
import type { BadReason, DecodedDump, DecodedPage } from './decoded-page.ts';
import { doubtsOf } from './doubts.ts';
import { type DumpText, parseDump, parseDumps } from './dump-text.ts';
import { evidenceOf } from './evidence.ts';
import { freePathOf, likelyCause } from './likely-cause.ts';
import { missingParts } from './missing-parts.ts';
import { asSigned } from './page-bytes.ts';
import type { PageFacts } from './page-facts.ts';
import type { PageReading } from './page-reading.ts';
import { pageTypeOf } from './page-type.ts';
import { readBest } from './read-best.ts';
import { betterMatch } from './search-match.ts';
import { tailReasons } from './tail-reasons.ts';
import { whyUnreadable } from './why-unreadable.ts';

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

/** What a search needs of what is at hand; each that is opened takes its time. */
export interface Wanted {
  /** Of a text with words of a known size only machines with such words are asked for. */
  readonly wordBytes?: number | undefined;
  /** Other sizes of struct page are tried only where no machine has the text's as it is. */
  readonly isSizeFound?: () => boolean;
}

/** Trees, configurations and machines at hand besides; opened one by one, only when a reading is doubted. */
export type OtherContexts = (wanted: Wanted) => Iterable<DecodeContext>;

/** A text that cannot be decoded; the message is one line for people. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

const NOTHING =
  'The text has neither the lines of dump_page() nor the bytes of a struct page in hexadecimal.';
const NO_OTHERS: OtherContexts = () => [];

/**
 * Decodes a text with one page dump, or the bytes of one struct page.
 * @throws DecodeError when there are no bytes, or bytes of another machine than the profile's
 */
export function decodePage(context: DecodeContext, text: string): DecodedPage {
  const { page, problem } = decodeDump(context, parseDump(text), NO_OTHERS);
  if (page) return page;
  throw new DecodeError(problem ?? NOTHING);
}

/**
 * Decodes every dump of a text, in its order.
 * @throws DecodeError when there is none at all
 */
export function decodeText(
  context: DecodeContext,
  text: string,
  others: OtherContexts = NO_OTHERS,
): DecodedDump[] {
  const dumps = parseDumps(text);
  if (dumps.length === 0) throw new DecodeError(NOTHING);
  return dumps.map((dump) => decodeDump(context, dump, others));
}

/** Decodes one dump; what the text lacks, or why nothing can be read, is part of the answer. */
export function decodeDump(
  context: DecodeContext,
  dump: DumpText,
  others: OtherContexts,
): DecodedDump {
  const missing = missingParts(context, dump);
  const problem = whyUnreadable(context, dump, others);
  if (problem !== undefined) return { lines: dump.lines, page: null, problem, missing };
  const page = decodedPage(context, dump, others);
  return { lines: dump.lines, page, problem: null, missing };
}

function decodedPage(context: DecodeContext, dump: DumpText, others: OtherContexts): DecodedPage {
  const best = readBest(context, dump);
  const { reading, isSwapped } = best;
  const evidence = evidenceOf(reading, dump);
  const order = { bigEndian: reading.bigEndian, isSwapped };
  const doubts = doubtsOf(dump, evidence, best);
  const isDoubted = doubts.length > 0;
  const type = pageTypeOf(reading, dump);
  const count = reading.pageField('_refcount.counter', '_refcount');
  const word = reading.typeWord;
  return {
    profile: context.profile,
    order,
    pageType: type,
    flags: reading.flags ?? null,
    refcount: count === undefined ? null : asSigned(count, 32),
    mapcount: word === undefined || type !== null ? null : asSigned(word, 32) + 1n,
    isTail: reading.isTail,
    tailIndex: reading.tailIndex || null,
    lanes: reading.lanes(),
    doubts,
    evidence,
    betterMatch: isDoubted ? betterMatch(context, dump, evidence, others) : null,
    report: dump.report,
    textReason: dump.reason,
    stacks: dump.stacks,
    ...conclusions(reading, dump, type, isDoubted),
  };
}

type Conclusions = Pick<
  DecodedPage,
  'reasons' | 'printedReason' | 'cause' | 'freePath' | 'isHealthy'
>;

/** Types of pages in use: no one is to map or to free such a page but its owner. */
const LIVE = /^(slab|large_kmalloc|hugetlb|table|zsmalloc|offline)$/;

/** Reports that end in a reason of their own; the allocator's is what it would print. */
const GIVES_OWN_REASON = /^(KASAN|memory failure|unmovable page)$/;

function conclusions(
  reading: PageReading,
  dump: DumpText,
  type: DecodedPage['pageType'],
  isDoubted: boolean,
): Conclusions {
  const freePath = freePathOf(dump);
  const none = { reasons: [], printedReason: null, cause: null, freePath, isHealthy: false };
  if (isDoubted) return none;
  const isShown = dump.report !== 'bad page' && dump.report !== 'bytes';
  // Before Linux 6.10 a slab was told by a flag.
  const isSlab = reading.flags?.names.some(({ name }) => name === 'slab') === true;
  const isLive = type === null ? isSlab : LIVE.test(type.name);
  if (isShown && isLive) return { ...none, isHealthy: true };
  const tail = tailReasons(reading);
  const reasons = [...tail, ...badReasons(reading)].map((each) => withType(each, type));
  const printed = GIVES_OWN_REASON.test(dump.report) ? undefined : (tail[0] ?? reasons.at(-1));
  return {
    ...none,
    reasons,
    printedReason: printed?.reason ?? null,
    cause: likelyCause(reading, dump, reasons, freePath, type?.name),
  };
}

/** A word that the tree takes for a count is a type to the kernel that printed it. */
function withType(reason: BadReason, type: DecodedPage['pageType']): BadReason {
  if (type?.source !== 'older kernel' || reason.reason !== 'nonzero mapcount') return reason;
  return { ...reason, because: `the page has the type ${type.name} in the word of _mapcount` };
}

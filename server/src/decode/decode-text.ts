import { formatRange } from '../features/hover/numbers.ts';
import type {
  BetterMatch,
  DecodedDump,
  DecodedPage,
  FieldReading,
  FlagsReading,
  LaneReading,
} from './decoded-page.ts';
import type { ReportKind } from './dump-text.ts';

const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** What each kind of report means for the page that it shows. */
const REPORTS: Readonly<Record<ReportKind, string>> = {
  'bad page': 'the page allocator found the page in a bad state',
  KASAN: 'KASAN shows the page of a bad access; no free of the page is going on',
  'memory failure': 'memory failure handling shows the page; no free is going on',
  'unmovable page': 'the page could not be moved away; no free is going on',
  assertion: 'an assertion failed; the stack says what was going on',
  dump: 'someone called dump_page()',
  bytes: 'bytes without a report',
};

/** Every dump of a text for people. */
export function decodedDumpsText(dumps: readonly DecodedDump[]): string {
  if (dumps.length === 1) return dumps.map(dumpText).join('');
  return dumps
    .map((dump, i) => {
      const { first, last } = dump.lines;
      return `dump ${i + 1} of ${dumps.length}, lines ${first}-${last}\n${dumpText(dump)}`;
    })
    .join('\n\n');
}

function dumpText({ page, problem, missing }: DecodedDump): string {
  const lacks = missing.length === 0 ? [] : [`missing from the text: ${missing.join('; ')}`];
  if (page) return [...lacks, decodedText(page)].join('\n');
  return [`not read: ${problem}`, ...lacks].join('\n');
}

/** A decoded page for people, one fact a line. */
export function decodedText(page: DecodedPage): string {
  return [
    ...page.doubts.map((doubt) => `doubt: ${doubt}`),
    ...(page.doubts.length > 0 ? [matchText(page.betterMatch, page)] : []),
    `read as ${page.profile}, ${orderText(page)}`,
    ...(page.report === 'bytes' ? [] : [`report: ${REPORTS[page.report]}`]),
    ...(page.textReason === null ? [] : [`the text's reason: ${page.textReason}`]),
    `page type: ${typeText(page)}`,
    ...(page.flags ? [flagsText(page.flags)] : []),
    ...(page.refcount === null ? [] : [`references: ${page.refcount}`]),
    ...(page.mapcount === null ? [] : [`mappings: ${page.mapcount}`]),
    ...(page.isTail ? [tailText(page)] : []),
    '',
    ...conclusionsText(page),
    ...(page.cause === null ? [] : [`likely cause: ${page.cause}`]),
    ...(page.freePath.length > 0 ? [`freed from: ${page.freePath.join(' <- ')}`] : []),
    ...page.stacks.map(({ kind, frames }) => `stack (${kind}): ${frames.join(' <- ')}`),
    ...page.lanes.flatMap(laneText),
  ].join('\n');
}

/** What would make text and words agree. */
function matchText(match: BetterMatch | null, { evidence }: DecodedPage): string {
  const own = evidence.filter(({ agrees }) => agrees).length;
  if (!match)
    return `agrees: ${own} of ${evidence.length} fields; nothing else at hand agrees in more`;
  const order = match.bigEndian ? 'big-endian' : 'little-endian';
  const type = match.pageType === null ? '' : `, page type ${match.pageType}`;
  return `agrees: ${own} of ${evidence.length} fields; best match: ${match.profile}, ${order}, with ${match.agreeing} of ${match.compared}${type}`;
}

function orderText({ order }: DecodedPage): string {
  const name = order.bigEndian ? 'big-endian' : 'little-endian';
  return order.isSwapped ? `${name}, which is not this machine's order` : name;
}

function typeText({ pageType }: DecodedPage): string {
  if (!pageType) return 'none';
  const { name, word, source } = pageType;
  if (source === 'text') return `${name} (${hex(word)}), as the text names it`;
  if (source === 'older kernel')
    return `${name} (${hex(word)}), as kernels of the text's age had it`;
  return `${name} (${hex(word)})`;
}

function tailText({ tailIndex }: DecodedPage): string {
  const which = tailIndex === null ? '' : `, number ${tailIndex} of its folio`;
  return `tail page${which}: the lines of text above the bytes are about its head`;
}

function flagsText({ value, names, fields }: FlagsReading): string {
  const words = names.map(({ name, aliases }) =>
    aliases.length > 0 ? `${name} (also ${aliases.join(', ')})` : name,
  );
  const places = fields.map(({ name, value }) => `${name}=${value}`);
  return `flags: ${hex(value)} ${[...words, ...places].join(', ')}`.trimEnd();
}

function conclusionsText(page: DecodedPage): string[] {
  const { reasons, printedReason, doubts, isHealthy, pageType } = page;
  if (doubts.length > 0) return ['nothing is concluded from a reading that is doubted'];
  if (isHealthy) return [`healthy: a ${pageType?.name ?? 'slab'} page in use`];
  if (reasons.length === 0) return ['were it freed now, the allocator would find nothing bad'];
  return reasons.map(
    ({ reason, because }) =>
      `bad if freed now: ${reason}${reason === printedReason ? ' (this one is printed)' : ''}: ${because}`,
  );
}

function laneText({ record, fields }: LaneReading): string[] {
  return fields.length === 0 ? [] : ['', record, ...fields.map(fieldText)];
}

function fieldText({ path, offsetBits, sizeBits, pageIndex, value, note }: FieldReading): string {
  const page = pageIndex === 0 ? '' : `page ${pageIndex} `;
  const range = formatRange(offsetBits, sizeBits, 'decimal').replaceAll('\u2013', '-');
  const line = `  ${`${page}${range}`.padEnd(20)} ${path.padEnd(28)} ${hex(value)}`;
  return note === null ? line : `${line}  ${note}`;
}

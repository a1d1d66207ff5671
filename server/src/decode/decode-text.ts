import { formatRange } from '../features/hover/numbers.ts';
import type { DecodedPage, FieldReading, FlagsReading, LaneReading } from './decoded-page.ts';

const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** A decoded page for people, one fact a line. */
export function decodedText(page: DecodedPage): string {
  return [
    `read as ${page.profile}, ${orderText(page)}`,
    ...page.doubts.map((doubt) => `doubt: ${doubt}`),
    `page type: ${page.pageType ? `${page.pageType.name} (${hex(page.pageType.word)})` : 'none'}`,
    ...(page.flags ? [flagsText(page.flags)] : []),
    ...(page.refcount === null ? [] : [`references: ${page.refcount}`]),
    ...(page.mapcount === null ? [] : [`mappings: ${page.mapcount}`]),
    ...(page.isTail ? [tailText(page)] : []),
    '',
    ...reasonsText(page),
    ...(page.cause === null ? [] : [`likely cause: ${page.cause}`]),
    ...(page.freePath.length > 0 ? [`freed from: ${page.freePath.join(' <- ')}`] : []),
    ...page.lanes.flatMap(laneText),
  ].join('\n');
}

function orderText({ order }: DecodedPage): string {
  const name = order.bigEndian ? 'big-endian' : 'little-endian';
  return order.isSwapped ? `${name}, which is not this machine's order` : name;
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

function reasonsText({ reasons, printedReason }: DecodedPage): string[] {
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

import { type ConvertedRegion, convertFile } from './convert-file.ts';
import type { LineSpan } from './line-span.ts';
import type { TableApi } from './table-api.ts';

/** The functions and macros with text on some lines (from 1) that can speak of struct ptdesc. */
export function convertLines(
  bytes: Uint8Array,
  api: TableApi,
  lines: LineSpan | undefined,
): ConvertedRegion[] {
  const regions = convertFile(bytes, api);
  if (!lines) return regions;
  const [from, to] = [startOfLine(bytes, lines.from), startOfLine(bytes, lines.to + 1)];
  return regions.filter(({ start, end }) => start < to && end > from);
}

function startOfLine(bytes: Uint8Array, line: number): number {
  let at = 0;
  for (let each = 1; each < line; each++) {
    const newline = bytes.indexOf(10, at);
    if (newline < 0) return bytes.length;
    at = newline + 1;
  }
  return at;
}

import type { DecodeContext } from './decode-page.ts';
import { type PageBytes, writeBits } from './page-bytes.ts';

/** Struct page's bytes from its members by path, and which of its words no member gave. */
export function pageOfMembers(
  { model, bigEndian, wordBytes }: DecodeContext,
  members: ReadonlyMap<string, bigint>,
): { readonly page: PageBytes; readonly uncovered: readonly string[] } {
  const { sizeBytes, fields } = model.page;
  const page = { bytes: new Uint8Array(sizeBytes), bigEndian };
  const isCovered = new Uint8Array(sizeBytes);
  for (const { path, offsetBits, sizeBits } of fields) {
    const value = members.get(path);
    if (value === undefined || sizeBits === 0) continue;
    writeBits(page, offsetBits, sizeBits, value);
    isCovered.fill(1, Math.floor(offsetBits / 8), Math.ceil((offsetBits + sizeBits) / 8));
  }
  const uncovered: string[] = [];
  for (let at = 0; at < sizeBytes; at += wordBytes)
    if (isCovered.subarray(at, at + wordBytes).every((byte) => byte === 0))
      uncovered.push(`bytes ${at}-${at + wordBytes - 1}`);
  return { page, uncovered: merged(uncovered) };
}

/** Neighbours as one range. */
function merged(ranges: readonly string[]): string[] {
  const found: [number, number][] = [];
  for (const [, first = '', last = ''] of ranges.map((range) => /(\d+)-(\d+)/.exec(range) ?? [])) {
    const before = found.at(-1);
    if (before && before[1] + 1 === Number(first)) before[1] = Number(last);
    else found.push([Number(first), Number(last)]);
  }
  return found.map(([first, last]) => `bytes ${first}-${last}`);
}

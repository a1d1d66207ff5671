import { SHADOW_PAGE_BYTES, type ShadowPage, UNWRITTEN } from './shadow-page.ts';
import type { ShadowPages } from './shadow-pages.ts';

const LAST = SHADOW_PAGE_BYTES - 1;

/**
 * Copies bytes that lie elsewhere to a part of a page: those that no one wrote stay so where they go.
 * @param offset of the part, whose bytes get this writer
 */
export function copyInto(
  shadow: ShadowPages,
  page: ShadowPage,
  offset: number,
  from: number,
  sizeBytes: number,
  writer: number,
): void {
  for (let at = 0; at < sizeBytes; ) {
    const source = shadow.readable(from + at);
    const first = (from + at) & LAST;
    const length = Math.min(sizeBytes - at, SHADOW_PAGE_BYTES - first);
    page.bytes.set(source.bytes.subarray(first, first + length), offset + at);
    const writers = source.writer.subarray(first, first + length);
    page.writer.fill(writer, offset + at, offset + at + length);
    for (let i = writers.indexOf(UNWRITTEN); i >= 0; i = writers.indexOf(UNWRITTEN, i + 1))
      page.writer[offset + at + i] = UNWRITTEN;
    at += length;
  }
}

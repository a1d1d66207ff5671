/**
 * Where the lens draws what, in bits from the left edge of a struct page: no pixels, no elements.
 * Edges are the layout's own numbers, so that a drawing can be compared with them.
 */

import type { OverlayField, OverlayLane } from '../../../server/src/protocol.ts';
import type { ByteRow } from './byte-rows.ts';

const BITS_PER_BYTE = 8;

/** A field as a block; `index` is its number in the lane, which is how the panel is told about it. */
export interface Block {
  readonly field: OverlayField;
  readonly index: number;
  /** From the start of the struct page. A block may begin before it, or end behind it. */
  readonly leftBits: number;
  readonly rightBits: number;
  readonly row: number;
}

/** Bits that no field of the lane has: padding between or behind its fields, or not its own at all. */
export interface Gap {
  readonly kind: 'padding' | 'outside';
  readonly leftBits: number;
  readonly rightBits: number;
}

/** What a lane puts over one struct page: rows in which no blocks overlap. */
export interface Strip {
  readonly pageIndex: number;
  readonly rowCount: number;
  readonly blocks: readonly Block[];
  readonly gaps: readonly Gap[];
}

/** A lane over struct pages of a size, page by page. Members of members are inside their blocks. */
export function stripsOf(lane: OverlayLane, pageSizeBytes: number): Strip[] {
  const pageBits = pageSizeBytes * BITS_PER_BYTE;
  const fields = lane.fields
    .map((field, index) => ({ field, index }))
    .filter(({ field }) => field.depth === 0 && field.sizeBits > 0);
  return Array.from({ length: Math.max(1, lane.pages) }, (_, pageIndex) => {
    const blocks = blocksOn(fields, pageIndex, pageBits);
    const ownBits = lane.sizeBytes * BITS_PER_BYTE - pageIndex * pageBits;
    return {
      pageIndex,
      rowCount: blocks.reduce((count, { row }) => Math.max(count, row + 1), 0),
      blocks,
      gaps: gapsOf(blocks, Math.min(ownBits, pageBits), pageBits),
    };
  });
}

interface NumberedField {
  readonly field: OverlayField;
  readonly index: number;
}

/** A field that crosses into the next struct page is drawn on both. */
function blocksOn(fields: readonly NumberedField[], pageIndex: number, pageBits: number): Block[] {
  const here = fields
    .map(({ field, index }) => {
      const leftBits = (field.pageIndex - pageIndex) * pageBits + field.offsetBits;
      return { field, index, leftBits, rightBits: leftBits + field.sizeBits };
    })
    .filter(({ leftBits, rightBits }) => rightBits > 0 && leftBits < pageBits);
  return withRows(here);
}

/**
 * Members of a union share bits, so each goes to the first row that is free there. Earlier bits come
 * first; at the same bit the order of the declaration is kept.
 */
function withRows(blocks: readonly Omit<Block, 'row'>[]): Block[] {
  const ends: number[] = [];
  return blocks
    .toSorted((a, b) => a.leftBits - b.leftBits)
    .map((block) => {
      const free = ends.findIndex((end) => end <= block.leftBits);
      const row = free < 0 ? ends.length : free;
      ends[row] = block.rightBits;
      return { ...block, row };
    });
}

/** The part of a strip that a row of bytes has, from the row's left edge. */
export function inRow(strip: Strip, { firstByte, byteCount }: ByteRow): Strip {
  const from = firstByte * BITS_PER_BYTE;
  const bits = byteCount * BITS_PER_BYTE;
  const moved = <Item extends { leftBits: number; rightBits: number }>(items: readonly Item[]) =>
    items
      .map((item) => ({
        ...item,
        leftBits: item.leftBits - from,
        rightBits: item.rightBits - from,
      }))
      .filter(({ leftBits, rightBits }) => rightBits > 0 && leftBits < bits);
  return { ...strip, blocks: moved(strip.blocks), gaps: moved(strip.gaps) };
}

/** What no block covers: padding up to the record's own end, and behind it what is not the record's. */
function gapsOf(blocks: readonly Block[], ownBits: number, pageBits: number): Gap[] {
  const gaps: Gap[] = [];
  let end = 0;
  for (const { leftBits, rightBits } of blocks) {
    if (leftBits > end) gaps.push({ kind: 'padding', leftBits: end, rightBits: leftBits });
    end = Math.max(end, rightBits);
  }
  if (ownBits > end) gaps.push({ kind: 'padding', leftBits: end, rightBits: ownBits });
  const outside = Math.max(end, ownBits, 0);
  if (pageBits > outside) gaps.push({ kind: 'outside', leftBits: outside, rightBits: pageBits });
  return gaps;
}

/** Bits of a struct page that someone points at; `lane` when it was a block. */
export interface PointedBits {
  readonly lane: OverlayLane | null;
  readonly field: OverlayField | null;
  readonly pageIndex: number;
  readonly offsetBits: number;
  readonly sizeBits: number;
}

/** What points at a field. */
export function pointAt(lane: OverlayLane, field: OverlayField): PointedBits {
  const { pageIndex, offsetBits, sizeBits } = field;
  return { lane, field, pageIndex, offsetBits, sizeBits };
}

/** What points at one byte of every struct page. */
export function pointAtByte(byte: number): PointedBits {
  return {
    lane: null,
    field: null,
    pageIndex: 0,
    offsetBits: byte * BITS_PER_BYTE,
    sizeBits: BITS_PER_BYTE,
  };
}

/**
 * Whether a field has some of the bits that are pointed at. Struct page and its bytes lie below each
 * page of a record that spans several; other records must agree about the page.
 */
export function isPointedAt(lane: OverlayLane, field: OverlayField, at: PointedBits): boolean {
  const isEveryPage = at.lane === null || at.lane.kind === 'page' || lane.kind === 'page';
  return (
    (isEveryPage || field.pageIndex === at.pageIndex) &&
    field.offsetBits < at.offsetBits + at.sizeBits &&
    at.offsetBits < field.offsetBits + field.sizeBits
  );
}

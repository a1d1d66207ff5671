import type { OverlayField, OverlayLane } from '../../../server/src/protocol.ts';

/** A field with its number in the lane, which is how the panel is told about it. */
export interface NumberedField extends OverlayField {
  readonly index: number;
}

/** What a lane puts over one struct page: rows in which nothing overlaps. */
export interface Strip {
  readonly pageIndex: number;
  readonly rows: readonly (readonly NumberedField[])[];
}

/** The outermost fields of a lane, page by page. Members of members are inside their blocks. */
export function strips(lane: OverlayLane): Strip[] {
  const fields = lane.fields
    .map((field, index): NumberedField => ({ ...field, index }))
    .filter((field) => field.depth === 0 && field.sizeBits > 0);
  return Array.from({ length: Math.max(1, lane.pages) }, (_, pageIndex) => ({
    pageIndex,
    rows: withoutOverlap(fields.filter((field) => field.pageIndex === pageIndex)),
  }));
}

/**
 * Members of a union share bytes, so each goes to the first row that is free there. Earlier
 * bytes come first; at the same byte the order of the declaration is kept.
 */
function withoutOverlap(fields: readonly NumberedField[]): NumberedField[][] {
  const rows: NumberedField[][] = [];
  for (const field of fields.toSorted((a, b) => a.offsetBits - b.offsetBits)) {
    const row = rows.find((placed) => endBits(placed.at(-1)!) <= field.offsetBits);
    if (row === undefined) rows.push([field]);
    else row.push(field);
  }
  return rows;
}

/** Where a field ends, from the start of its struct page. */
export function endBits(field: OverlayField): number {
  return field.offsetBits + field.sizeBits;
}

/** Whether two fields share a bit of the same struct page. */
export function shareBytes(a: OverlayField, b: OverlayField): boolean {
  return a.pageIndex === b.pageIndex && a.offsetBits < endBits(b) && b.offsetBits < endBits(a);
}

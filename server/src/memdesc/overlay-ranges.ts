import type { AssertedPair, MemdescField, MemdescModel } from './memdesc.ts';
import { assertionOf, type Lane, lanesOf, type PageRange } from './owners.ts';

/** One field over a byte range of struct page. */
export interface RangeField {
  readonly record: string;
  readonly field: MemdescField;
  readonly asserted: AssertedPair | null;
}

/** A byte range of struct page that some field takes exactly, and all fields over it. */
export interface OverlayRange extends PageRange {
  readonly fields: readonly RangeField[];
}

/**
 * Each distinct range that a field of struct page or of a memdesc takes, in the order of memory, the
 * longer of two that begin together first. A range lists every field that overlaps it, also partly;
 * members of named members are left out.
 */
export function overlayRanges(model: MemdescModel): OverlayRange[] {
  const pageBits = model.page.sizeBytes * 8;
  const all = lanesOf(model).flatMap((lane) =>
    lane.fields.filter((f) => f.depth === 0 && f.sizeBits > 0).map((field) => ({ lane, field })),
  );
  const keys = new Map<string, PageRange>();
  for (const { field } of all) {
    const pageIndex = Math.floor(field.offsetBits / pageBits);
    const offsetBits = field.offsetBits - pageIndex * pageBits;
    keys.set(`${field.offsetBits}:${field.sizeBits}`, {
      pageIndex,
      offsetBits,
      sizeBits: field.sizeBits,
    });
  }
  return [...keys.values()].sort(byMemory).map((range) => ({
    ...range,
    fields: fieldsOver(all, range.pageIndex * pageBits + range.offsetBits, range.sizeBits),
  }));
}

function byMemory(a: PageRange, b: PageRange): number {
  return a.pageIndex - b.pageIndex || a.offsetBits - b.offsetBits || b.sizeBits - a.sizeBits;
}

function fieldsOver(
  all: readonly { lane: Lane; field: MemdescField }[],
  start: number,
  sizeBits: number,
): RangeField[] {
  return all
    .filter(({ field: f }) => f.offsetBits < start + sizeBits && f.offsetBits + f.sizeBits > start)
    .map(({ lane, field }) => ({
      record: lane.record,
      field,
      asserted: assertionOf(lane, field.path),
    }));
}

import type { OverlayField, OverlayLane, OverlayView } from '../../../server/src/protocol.ts';

/** A field of another record over the same bits. */
export interface FieldOverlap {
  readonly lane: OverlayLane;
  readonly field: OverlayField;
}

/**
 * The fields of other records that share bits with a field, in the order of the lanes. Members of a
 * named member are left out: the member as a whole says it already.
 */
export function overlapsOf(
  view: OverlayView,
  own: OverlayLane,
  field: OverlayField,
): FieldOverlap[] {
  return view.lanes
    .filter((lane) => lane !== own)
    .flatMap((lane) =>
      lane.fields
        .filter((other) => other.depth === 0 && shareBits(lane, other, own, field))
        .map((other) => ({ lane, field: other })),
    );
}

/** Struct page lies below each page of a record that spans several. */
function shareBits(
  lane: OverlayLane,
  other: OverlayField,
  own: OverlayLane,
  field: OverlayField,
): boolean {
  const isSamePage =
    lane.kind === 'page' || own.kind === 'page' || other.pageIndex === field.pageIndex;
  return (
    isSamePage &&
    other.offsetBits < field.offsetBits + field.sizeBits &&
    field.offsetBits < other.offsetBits + other.sizeBits
  );
}

/** The members of a named member, one level below it. */
export function membersOf(lane: OverlayLane, field: OverlayField): OverlayField[] {
  const prefix = `${field.path}.`;
  return lane.fields.filter(
    (other) => other.depth === field.depth + 1 && other.path.startsWith(prefix),
  );
}

/** "bytes 8–23", "byte 48", or bits where a field does not fill its bytes. */
export function rangeText({ offsetBits, sizeBits }: OverlayField): string {
  if (offsetBits % 8 !== 0 || sizeBits % 8 !== 0)
    return `bits ${offsetBits}–${offsetBits + sizeBits - 1}`;
  const first = offsetBits / 8;
  const last = first + sizeBits / 8 - 1;
  return last <= first ? `byte ${first}` : `bytes ${first}–${last}`;
}

import type { OverlayField, OverlayLane, OverlayView } from '../../../server/src/protocol.ts';
import { describeBytes } from '../../common/describe-bits.ts';

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

/** "bytes 8–23", "byte 48", "bytes 42–43, bits 0–14", of a page where the record has several. */
export function rangeText(lane: OverlayLane, { pageIndex, offsetBits, sizeBits }: OverlayField) {
  const page = lane.pages > 1 ? `page ${pageIndex}, ` : '';
  return `${page}${describeBytes(offsetBits, sizeBits, '–')}`;
}

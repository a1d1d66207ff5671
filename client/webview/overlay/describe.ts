import type { OverlayField, OverlayLane, OverlayView } from '../../../server/src/protocol.ts';
import { describeBytes } from '../../common/describe-bits.ts';
import { isPointedAt, type PointedBits } from './geometry.ts';

/** "bytes 8 to 23", "byte 48", or bits where a field does not fill its bytes. */
export function describeRange({
  offsetBits,
  sizeBits,
}: Pick<OverlayField, 'offsetBits' | 'sizeBits'>): string {
  return describeBytes(offsetBits, sizeBits);
}

/** What holds a field and struct page together. */
function describeAssertion(field: OverlayField, lane: OverlayLane): string {
  if (lane.kind === 'page') return '';
  if (field.asserted === null) return 'not asserted';
  const other = field.assertedWith === null ? '' : ` with ${field.assertedWith}`;
  return `asserted${other} at ${field.assertedAt}`;
}

/**
 * One sentence for a field: what a screen reader says and a tooltip shows. It holds the block's text
 * as it is seen, so that people who speak to their machine can name it.
 */
export function describeField(field: OverlayField, lane: OverlayLane, value = ''): string {
  const page = lane.pages > 1 ? ` of struct page ${field.pageIndex}` : '';
  return [
    `${lane.record}: ${field.spelled} ${value}`.trimEnd(),
    field.type,
    `${describeRange(field)}${page}`,
    describeAssertion(field, lane),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** Who has the bits that are pointed at: the field itself, then every other lane's. */
export function describeOwners(view: OverlayView, at: PointedBits): string {
  const owners = view.lanes
    .filter((lane) => lane.record !== at.lane?.record)
    .map((lane) => ownersIn(lane, at))
    .filter((owners) => owners !== '');
  const subject = at.lane && at.field ? describeField(at.field, at.lane) : describeRange(at);
  if (owners.length === 0) return `${subject}. Nothing else has these bytes.`;
  return `${subject}. ${at.lane ? 'Over the same bytes' : 'Owned by'}: ${owners.join('; ')}.`;
}

function ownersIn(lane: OverlayLane, at: PointedBits): string {
  const fields = lane.fields.filter((field) => field.depth === 0 && isPointedAt(lane, field, at));
  if (fields.length === 0) return '';
  const names = fields.map((field) => {
    const name =
      field.pageIndex === 0 ? field.spelled : `${field.spelled} of page ${field.pageIndex}`;
    return lane.kind === 'page' || field.asserted !== null ? name : `${name} (not asserted)`;
  });
  return `${lane.record} ${names.join(', ')}`;
}

/** What a lane is, in a few words; nothing where its size is not known. */
export function describeLane(lane: OverlayLane): string {
  if (lane.sizeBytes === 0) return '';
  const size = `${lane.sizeBytes} bytes`;
  if (lane.kind === 'page') return size;
  if (lane.kind === 'mirror') return `${size}, a mirror of some words`;
  return lane.pages > 1 ? `${size} over ${lane.pages} pages` : size;
}

import type { OverlayField, OverlayLane, OverlayView } from '../../../server/src/protocol.ts';

import { describeBits } from '../../common/describe-bits.ts';

/** One thing that is different between two views. */
export interface Difference {
  readonly record: string;
  /** The field's path; null when it is about the record as a whole. */
  readonly path: string | null;
  /** As the source spells it: the path is that of macros, where there are some. */
  readonly spelled: string | null;
  readonly kind: 'moved' | 'resized' | 'only left' | 'only right' | 'assertion';
  readonly left: string;
  readonly right: string;
}

/**
 * What differs between two views: records and their outermost fields by name. A field that moved and
 * has another size is listed once, as moved; where it begins is what breaks an overlay.
 */
export function compareViews(left: OverlayView, right: OverlayView): Difference[] {
  const rightLanes = new Map(right.lanes.map((lane) => [lane.record, lane]));
  const leftNames = new Set(left.lanes.map(({ record }) => record));
  return [
    ...left.lanes.flatMap((lane) => {
      const other = rightLanes.get(lane.record);
      return other ? compareLanes(lane, other) : [onlyRecord(lane, 'only left')];
    }),
    ...right.lanes
      .filter(({ record }) => !leftNames.has(record))
      .map((lane) => onlyRecord(lane, 'only right')),
  ];
}

function onlyRecord(lane: OverlayLane, kind: 'only left' | 'only right'): Difference {
  const size = `${lane.sizeBytes} bytes`;
  const isLeft = kind === 'only left';
  return {
    record: lane.record,
    path: null,
    spelled: null,
    kind,
    left: isLeft ? size : '',
    right: isLeft ? '' : size,
  };
}

function compareLanes(left: OverlayLane, right: OverlayLane): Difference[] {
  const { record } = left;
  const found: Difference[] = [];
  if (left.sizeBytes !== right.sizeBytes)
    found.push({
      record,
      path: null,
      spelled: null,
      kind: 'resized',
      left: `${left.sizeBytes} bytes`,
      right: `${right.sizeBytes} bytes`,
    });
  const rightFields = outermost(right);
  for (const [path, field] of outermost(left)) {
    const difference = compareFields(field, rightFields.get(path));
    if (difference) found.push({ record, path, spelled: field.spelled, ...difference });
    rightFields.delete(path);
  }
  for (const [path, field] of rightFields)
    found.push({
      record,
      path,
      spelled: field.spelled,
      kind: 'only right',
      left: '',
      right: spanOf(field),
    });
  return found;
}

function outermost(lane: OverlayLane): Map<string, OverlayField> {
  const fields = lane.fields.filter(({ depth }) => depth === 0);
  return new Map(fields.map((field) => [field.path, field]));
}

function compareFields(
  left: OverlayField,
  right: OverlayField | undefined,
): Omit<Difference, 'record' | 'path' | 'spelled'> | undefined {
  if (!right) return { kind: 'only left', left: spanOf(left), right: '' };
  const spans = { left: spanOf(left), right: spanOf(right) };
  if (left.offsetBits !== right.offsetBits || left.pageIndex !== right.pageIndex)
    return { kind: 'moved', ...spans };
  if (left.sizeBits !== right.sizeBits) return { kind: 'resized', ...spans };
  if ((left.asserted === null) === (right.asserted === null)) return undefined;
  return { kind: 'assertion', left: heldText(left), right: heldText(right) };
}

const heldText = ({ asserted }: OverlayField): string => (asserted ? 'asserted' : 'not asserted');

/** "8 to 23", with the struct page when it is not the first. */
function spanOf({ pageIndex, offsetBits, sizeBits }: OverlayField): string {
  const page = pageIndex > 0 ? `page ${pageIndex}: ` : '';
  if (sizeBits === 0) return `${page}at ${offsetBits / 8}, empty`;
  return `${page}${describeBits(offsetBits, sizeBits)}`;
}

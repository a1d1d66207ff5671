import type { MemdescField, MemdescModel } from '../../memdesc/memdesc.ts';
import {
  assertionOf,
  type Lane,
  lanesOf,
  type Owner,
  ownersOf,
  recordFields,
} from '../../memdesc/owners.ts';
import type { FieldHover } from './hover-info.ts';

/** A field's hover from the model alone; undefined when the record is no memdesc or has no such field. */
export function fieldHover(
  model: MemdescModel,
  record: string,
  path: string,
): FieldHover | undefined {
  const lane = lanesOf(model).find((l) => l.record === record);
  const field = recordFields(model, record)?.find((f) => f.path === path);
  if (!lane || !field) return undefined;
  const self = ownerOf(model, lane, field);
  const { pageIndex, offsetBits } = self;
  const range = { pageIndex, offsetBits, sizeBits: field.sizeBits };
  const root = lane.fields.find((f) => f.path === path.split('.')[0]) ?? field;
  return {
    kind: 'field',
    record,
    path,
    type: field.type,
    range,
    isPage: field.isPage,
    owners: ownersOf(model, range)
      .filter((o) => !isSameField(o, record, path))
      // Who else owns the bytes comes first; the record's own unions are what one knows.
      .sort((a, b) => Number(a.record === record) - Number(b.record === record)),
    self,
    doc: root.doc,
    note: root.note,
    view: root.view,
  };
}

/** A field of a lane with its place in struct page and what holds it there. */
export function ownerOf(model: MemdescModel, lane: Lane, field: MemdescField): Owner {
  const pageBits = model.page.sizeBytes * 8;
  const pageIndex = pageBits > 0 ? Math.floor(field.offsetBits / pageBits) : 0;
  return {
    record: lane.record,
    kind: lane.kind,
    field,
    pageIndex,
    offsetBits: field.offsetBits - pageIndex * pageBits,
    exact: true,
    asserted: assertionOf(lane, field.path),
  };
}

/** The field asked about, and its own members, which its first line stands for. */
function isSameField(owner: Owner, record: string, path: string): boolean {
  const other = owner.field.path;
  return owner.record === record && (other === path || other.startsWith(`${path}.`));
}

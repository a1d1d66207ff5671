import { type MemdescModel, PAGE_RECORD } from '../../memdesc/memdesc.ts';
import { lanesOf } from '../../memdesc/owners.ts';
import { ownerOf } from './field-hover.ts';
import type { MemdescHover } from './hover-info.ts';

/** The hover of a record's name; undefined when it is neither struct page nor a memdesc. */
export function memdescHover(model: MemdescModel, record: string): MemdescHover | undefined {
  const lane = lanesOf(model).find((l) => l.record === record);
  if (!lane) return undefined;
  const memdesc = model.memdescs.find((m) => m.record === record);
  return {
    kind: 'memdesc',
    record,
    memdesc: lane.kind === 'page' ? 'page' : lane.kind,
    sizeBytes: lane.sizeBytes,
    pageSizeBytes: model.page.sizeBytes,
    pages: lane.pages,
    sizeAssertion: memdesc?.sizeAssertion ?? null,
    fields: lane.fields
      .filter((f) => f.depth === 0)
      .map((field) => ownerOf(model, lane, field))
      .sort((a, b) => a.field.offsetBits - b.field.offsetBits),
    memdescs:
      record === PAGE_RECORD
        ? model.memdescs.map(({ record, sizeBytes, kind, declared }) => ({
            record,
            sizeBytes,
            kind,
            declared,
          }))
        : [],
  };
}

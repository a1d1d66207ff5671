import type { MemdescField, MemdescModel } from '../memdesc/memdesc.ts';
import { assertionOf, type Lane, lanesOf, placeInPage } from '../memdesc/owners.ts';
import type { OverlayField, OverlayLane, OverlayView } from '../protocol.ts';

/** The model as the overlay's view draws it. */
export function overlayView(model: MemdescModel, profile: string): OverlayView {
  return {
    profile,
    pageSizeBytes: model.page.sizeBytes,
    lanes: lanesOf(model).map((lane) => overlayLane(model, lane)),
  };
}

function overlayLane(model: MemdescModel, lane: Lane): OverlayLane {
  const { record, sizeBytes, pages, kind, declared } = lane;
  return {
    record,
    sizeBytes,
    pages,
    kind,
    declared,
    fields: lane.fields.map((field) => overlayField(model, lane, field)),
  };
}

function overlayField(model: MemdescModel, lane: Lane, field: MemdescField): OverlayField {
  const place = placeInPage(model, field.offsetBits);
  const assertion = assertionOf(lane, field.path);
  return {
    path: field.path,
    spelled: field.spelled,
    type: field.type,
    offsetBits: place.offsetBits,
    sizeBits: field.sizeBits,
    pageIndex: place.pageIndex,
    depth: field.depth,
    asserted: assertion?.place ?? null,
    assertedWith: assertion?.pagePath ?? null,
    declared: field.declared,
  };
}

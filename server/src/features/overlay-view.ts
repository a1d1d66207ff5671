import { relative } from 'node:path';
import type { MemdescField, MemdescModel } from '../memdesc/memdesc.ts';
import { assertionOf, type Lane, lanesOf, placeInPage } from '../memdesc/owners.ts';
import type { OverlayField, OverlayLane, OverlayView, SourcePlace } from '../protocol.ts';

/** The model as the overlay's view draws it. */
export function overlayView(model: MemdescModel, profile: string, tree: string): OverlayView {
  return {
    profile,
    pageSizeBytes: model.page.sizeBytes,
    lanes: lanesOf(model).map((lane) => overlayLane(model, lane, tree)),
  };
}

function overlayLane(model: MemdescModel, lane: Lane, tree: string): OverlayLane {
  const { record, sizeBytes, pages, kind, declared } = lane;
  return {
    record,
    sizeBytes,
    pages,
    kind,
    declared,
    fields: lane.fields.map((field) => overlayField(model, lane, field, tree)),
  };
}

function overlayField(
  model: MemdescModel,
  lane: Lane,
  field: MemdescField,
  tree: string,
): OverlayField {
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
    assertedAt: assertion ? shortPlace(assertion.place, tree) : null,
    assertedWith: assertion?.pagePath ?? null,
    declared: field.declared,
  };
}

const shortPlace = ({ file, line }: SourcePlace, tree: string): string =>
  `${relative(tree, file)}:${line}`;

import type { OverlayField, OverlayLane, OverlayView } from '../../server/src/protocol.ts';

const FILE = '/home/linux/include/linux/mm_types.h';

/** A field of the first struct page; offsets and sizes in bits. */
export function field(path: string, offsetBits: number, sizeBits: number): OverlayField {
  return {
    path,
    spelled: path,
    type: 'unsigned long',
    offsetBits,
    sizeBits,
    pageIndex: 0,
    depth: 0,
    asserted: null,
    assertedAt: null,
    assertedWith: null,
    declared: null,
  };
}

/** The field with an assertion that ties it to a field of struct page. */
export function asserted(of: OverlayField, assertedWith: string): OverlayField {
  return { ...of, asserted: { file: FILE, line: 12 }, assertedAt: 'mm/slab.h:12', assertedWith };
}

/** A memdesc with these fields, over so many struct pages of 64 bytes. */
export function laneOf(
  fields: readonly OverlayField[],
  pages = 1,
  record = 'struct ptdesc',
): OverlayLane {
  return {
    record,
    sizeBytes: 64 * pages,
    pages,
    kind: 'overlay',
    declared: { file: FILE, line: 4, column: 8 },
    fields,
  };
}

/** Struct page with these fields, and some memdescs over it. */
export function viewOf(
  fields: readonly OverlayField[],
  memdescs: readonly OverlayLane[],
): OverlayView {
  const page: OverlayLane = { ...laneOf(fields), record: 'struct page', kind: 'page' };
  return { profile: 'x86_64, modelled kernel', pageSizeBytes: 64, lanes: [page, ...memdescs] };
}

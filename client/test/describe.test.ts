import assert from 'node:assert/strict';
import type { OverlayField, OverlayLane } from '../../server/src/protocol.ts';
import { describeField, describeLane, describeRange } from '../webview/overlay/describe.ts';

const FIELD: OverlayField = {
  path: 'pt_list',
  type: 'struct list_head',
  offsetBits: 64,
  sizeBits: 128,
  pageIndex: 0,
  depth: 0,
  asserted: { file: '/home/linux/include/linux/mm_types.h', line: 12 },
  assertedWith: null,
  declared: null,
};
const LANE: OverlayLane = {
  record: 'struct ptdesc',
  sizeBytes: 64,
  pages: 1,
  kind: 'overlay',
  fields: [FIELD],
};

describe('the words of the overlay', () => {
  it('name a range of bytes, one byte, or bits', () => {
    assert.equal(describeRange(FIELD), 'bytes 8 to 23');
    assert.equal(describeRange({ ...FIELD, sizeBits: 8 }), 'byte 8');
    assert.equal(describeRange({ ...FIELD, offsetBits: 67, sizeBits: 3 }), 'bits 67 to 69');
  });

  it('say what holds a field in place', () => {
    assert.equal(
      describeField(FIELD, LANE),
      'struct ptdesc: pt_list, struct list_head, bytes 8 to 23, ' +
        'asserted at include/linux/mm_types.h:12',
    );
    assert.match(describeField({ ...FIELD, asserted: null }, LANE), /, not asserted$/);
  });

  it('say nothing about assertions of struct page against itself', () => {
    const page: OverlayLane = { ...LANE, record: 'struct page', kind: 'page' };
    assert.match(describeField({ ...FIELD, asserted: null }, page), /bytes 8 to 23$/);
  });

  it('name the page of a record that covers several', () => {
    const folio: OverlayLane = { ...LANE, record: 'struct folio', sizeBytes: 256, pages: 4 };
    assert.equal(describeLane(folio), '256 bytes over 4 pages');
    assert.match(describeField({ ...FIELD, pageIndex: 2 }, folio), /of struct page 2/);
  });
});

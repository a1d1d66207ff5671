import assert from 'node:assert/strict';
import {
  describeField,
  describeLane,
  describeOwners,
  describeRange,
} from '../webview/overlay/describe.ts';
import { pointAt, pointAtByte } from '../webview/overlay/geometry.ts';
import { asserted, field, laneOf, viewOf } from './overlay-kit.ts';

const PT_LIST = asserted({ ...field('pt_list', 64, 128), type: 'struct list_head' }, 'lru');
const PTDESC = laneOf([PT_LIST, field('ptl', 320, 32)]);
const PAGE_FIELDS = [field('lru', 64, 128), field('private', 320, 64)];

describe('the words of the overlay', () => {
  it('name a range of bytes, one byte, or bits', () => {
    assert.equal(describeRange(PT_LIST), 'bytes 8 to 23');
    assert.equal(describeRange({ ...PT_LIST, sizeBits: 8 }), 'byte 8');
    assert.equal(describeRange({ ...PT_LIST, offsetBits: 67, sizeBits: 3 }), 'byte 8, bits 3 to 5');
  });

  it('say what holds a field in place', () => {
    assert.equal(
      describeField(PT_LIST, PTDESC),
      'struct ptdesc: pt_list, struct list_head, bytes 8 to 23, ' +
        'asserted with lru at mm/slab.h:12',
    );
    assert.match(describeField({ ...PT_LIST, asserted: null }, PTDESC), /, not asserted$/);
  });

  it('say nothing about assertions of struct page against itself', () => {
    const lane = { ...PTDESC, kind: 'page' as const };
    assert.ok(!describeField(PT_LIST, lane).includes('assert'));
  });

  it('name the struct page of a field where there are several', () => {
    const lane = { ...PTDESC, pages: 4 };
    assert.match(describeField({ ...PT_LIST, pageIndex: 2 }, lane), /of struct page 2/);
  });

  it('describe a lane by its size and kind', () => {
    assert.equal(describeLane(PTDESC), '64 bytes');
    assert.equal(describeLane({ ...PTDESC, pages: 4, sizeBytes: 256 }), '256 bytes over 4 pages');
    assert.match(describeLane({ ...PTDESC, kind: 'mirror' }), /mirror/);
  });

  it('say who owns a byte', () => {
    const view = viewOf(PAGE_FIELDS, [PTDESC]);
    assert.equal(
      describeOwners(view, pointAtByte(40)),
      'byte 40. Owned by: struct page private; struct ptdesc ptl (not asserted).',
    );
    assert.equal(describeOwners(view, pointAtByte(0)), 'byte 0. Nothing else has these bytes.');
  });

  it('say what else lies over a field', () => {
    const view = viewOf(PAGE_FIELDS, [PTDESC]);
    const [page] = view.lanes;
    const line = describeOwners(view, pointAt(page!, PAGE_FIELDS[0]!));
    assert.match(line, /^struct page: lru, .* Over the same bytes: struct ptdesc pt_list\.$/);
  });
});

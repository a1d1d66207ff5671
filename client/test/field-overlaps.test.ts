import assert from 'node:assert/strict';
import { membersOf, overlapsOf, rangeText } from '../src/explorer/field-overlaps.ts';
import { field, laneOf, viewOf } from './overlay-kit.ts';

describe('the overlaps of a field in the explorer', () => {
  const ptList = field('pt_list', 64, 128);
  const next = { ...field('pt_list.next', 64, 64), depth: 1 };
  const ptdesc = laneOf([ptList, next, field('ptl', 320, 32)]);
  const folio = laneOf(
    [field('lru', 64, 128), { ...field('_head_1', 64, 64), pageIndex: 1 }],
    2,
    'struct folio',
  );
  const view = viewOf([field('lru', 64, 128), field('private', 320, 64)], [ptdesc, folio]);
  const names = (lane: typeof ptdesc, of: typeof ptList) =>
    overlapsOf(view, lane, of).map(({ lane, field }) => `${lane.record}.${field.path}`);

  it('are the fields of other records over the same bits', () =>
    assert.deepEqual(names(ptdesc, ptList), ['struct page.lru', 'struct folio.lru']));

  it('leave out members, which the named member stands for', () =>
    assert.deepEqual(names(view.lanes[0]!, view.lanes[0]!.fields[0]!), [
      'struct ptdesc.pt_list',
      'struct folio.lru',
      'struct folio._head_1',
    ]));

  it('tell the pages of a folio apart', () =>
    assert.deepEqual(names(folio, folio.fields[1]!), ['struct page.lru']));

  it('stand beside the members of the field', () => {
    assert.deepEqual(membersOf(ptdesc, ptList), [next]);
    assert.deepEqual(membersOf(ptdesc, next), []);
  });

  it('say where a field is', () => {
    assert.equal(rangeText(ptdesc, ptList), 'bytes 8–23');
    assert.equal(rangeText(ptdesc, field('order', 320, 8)), 'byte 40');
    assert.equal(rangeText(ptdesc, field('frozen', 351, 1)), 'byte 43, bit 7');
    assert.match(rangeText(folio, folio.fields[1]!), /^page 1, bytes /);
  });
});

import assert from 'node:assert/strict';
import type { MemdescModel } from '../../src/memdesc/memdesc.ts';
import { whereMemberWent } from '../../src/memdesc/where-member-went.ts';

/** `struct X` with assertions of its members against struct page: member, page's member, pages between. */
function model(pairs: readonly (readonly [path: string, pagePath: string, pageIndex: number])[]) {
  const asserted = pairs.map(([path, pagePath, pageIndex]) => ({ path, pagePath, pageIndex }));
  return { memdescs: [{ record: 'struct X', pairs: asserted }] } as unknown as MemdescModel;
}

describe('a member that struct page does not have', () => {
  it('is looked for through the words of memdescs', () => {
    assert.equal(
      whereMemberWent(model([['place', '__x_place', 0]]), 'place'),
      "; in its place is '__x_place' ('place' of struct X)",
    );
  });

  it('went nowhere where no memdesc has one, or it lies in another page', () => {
    assert.equal(whereMemberWent(model([['place', '__x_place', 0]]), 'other'), '');
    assert.equal(whereMemberWent(model([['place', '__x_place', 1]]), 'place'), '');
  });
});

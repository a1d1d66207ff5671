import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OverlayField, OverlayLane } from '../../server/src/protocol.ts';
import { endBits, shareBytes, strips } from '../webview/overlay/rows.ts';

describe('the rows of a lane', () => {
  it('put the members of a union below each other', () => {
    const lane = laneOf([field('flags', 0, 64), field('lru', 64, 128), field('next', 64, 64)]);
    assert.deepEqual(names(lane), [[['flags', 'lru'], ['next']]]);
  });

  it('fill a free place in an earlier row', () => {
    const fields = [field('lru', 64, 128), field('a', 64, 64), field('b', 128, 64)];
    assert.deepEqual(names(laneOf(fields)), [[['lru'], ['a', 'b']]]);
  });

  it('have a strip for each struct page', () => {
    const lane = laneOf([field('flags', 0, 64), { ...field('_flags_1', 0, 64), pageIndex: 1 }], 3);
    assert.deepEqual(names(lane), [[['flags']], [['_flags_1']], []]);
  });

  it('leave out members of members, and what has no size', () => {
    const inner = { ...field('lru.next', 64, 64), depth: 1 };
    const lane = laneOf([field('lru', 64, 128), inner, field('freelist_end', 192, 0)]);
    assert.deepEqual(names(lane), [[['lru']]]);
  });

  it('never overlap, lose nothing and keep each number', () => {
    const fields = fc.array(
      fc.record({ offset: fc.nat(511), size: fc.integer({ min: 1, max: 512 }) }),
    );
    fc.assert(
      fc.property(fields, (ranges) => {
        const lane = laneOf(ranges.map(({ offset, size }, i) => field(`f${i}`, offset, size)));
        const rows = strips(lane)[0]?.rows ?? [];
        for (const row of rows)
          for (const [index, placed] of row.entries())
            assert.ok(index === 0 || endBits(row[index - 1]!) <= placed.offsetBits);
        const placed = rows.flat();
        assert.equal(placed.length, ranges.length);
        for (const one of placed) assert.equal(lane.fields[one.index]?.path, one.path);
      }),
    );
  });
});

describe('shared bytes', () => {
  const lru = field('lru', 64, 128);

  it('count from either side', () => {
    assert.ok(shareBytes(lru, field('next', 128, 64)));
    assert.ok(shareBytes(field('next', 128, 64), lru));
  });

  it('are none where one field ends and the other begins', () => {
    assert.ok(!shareBytes(lru, field('flags', 0, 64)));
    assert.ok(!shareBytes(lru, field('mapping', 192, 64)));
  });

  it('are none on another struct page', () =>
    assert.ok(!shareBytes(lru, { ...lru, pageIndex: 1 })));
});

function field(path: string, offsetBits: number, sizeBits: number): OverlayField {
  return {
    path,
    type: 'unsigned long',
    offsetBits,
    sizeBits,
    pageIndex: 0,
    depth: 0,
    asserted: null,
    assertedWith: null,
    declared: null,
  };
}

function laneOf(fields: OverlayField[], pages = 1): OverlayLane {
  return { record: 'struct ptdesc', sizeBytes: 64 * pages, pages, kind: 'overlay', fields };
}

function names(lane: OverlayLane): string[][][] {
  return strips(lane).map(({ rows }) => rows.map((row) => row.map((one) => one.path)));
}

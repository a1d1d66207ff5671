import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Block,
  isPointedAt,
  pointAt,
  pointAtByte,
  stripsOf,
} from '../webview/overlay/geometry.ts';
import { field, laneOf } from './overlay-kit.ts';

const PAGE_BYTES = 64;

describe('the blocks of a lane', () => {
  it('put the members of a union below each other', () => {
    const lane = laneOf([field('flags', 0, 64), field('lru', 64, 128), field('next', 64, 64)]);
    checkRows(lane, [['flags', 'lru'], ['next']]);
  });

  it('fill a free place in an earlier row', () => {
    const fields = [field('lru', 64, 128), field('a', 64, 64), field('b', 128, 64)];
    checkRows(laneOf(fields), [['lru'], ['a', 'b']]);
  });

  it('keep the bits of bit-fields', () => {
    const [strip] = stripsOf(laneOf([field('inuse', 320, 16), field('objects', 336, 15)]), 64);
    assert.deepEqual(
      strip?.blocks.map(({ leftBits, rightBits }) => [leftBits, rightBits]),
      [
        [320, 336],
        [336, 351],
      ],
    );
  });

  it('are on a strip for each struct page, and on both that a field crosses', () => {
    const first = field('flags', 0, 64);
    const crossing = { ...field('wide', 448, 128) };
    const strips = stripsOf(laneOf([first, crossing], 2), PAGE_BYTES);
    assert.deepEqual(
      strips.map(({ blocks }) => blocks.map((b) => [b.field.path, b.leftBits, b.rightBits])),
      [
        [
          ['flags', 0, 64],
          ['wide', 448, 576],
        ],
        [['wide', -64, 64]],
      ],
    );
  });

  it('leave out members of members, and what has no size', () => {
    const inner = { ...field('lru.next', 64, 64), depth: 1 };
    checkRows(laneOf([field('lru', 64, 128), inner, field('freelist_end', 192, 0)]), [['lru']]);
  });

  it('never overlap in a row, lose nothing, and cover with the gaps every bit once', () => {
    const ranges = fc.array(
      fc.record({ offset: fc.nat(511), size: fc.integer({ min: 1, max: 512 }) }),
    );
    fc.assert(
      fc.property(ranges, (all) => {
        const fields = all.map(({ offset, size }, i) =>
          field(`f${i}`, offset, Math.min(size, 512 - offset)),
        );
        const [strip] = stripsOf(laneOf(fields), PAGE_BYTES);
        assert.equal(strip?.blocks.length, fields.length);
        for (const row of rowsOf(strip?.blocks ?? []))
          for (const [index, block] of row.entries())
            assert.ok(index === 0 || row[index - 1]!.rightBits <= block.leftBits);
        for (let bit = 0; bit < 512; bit++) {
          const has = ({ leftBits, rightBits }: { leftBits: number; rightBits: number }) =>
            leftBits <= bit && bit < rightBits;
          const isCovered = strip?.blocks.some(has) ?? false;
          assert.equal(strip?.gaps.filter(has).length, isCovered ? 0 : 1, `bit ${bit}`);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the gaps of a lane', () => {
  it('are padding inside the record, and the rest of struct page behind it', () => {
    const lane = { ...laneOf([field('a', 0, 8), field('b', 64, 32)]), sizeBytes: 16 };
    assert.deepEqual(stripsOf(lane, PAGE_BYTES)[0]?.gaps, [
      { kind: 'padding', leftBits: 8, rightBits: 64 },
      { kind: 'padding', leftBits: 96, rightBits: 128 },
      { kind: 'outside', leftBits: 128, rightBits: 512 },
    ]);
  });
});

describe('pointing', () => {
  const lru = field('lru', 64, 128);
  const memdesc = laneOf([lru]);
  const page = { ...memdesc, kind: 'page' as const };

  it('lights what shares a bit, from either side', () => {
    assert.ok(isPointedAt(page, field('next', 128, 64), pointAt(memdesc, lru)));
    assert.ok(isPointedAt(page, lru, pointAt(memdesc, field('next', 128, 64))));
  });

  it('does not light where one field ends and the other begins', () => {
    assert.ok(!isPointedAt(page, field('flags', 0, 64), pointAt(memdesc, lru)));
    assert.ok(!isPointedAt(page, field('mapping', 192, 64), pointAt(memdesc, lru)));
  });

  it('tells the pages of a folio apart, but not for struct page', () => {
    const second = { ...lru, pageIndex: 1 };
    assert.ok(!isPointedAt(memdesc, second, pointAt(memdesc, lru)));
    assert.ok(isPointedAt(memdesc, second, pointAt(page, lru)));
    assert.ok(isPointedAt(page, lru, pointAt(memdesc, second)));
  });

  it('at a byte lights every lane', () => {
    assert.ok(isPointedAt(memdesc, lru, pointAtByte(8)));
    assert.ok(isPointedAt(memdesc, lru, pointAtByte(23)));
    assert.ok(!isPointedAt(memdesc, lru, pointAtByte(24)));
  });
});

function rowsOf(blocks: readonly Block[]): Block[][] {
  const rows: Block[][] = [];
  for (const block of blocks) {
    rows[block.row] ??= [];
    rows[block.row]?.push(block);
  }
  return rows;
}

function checkRows(lane: ReturnType<typeof laneOf>, expected: readonly string[][]): void {
  const [strip] = stripsOf(lane, PAGE_BYTES);
  const rows = rowsOf(strip?.blocks ?? []);
  assert.deepEqual(
    rows.map((row) => row.map(({ field: { path } }) => path)),
    expected,
  );
  assert.equal(strip?.rowCount, expected.length);
}

import assert from 'node:assert/strict';
import type { OverlayField, OverlayLane } from '../../server/src/protocol.ts';
import { compareViews } from '../webview/overlay/compare.ts';
import { asserted, field, laneOf, viewOf } from './overlay-kit.ts';

describe('the comparison of two profiles', () => {
  it('finds nothing in what is the same', () => checkFields([lru, ptl], [lru, ptl], []));
  it('names what moved, with bytes', () =>
    checkFields([ptl], [field('ptl', 160, 32)], ['ptl moved: 40 to 43 -> 20 to 23']));
  it('names what became larger', () =>
    checkFields([ptl], [field('ptl', 320, 64)], ['ptl resized: 40 to 43 -> 40 to 47']));
  it('names what only one has', () =>
    checkFields([lru], [ptl], ['lru only left: 8 to 23 -> ', 'ptl only right:  -> 40 to 43']));
  it('names an assertion that is lost', () =>
    checkFields([asserted(lru, 'lru')], [lru], ['lru assertion: asserted -> not asserted']));
  it('counts in bits where bytes are not filled', () =>
    checkFields(
      [field('objects', 336, 15)],
      [field('objects', 337, 15)],
      ['objects moved: 42 to 43, bits 0 to 14 -> 42 to 43, bits 1 to 15'],
    ));
  it('names one byte once, and fields as the source spells them', () => {
    const head = { ...field('callback_head', 128, 8), spelled: 'rcu_head' };
    const moved = { ...head, offsetBits: 136 };
    checkFields([head], [moved], ['rcu_head moved: 16 -> 17']);
  });
  it('leaves members of members to the member', () =>
    checkFields([lru, { ...field('lru.next', 64, 64), depth: 1 }], [lru], []));

  it('names records that only one has, and other sizes', () => {
    const slab = laneOf([], 1, 'struct slab');
    const zpdesc = laneOf([], 1, 'struct zpdesc');
    const small = { ...laneOf([]), sizeBytes: 32 };
    checkLanes(
      [laneOf([]), slab],
      [small, zpdesc],
      [
        'struct ptdesc resized: 64 bytes -> 32 bytes',
        'struct slab only left: 64 bytes -> ',
        'struct zpdesc only right:  -> 64 bytes',
      ],
    );
  });
});

const lru = field('lru', 64, 128);
const ptl = field('ptl', 320, 32);

function checkFields(
  left: readonly OverlayField[],
  right: readonly OverlayField[],
  expected: readonly string[],
): void {
  checkLanes(
    [laneOf(left)],
    [laneOf(right)],
    expected.map((line) => `struct ptdesc.${line}`),
  );
}

function checkLanes(
  left: readonly OverlayLane[],
  right: readonly OverlayLane[],
  expected: readonly string[],
): void {
  const found = compareViews(viewOf([], left), viewOf([], right));
  const lines = found.map(
    ({ record, spelled, kind, left, right }) =>
      `${spelled === null ? record : `${record}.${spelled}`} ${kind}: ${left} -> ${right}`,
  );
  assert.deepEqual(lines, expected);
}

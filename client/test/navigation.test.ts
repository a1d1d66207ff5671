import assert from 'node:assert/strict';
import type { SimulationCallSpan, SimulatorMove } from '../../server/src/protocol.ts';
import { CallTree } from '../src/simulator/navigation.ts';

/**
 * entry() of steps 1, 2, 8 and 9. Step 2 calls a() with steps 3 and 4, of which 3 calls nothing that
 * has a step, and 4 calls b() with step 5; and then c() with 6 and 7. Step 9 calls d() with step 10.
 */
const TREE = new CallTree(
  [
    span('entry', 0, 1, 11),
    span('a', 1, 3, 6),
    span('nothing', 2, 4, 4),
    span('b', 2, 5, 6),
    span('c', 1, 6, 8),
    span('d', 1, 10, 11),
  ],
  10,
);

describe('going through a run', () => {
  const cases: readonly (readonly [from: number, move: SimulatorMove, to: number])[] = [
    [1, 'in', 2],
    [2, 'in', 3],
    [2, 'over', 8],
    [4, 'over', 6],
    [7, 'over', 8],
    [9, 'over', 11],
    [10, 'in', 11],
    [11, 'in', 11],
    [3, 'out', 6],
    [5, 'out', 6],
    [6, 'out', 8],
    [8, 'out', 11],
    [11, 'back', 10],
    [1, 'back', 1],
    [8, 'backOver', 2],
    [6, 'backOver', 2],
    [5, 'backOver', 4],
    [9, 'backOver', 8],
    [11, 'backOver', 9],
    [5, 'start', 1],
    [5, 'end', 11],
  ];
  for (const [from, move, to] of cases)
    it(`${move} from ${from} leads to ${to}`, () => assert.equal(TREE.move(from, move), to));

  it('knows the innermost call of each step', () => {
    const names = Array.from({ length: 11 }, (_, i) => TREE.innermost(i + 1)?.function ?? '');
    assert.deepEqual(names, 'entry entry a a b c c entry entry d '.split(' '));
  });

  it('finds the next call by a part of its name, and goes on at the start', () => {
    assert.equal(TREE.find('b', 1), 5);
    assert.equal(TREE.find('b', 5), 5);
    assert.equal(TREE.find('c', 1), 6);
    assert.equal(TREE.find('nothing', 1), undefined);
  });

  it('goes nowhere in a run without a step', () => {
    const empty = new CallTree([], 0);
    for (const move of ['in', 'over', 'out', 'back', 'backOver', 'start', 'end'] as const)
      assert.equal(empty.move(1, move), 1);
  });

  it('comes back to where it was, step by step', () => {
    for (let step = 1; step <= 10; step++)
      assert.equal(TREE.move(TREE.move(step, 'in'), 'back'), step);
  });
});

function span(name: string, depth: number, first: number, end: number): SimulationCallSpan {
  return { function: name, depth, first, end, result: null, args: [], place: null };
}

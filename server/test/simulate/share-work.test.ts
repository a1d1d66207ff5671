import assert from 'node:assert/strict';
import { shareWork } from '../../src/simulate/share-work.ts';

describe('work that is shared out', () => {
  it('goes to whoever is idle, the longest first, and is answered in its own order', async () => {
    const begun: string[] = [];
    const open = new Map<number, () => void>();
    const run = (worker: string, piece: number): Promise<string> => {
      begun.push(`${worker}${piece}`);
      return new Promise((resolve) => {
        open.set(piece, () => resolve(`${worker} did ${piece}`));
      });
    };
    const results = shareWork(['a', 'b'], [1, 5, 3, 4], run, (x, y) => y - x);
    assert.deepEqual(begun, ['a5', 'b4']);
    open.get(4)?.();
    await results[3];
    await new Promise(setImmediate);
    assert.deepEqual(begun, ['a5', 'b4', 'b3']);
    open.get(3)?.();
    await new Promise(setImmediate);
    open.get(1)?.();
    open.get(5)?.();
    assert.deepEqual(await Promise.all(results), ['b did 1', 'a did 5', 'b did 3', 'b did 4']);
  });

  it('goes on when a piece fails', async () => {
    const run = (_: string, piece: number): Promise<number> =>
      piece === 1 ? Promise.reject(new Error('no')) : Promise.resolve(piece);
    const [first, second] = shareWork(['a'], [1, 2], run);
    await assert.rejects(first as Promise<number>, /no/);
    assert.equal(await second, 2);
  });
});

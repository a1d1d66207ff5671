import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { askThread } from '../../src/check/ask-thread.ts';

/** Answers with the double, and dies of 0. */
const THREAD = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', (task) => (task === 0 ? process.exit(1) : parentPort.postMessage(2 * task)));
`;

describe('a task of a thread', () => {
  it('is answered, one after the other, and undefined where the thread died of it', async () => {
    const worker = new Worker(THREAD, { eval: true });
    const answers: (number | undefined)[] = [];
    for (const task of [1, 2, 0]) answers.push(await askThread<number>(worker, task));
    assert.deepEqual(answers, [2, 4, undefined]);
  });
});

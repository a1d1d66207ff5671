import type { Worker } from 'node:worker_threads';

/** Gives a thread a task and waits for its one answer; undefined when the thread died of it. */
export function askThread<Answer>(worker: Worker, task: unknown): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const ended = () => resolve(undefined);
    worker.once('exit', ended);
    worker.once('message', (answer: Answer) => {
      worker.off('exit', ended);
      resolve(answer);
    });
    worker.postMessage(task);
  });
}

import { Worker } from 'node:worker_threads';
import { askThread } from '../check/ask-thread.ts';
import { entryFile } from '../shipped-files.ts';
import type { MatrixRow } from './matrix-row.ts';
import type { RowTask } from './read-row.ts';

/** Reads rows in threads; they come in the order of the tasks. `row` is told of each when it is there. */
export async function readMatrix(
  tasks: readonly RowTask[],
  threads: number,
  signal?: AbortSignal,
  row: (row: MatrixRow) => void = () => {},
): Promise<MatrixRow[]> {
  const rows: MatrixRow[] = [];
  let next = 0;
  const work = async () => {
    let worker: Worker | undefined;
    for (let at = next++; at < tasks.length && !signal?.aborted; at = next++) {
      const task = tasks[at] as RowTask;
      worker ??= started();
      const answer = await askThread<MatrixRow>(worker, task);
      if (answer === undefined) worker = undefined;
      const found = answer ?? gaveUp(task);
      rows[at] = found;
      row(found);
    }
    await worker?.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(threads, tasks.length) }, work));
  return rows.filter((each) => each !== undefined);
}

function started(): Worker {
  const worker = new Worker(entryFile('matrix-worker'), { execArgv: [], stdout: true });
  // What the thread died of is said by its row.
  worker.on('error', () => {});
  return worker;
}

const gaveUp = ({ arch, configuration }: RowTask): MatrixRow => ({
  arch,
  config: configuration.name,
  label: null,
  problem: 'given up, it needs too much time or memory',
  sizes: [],
  fields: [],
  assertions: [],
});

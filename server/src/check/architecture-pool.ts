import { Worker } from 'node:worker_threads';
import { entryFile } from '../shipped-files.ts';
import type { ArchitectureResults, ArchitectureTask } from './architecture-task.ts';
import { askThread } from './ask-thread.ts';

/** A thread that needs more is given up with its architecture; the others go on. */
const MAX_WORKER_HEAP_MB = 900;
/** A unit makes many short-lived objects; room for them spares most of the collections. */
const YOUNG_HEAP_MB = 48;

/** Threads, each of which checks one architecture after the other. */
export class ArchitecturePool {
  readonly #threads = new Set<Worker>();
  #isStopped = false;

  /** Answers come in any order. */
  async run(
    tasks: readonly ArchitectureTask[],
    threads: number,
    answer: (results: ArchitectureResults, task: ArchitectureTask) => void,
  ): Promise<void> {
    const open = [...tasks];
    const work = async () => {
      let worker: Worker | undefined;
      for (let task = open.shift(); task && !this.#isStopped; task = open.shift()) {
        worker ??= this.#start();
        const results = await askThread<ArchitectureResults>(worker, task);
        if (results === undefined) worker = undefined;
        if (!this.#isStopped) answer(results ?? gaveUp(task), task);
      }
      if (worker) await this.#end(worker);
    };
    await Promise.all(Array.from({ length: Math.min(threads, tasks.length) }, work));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#threads].map((worker) => this.#end(worker)));
  }

  #start(): Worker {
    const worker = new Worker(entryFile('architecture-worker'), {
      execArgv: [],
      resourceLimits: {
        maxOldGenerationSizeMb: MAX_WORKER_HEAP_MB,
        maxYoungGenerationSizeMb: YOUNG_HEAP_MB,
      },
      // stdout is for results, and only this thread writes them.
      stdout: true,
    });
    // What the thread died of is said by the failure of its task.
    worker.on('error', () => {});
    this.#threads.add(worker);
    return worker;
  }

  async #end(worker: Worker): Promise<void> {
    this.#threads.delete(worker);
    await worker.terminate();
  }
}

const gaveUp = ({ arch }: ArchitectureTask): ArchitectureResults => ({
  results: [],
  failures: [`arch/${arch}: given up, it needs too much time or memory`],
  refused: [],
});

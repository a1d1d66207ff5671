import { Worker } from 'node:worker_threads';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { entryFile } from '../shipped-files.ts';
import type { UnitAnswer, UnitPool } from './unit-pool.ts';
import type {
  FileState,
  FromWorker,
  ToWorker,
  UnitResult,
  UnitTask,
  WorkerSetup,
} from './unit-task.ts';

/** How many tasks a worker is given ahead, so that it never waits for this thread. */
const AHEAD = 2;
/** A unit that takes longer than this is given up. */
const UNIT_LIMIT_MS = 120_000;
/** A worker that needs more is given up with its unit; the others go on. */
const MAX_WORKER_HEAP_MB = 640;
/** A unit makes many short-lived objects; room for them spares most of the collections. */
const YOUNG_HEAP_MB = 48;

/** Threads that read units. The first task that a thread dies of fails; a new thread takes the others. */
export class WorkerPool implements UnitPool {
  readonly #setup: WorkerSetup;
  readonly #slots: Slot[] = [];
  #model: MemdescModel | undefined;

  /** @param refused is told of files that a thread does not read, one line each */
  constructor(setup: WorkerSetup, workers: number, refused: (message: string) => void) {
    this.#setup = setup;
    for (let i = 0; i < workers; i++) this.#slots.push(new Slot(() => this.#start(), refused));
  }

  /** In one of the threads, whose memory this one need not grow by. */
  discover(files: readonly string[]): Promise<MemdescModel | undefined> {
    const [slot] = this.#slots;
    return slot ? slot.discover(files) : Promise.resolve(undefined);
  }

  setModel(model: MemdescModel | undefined): void {
    this.#model = model;
    for (const slot of this.#slots) slot.post({ kind: 'model', model });
  }

  async run(next: () => UnitTask | undefined, answer: (answer: UnitAnswer) => void): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.run(next, answer)));
  }

  async close(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.stop()));
  }

  #start(): Worker {
    const worker = new Worker(entryFile('check-worker'), {
      workerData: this.#setup,
      execArgv: [],
      resourceLimits: {
        maxOldGenerationSizeMb: MAX_WORKER_HEAP_MB,
        maxYoungGenerationSizeMb: YOUNG_HEAP_MB,
      },
      // stdout is for results, and only this thread writes them.
      stdout: true,
    });
    if (this.#model) worker.postMessage({ kind: 'model', model: this.#model } satisfies ToWorker);
    return worker;
  }
}

/** What a slot is asked to do until no task is left. */
interface Run {
  readonly next: () => UnitTask | undefined;
  readonly answer: (answer: UnitAnswer) => void;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

/** One thread after the other: the next is started when one dies. */
class Slot {
  readonly #start: () => Worker;
  readonly #refused: (message: string) => void;
  #worker: Worker;
  #states: FileState[] = [];
  #isStopped = false;
  #run: Run | undefined;
  #discovery:
    | { resolve: (model: MemdescModel | undefined) => void; reject: (reason: Error) => void }
    | undefined;
  #given: { task: UnitTask; timer: NodeJS.Timeout }[] = [];

  constructor(start: () => Worker, refused: (message: string) => void) {
    this.#start = start;
    this.#refused = refused;
    this.#worker = this.#listenTo(start());
  }

  post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const { timer } of this.#given) clearTimeout(timer);
    await this.#worker.terminate();
    this.#discovery?.resolve(undefined);
    this.#run?.resolve();
  }

  discover(files: readonly string[]): Promise<MemdescModel | undefined> {
    return new Promise((resolve, reject) => {
      this.#discovery = { resolve, reject };
      this.post({ kind: 'discover', files });
    });
  }

  run(next: Run['next'], answer: Run['answer']): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#run = { next, answer, resolve, reject };
      this.#fill();
    });
  }

  #listenTo(worker: Worker): Worker {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'failed') this.#fail(new Error(message.message));
      else if (message.kind === 'discovered') this.#discovery?.resolve(message.model);
      else if (message.kind === 'refused') this.#refused(message.message);
      else if (message.kind === 'unit') this.#finish(message);
    });
    // What the thread died of is said by the failure of its task.
    worker.on('error', () => {});
    worker.on('exit', () => this.#isStopped || this.#replace());
    return worker;
  }

  #fail(reason: Error): void {
    this.#discovery?.reject(reason);
    this.#run?.reject(reason);
  }

  #fill(): void {
    while (!this.#isStopped && this.#given.length < AHEAD && this.#give(this.#run?.next()));
    if (this.#given.length === 0) this.#run?.resolve();
  }

  #give(task: UnitTask | undefined): boolean {
    if (!task) return false;
    const timer = setTimeout(() => void this.#worker.terminate(), UNIT_LIMIT_MS * AHEAD);
    this.#given.push({ task, timer });
    this.post({ kind: 'unit', task });
    return true;
  }

  #finish({ result, makefiles }: FromWorker & { kind: 'unit' }): void {
    const at = this.#given.findIndex(({ task }) => task.id === result.id);
    const [done] = this.#given.splice(at, 1);
    clearTimeout(done?.timer);
    for (const { number, ...state } of result.states) this.#states[number] = state;
    const states = result.read.flatMap((number) => this.#states[number] ?? []);
    this.#run?.answer({ result, states, makefiles });
    this.#fill();
  }

  /** The thread died of its first task; what it had been given ahead is given to the new one. */
  #replace(): void {
    this.#discovery?.reject(new Error('the search for memdescs was given up'));
    const [dead, ...waiting] = this.#given;
    for (const { timer } of this.#given) clearTimeout(timer);
    this.#given = [];
    this.#states = [];
    this.#worker = this.#listenTo(this.#start());
    for (const { task } of waiting) this.#give(task);
    if (dead) this.#run?.answer({ result: gaveUp(dead.task), states: [], makefiles: [] });
    this.#fill();
  }
}

function gaveUp({ id, main }: UnitTask): UnitResult {
  return {
    id,
    main,
    results: [],
    notRead: [],
    read: [],
    states: [],
    missing: [],
    failure: `${main}: given up, it needs too much time or memory`,
  };
}

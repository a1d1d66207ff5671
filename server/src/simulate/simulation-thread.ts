/** The other end of entries/simulate-worker.ts: starts the thread when it is first asked, and again when it died. */

import { Worker } from 'node:worker_threads';
import { entryFile } from '../shipped-files.ts';
import { UserMessage } from '../user-message.ts';
import type {
  ServiceCalls,
  ServiceName,
  ServiceQuestion,
  ServiceReply,
  ServiceSetup,
} from './service-messages.ts';

/** A call of C takes several frames of the host's stack. */
const STACK_MIB = 64;

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: Error): void;
}

/** Lets someone else end a question early. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): { dispose(): void };
}

export class SimulationThread {
  private worker: Worker | undefined;
  private readonly cancelled = new Int32Array(new SharedArrayBuffer(4));
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  /**
   * Asks the thread. A cancelled run ends within a few thousand of its steps, and says so in its answer.
   * @throws UserMessage with one line for people
   */
  async ask<N extends ServiceName>(
    name: N,
    params: Parameters<ServiceCalls[N]>[0],
    token?: Cancellation,
  ): Promise<ReturnType<ServiceCalls[N]>> {
    const id = ++this.lastId;
    const listener = token?.onCancellationRequested(() => Atomics.store(this.cancelled, 0, id));
    if (token?.isCancellationRequested) Atomics.store(this.cancelled, 0, id);
    const worker = this.started();
    try {
      return (await new Promise((resolve, reject) => {
        this.waiting.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, name, params } as ServiceQuestion);
      })) as ReturnType<ServiceCalls[N]>;
    } finally {
      listener?.dispose();
    }
  }

  /** Ends the thread; questions that it has are answered with an error. */
  async stop(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
    this.failAll('the simulation was stopped');
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const workerData: ServiceSetup = { cancelled: this.cancelled.buffer as SharedArrayBuffer };
    const worker = new Worker(entryFile('simulate-worker'), {
      workerData,
      resourceLimits: { stackSizeMb: STACK_MIB },
    });
    worker.on('message', (reply: ServiceReply) => this.take(reply));
    worker.on('error', (error) => this.lose(worker, error.message));
    worker.on('exit', () => this.lose(worker, 'the thread ended'));
    // A command line ends when it has its answers, an editor's server when it is told to.
    worker.unref();
    this.worker = worker;
    return worker;
  }

  private take(reply: ServiceReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    this.hold();
    if (reply.kind === 'answer') waiting?.resolve(reply.value);
    else
      waiting?.reject(reply.isExpected ? new UserMessage(reply.message) : new Error(reply.message));
  }

  /** The process lives on while someone waits. */
  private hold(): void {
    if (this.waiting.size === 0) this.worker?.unref();
  }

  private lose(worker: Worker, why: string): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.failAll(`the simulation ended unexpectedly: ${why}`);
  }

  private failAll(message: string): void {
    for (const { reject } of this.waiting.values()) reject(new UserMessage(message));
    this.waiting.clear();
  }
}

/** The other end of entries/config-worker.ts: a tree's Kconfig takes a quarter of a second to read. */
import { Worker } from 'node:worker_threads';
import type { UnsavedTexts } from '../profile/configuration-of.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import { entryFile } from '../shipped-files.ts';
import type { ConfigAnswer, ConfigQuestion, ConfigReply } from './config-answers.ts';

/** The thread keeps what it has read; when no one asks for so long, it goes. */
const IDLE_MS = 120_000;

/** A tree whose Kconfig takes longer is answered with an error, and the thread starts afresh. */
const LIMIT_MS = 20_000;

interface Waiting {
  readonly resolve: (answer: ConfigAnswer) => void;
  readonly reject: (reason: Error) => void;
}

export class ConfigThread {
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** What Kconfig says of a symbol under a profile, `unsaved` texts included. */
  ask(request: ProfileRequest, name: string, unsaved: UnsavedTexts): Promise<ConfigAnswer> {
    const id = ++this.#lastId;
    const question: ConfigQuestion = { id, request, name, unsaved };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#started().postMessage(question);
      this.#watch(LIMIT_MS);
    });
  }

  /** What was read is out of date. */
  forget(): void {
    this.#end('the Kconfig files changed');
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(entryFile('config-worker'));
    worker.on('message', (reply: ConfigReply) => this.#take(reply));
    worker.on('error', (error) => this.#lost(worker, error.message));
    worker.on('exit', () => this.#lost(worker, 'the thread ended'));
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #take(reply: ConfigReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    this.#watch(this.#waiting.size > 0 ? LIMIT_MS : IDLE_MS);
    if ('answer' in reply) waiting?.resolve(reply.answer);
    else waiting?.reject(new Error(reply.error));
  }

  #watch(limitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(`no answer in ${limitMs / 1000} s`), limitMs);
    this.#timer.unref();
  }

  #lost(worker: Worker, why: string): void {
    if (this.#worker === worker) this.#end(why);
  }

  #end(why: string): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    for (const { reject } of this.#waiting.values()) reject(new Error(`Kconfig: ${why}`));
    this.#waiting.clear();
  }
}

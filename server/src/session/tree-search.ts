import { type ChildProcess, fork } from 'node:child_process';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import type { ProfileRequest } from '../profile/profile.ts';
import { entryFile } from '../shipped-files.ts';
import type { Session } from './session.ts';

/** What the search is told to do, see entries/search-process.ts. */
export interface SearchTask {
  readonly profile: ProfileRequest;
  /** Files that the open units already read. */
  readonly covered: readonly string[];
}

/** What it reports: what a unit told, or why the search ended early. */
export type SearchReport =
  | { readonly kind: 'found'; readonly model: MemdescModel }
  | { readonly kind: 'failed'; readonly message: string };

interface Search {
  worker: ChildProcess | undefined;
  readonly finished: Promise<void>;
}

/**
 * Searches trees for memdescs in a process of its own: it reads whole units, and only a process that
 * ends gives all of its memory back. It runs at the lowest priority, for hovers come first.
 */
export class TreeSearch {
  readonly #warn: (message: string) => void;
  readonly #searches = new Map<Session, Search>();

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /** Starts the search of a session's tree unless it was started already. */
  start(session: Session): void {
    if (this.#searches.has(session) || session.profile.missing) return;
    const task: SearchTask = { profile: session.request, covered: [] };
    const worker = fork(entryFile('search-process'), [], {
      execArgv: [],
      serialization: 'advanced',
      // stdout is the editor's.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    worker.send(task);
    const search: Search = { worker, finished: this.#ended(session, worker) };
    this.#searches.set(session, search);
    void search.finished.then(() => {
      search.worker = undefined;
    });
  }

  isSearching(session: Session): boolean {
    const search = this.#searches.get(session);
    return search === undefined || search.worker !== undefined;
  }

  /** Resolves when the search is over, also when it failed. */
  async finished(session: Session): Promise<void> {
    await this.#searches.get(session)?.finished;
  }

  /** Ends every search that still goes on, and forgets the others. */
  stop(): void {
    for (const search of this.#searches.values()) search.worker?.kill();
    this.#searches.clear();
  }

  #ended(session: Session, worker: ChildProcess): Promise<void> {
    return new Promise((resolve) => {
      worker.on('message', (report: SearchReport) => {
        if (report.kind === 'found') session.addFound(report.model);
        else this.#warn(`Searching for memdescs: ${report.message}`);
      });
      worker.on('error', (error) => {
        this.#warn(`Searching for memdescs: ${error.stack}`);
        resolve();
      });
      worker.on('exit', () => resolve());
    });
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { mergeModels } from '../memdesc/merge.ts';
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

/** The search of one tree; a later one takes its place when files on disk changed. */
interface Search {
  worker: ChildProcess | undefined;
  timer: NodeJS.Timeout | undefined;
  finished: Promise<void>;
  finish: () => void;
}

/** A tree on a slow disk takes minutes; one that takes longer than this is given up. */
const SEARCH_LIMIT_MS = 1_800_000;
/** Files change in flocks, as when git switches branches. */
const AGAIN_AFTER_MS = 1500;

/**
 * Searches trees for memdescs in a process of its own: it reads whole units, and only a process that
 * ends gives all of its memory back. It runs at the lowest priority, for hovers come first.
 */
export class TreeSearch {
  readonly #warn: (message: string) => void;
  readonly #settled: (session: Session) => void;
  readonly #searches = new Map<Session, Search>();

  /** `settled` is called when a session knows all of its tree. */
  constructor(warn: (message: string) => void, settled: (session: Session) => void = () => {}) {
    this.#warn = warn;
    this.#settled = settled;
  }

  /** Starts the search of a session's tree unless it was started already. */
  start(session: Session): void {
    if (this.#searches.has(session) || session.profile.missing) return;
    const search = newSearch();
    this.#searches.set(session, search);
    this.#run(session, search, (model) => session.addFound(model));
  }

  /** Files on disk are not what the search read: it is done again when no more of them change. */
  filesChanged(session: Session): void {
    const search = this.#searches.get(session);
    if (search === undefined) return;
    if (!isGoingOn(search)) Object.assign(search, newSearch());
    clearTimeout(search.timer);
    search.timer = setTimeout(() => this.#again(session, search), AGAIN_AFTER_MS).unref();
  }

  isSearching(session: Session): boolean {
    const search = this.#searches.get(session);
    return search === undefined || isGoingOn(search);
  }

  /** Resolves when the search is over, also when it failed. */
  async finished(session: Session): Promise<void> {
    await this.#searches.get(session)?.finished;
  }

  /** Ends every search that still goes on, and forgets the others. */
  stop(): void {
    for (const search of this.#searches.values()) {
      clearTimeout(search.timer);
      search.worker?.kill();
      search.finish();
    }
    this.#searches.clear();
  }

  #again(session: Session, search: Search): void {
    search.worker?.kill();
    let found: MemdescModel | undefined;
    const take = (model: MemdescModel) => {
      found = mergeModels(found, model);
    };
    this.#run(session, search, take, () => session.replaceFound(found));
  }

  #run(
    session: Session,
    search: Search,
    take: (model: MemdescModel) => void,
    end: () => void = () => {},
  ): void {
    search.timer = undefined;
    const worker = startWorker(session);
    search.worker = worker;
    worker.on('message', (report: SearchReport) => {
      if (search.worker !== worker) return;
      if (report.kind === 'found') take(report.model);
      else this.#warn(`Searching for memdescs: ${report.message}`);
    });
    const ended = (problem: string | undefined) => {
      // Another search took its place, or no one wants to know any more.
      if (search.worker !== worker || this.#searches.get(session) !== search) return;
      search.worker = undefined;
      if (problem === undefined) end();
      else this.#warn(`Searching for memdescs: ${problem}`);
      if (search.timer !== undefined) return;
      search.finish();
      this.#settled(session);
    };
    // Without a process there is no exit either.
    worker.on('error', (error) => ended(String(error)));
    worker.on('exit', (_, signal) => ended(signal === null ? undefined : `ended by ${signal}`));
  }
}

function newSearch(): Search {
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { worker: undefined, timer: undefined, finished, finish };
}

const isGoingOn = ({ worker, timer }: Search): boolean =>
  worker !== undefined || timer !== undefined;

function startWorker(session: Session): ChildProcess {
  const task: SearchTask = { profile: session.request, covered: [] };
  const worker = fork(entryFile('search-process'), [], {
    execArgv: [],
    serialization: 'advanced',
    timeout: SEARCH_LIMIT_MS,
    killSignal: 'SIGKILL',
    // stdout is the editor's.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // A process that could not be started says so by its error.
  worker.send(task, () => {});
  return worker;
}

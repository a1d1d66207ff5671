import { join } from 'node:path';
import { viaFor } from '../index/include-graph.ts';
import { archOf } from '../kernel/arch-of.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { mergeModels } from '../memdesc/merge.ts';
import type { Profile, ProfileRequest } from '../profile/profile.ts';
import { assignHeaders, nearestUnits } from './assign-headers.ts';
import type { CheckListener } from './check-listener.ts';
import { chosenFiles, headersToAssign } from './chosen-files.ts';
import { earlyUnits } from './early-units.ts';
import { InOrder } from './in-order.ts';
import { ResultCache } from './result-cache.ts';
import { slicedPause } from './sliced-pause.ts';
import {
  assertingHeaders,
  type TargetScans,
  type TreeTargets,
  targetSteps,
} from './target-files.ts';
import type { UnitAnswer, UnitPool } from './unit-pool.ts';
import type { FileResult, UnitTask } from './unit-task.ts';

/** What to check under one profile. */
export interface ProfileCheck {
  readonly request: ProfileRequest;
  readonly profile: Profile;
  readonly pool: UnitPool;
  /** Texts are laid over files: what is found is not kept for other runs. */
  readonly isOverlaid: boolean;
  /** Files and folders below the tree; undefined for the whole tree. */
  readonly paths: readonly string[] | undefined;
  /** Of the files that are found, those to read. */
  readonly isWanted: (file: string) => boolean;
  /** Headers that are read only where one of the sources in `hosts` includes them. */
  readonly shared: readonly string[];
  readonly hosts: readonly string[];
  /** Reads the code that the configuration leaves out as well, where fields are named in it. */
  readonly inactive: boolean;
  readonly scans: TargetScans;
  readonly signal: AbortSignal;
}

/** Units that are begun before it is known which headers are read in which unit. */
const EARLY_UNITS = 24;

/**
 * Checks files of a tree under one profile, from the cache where nothing has changed. Resolves when every
 * file was told of, or the signal says that it is enough.
 */
export async function checkProfile(check: ProfileCheck, listener: CheckListener): Promise<void> {
  const run = new CheckRun(check, listener);
  const stop = () => void run.stop();
  check.signal.addEventListener('abort', stop, { once: true });
  try {
    await run.run();
  } finally {
    check.signal.removeEventListener('abort', stop);
    await run.stop();
  }
}

/** Never resolves; rejects as a promise does that is awaited later. */
const failureOf = (promise: Promise<unknown>): Promise<never> =>
  promise.then(() => new Promise<never>(() => {}));

class CheckRun {
  readonly #check: ProfileCheck;
  readonly #listener: CheckListener;
  readonly #profile: Profile;
  readonly #pool: UnitPool;
  readonly #order: InOrder;
  /** The files that the listener heard of, with what it heard. */
  readonly #told = new Map<string, FileResult>();
  readonly #readers = new Map<string, string[]>();
  /** What was told before the search of the tree found more to tell by. */
  #early: ReadonlyMap<string, FileResult> = new Map();
  #cache: ResultCache | undefined;
  #tasks: UnitTask[] = [];
  #given = 0;
  #done = 0;
  #isStopped = false;

  constructor(check: ProfileCheck, listener: CheckListener) {
    this.#check = check;
    this.#listener = listener;
    this.#order = new InOrder((results) => {
      for (const result of results) this.#tell(result);
    });
    this.#profile = check.profile;
    this.#pool = check.pool;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#pool.close();
  }

  async run(): Promise<void> {
    const { paths, inactive, scans, isWanted } = this.#check;
    // While this thread searches the tree, others read what the headers say, and then first units.
    const tied = assertingHeaders(this.#profile, scans);
    const headersModel = this.#pool.discover(tied);
    const isStreamed = paths === undefined && !inactive;
    this.#cache = new ResultCache(this.#profile, this.#check.request);
    const early = isStreamed ? this.#earlyUnits(tied, scans) : new Map();
    const search = this.#search(scans);
    const fromHeaders = await Promise.race([headersModel, failureOf(search)]);
    this.#begin(fromHeaders);
    this.#plan([...early.keys()], early);
    const reading = this.#drain();
    const targets = await Promise.race([search, failureOf(reading)]);
    await reading;
    if (!targets || this.#isStopped) return;
    const { files, asserting } = chosenFiles(this.#profile, paths, targets);
    const wanted = files.filter(isWanted);
    this.#learn(await this.#modelOf(asserting, fromHeaders), fromHeaders);
    await this.#readAll(wanted.filter((file) => !this.#told.has(file)));
    if (!this.#check.isOverlaid) this.#cache?.save();
  }

  async #readAll(files: readonly string[]): Promise<void> {
    const { shared } = this.#check;
    const mains = files.filter((file) => file.endsWith('.c'));
    const headers = new Set([...files.filter((file) => !file.endsWith('.c')), ...shared]);
    await this.#readUnits(mains, headers);
    for (const header of shared) headers.delete(header);
    await this.#readRest([...headers]);
  }

  /** Searches the tree, folder by folder; undefined when the check was stopped. */
  async #search(scans: TargetScans): Promise<TreeTargets | undefined> {
    const steps = targetSteps(this.#profile, undefined, scans);
    const pause = slicedPause();
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value;
      await pause();
      if (this.#isStopped) return undefined;
    }
  }

  #begin(model: MemdescModel | undefined): void {
    this.#pool.setModel(model);
    this.#cache?.setModel(model);
  }

  #earlyUnits(tied: readonly string[], scans: TargetScans): Map<string, Set<string>> {
    return earlyUnits(this.#profile, tied, scans, (file) => this.#cache?.mainOf(file));
  }

  /** Memdescs that only the search of the whole tree came upon: what was read without them is read again. */
  #learn(model: MemdescModel | undefined, before: MemdescModel | undefined): void {
    if (JSON.stringify(model) === JSON.stringify(before)) return;
    // What is kept on disk may have been computed with these.
    this.#cache = new ResultCache(this.#profile, this.#check.request);
    this.#begin(model);
    this.#early = new Map(this.#told);
    this.#told.clear();
  }

  async #modelOf(
    asserting: readonly string[],
    fromHeaders: MemdescModel | undefined,
  ): Promise<MemdescModel | undefined> {
    const rest = await this.#pool.discover(asserting);
    return rest ? mergeModels(fromHeaders, rest) : fromHeaders;
  }

  /** Reads every `.c`, and the headers that are assigned to one of them. */
  async #readUnits(mains: readonly string[], headers: Set<string>): Promise<void> {
    const units = this.#unitsOf(mains);
    const open = headersToAssign(headers, units, this.#cache);
    const names = [...units.keys()];
    const hosts = this.#check.hosts.filter((host) => !units.has(host));
    // Shared headers are read in units that are read anyway: it is said first, in which.
    const begun = this.#check.shared.length > 0 ? 0 : EARLY_UNITS;
    const early = names.slice(0, begun);
    const late = names.slice(begun);
    const assigning = assignHeaders(
      this.#profile,
      open,
      [...this.#readersOf(open, late), ...hosts],
      slicedPause(),
    );
    this.#plan(early, units);
    await this.#drain();
    for (const [header, main] of await assigning)
      units.set(main, (units.get(main) ?? new Set()).add(header));
    this.#plan([...late, ...hosts.filter((host) => units.has(host))], units);
    await this.#drain();
    for (const name of this.#told.keys()) headers.delete(name);
  }

  /** Headers that are still open: in a unit that read them, through any `.c` that includes them, alone. */
  async #readRest(headers: readonly string[]): Promise<void> {
    const units = new Map<string, Set<string>>();
    const pause = slicedPause();
    for (const header of headers) {
      await pause();
      if (this.#isStopped) return;
      const [reader] = nearestUnits(this.#profile, header, this.#readers.get(header) ?? []);
      const via = this.#cache?.mainOf(header) ?? reader ?? this.#searchVia(header) ?? header;
      units.set(via, (units.get(via) ?? new Set()).add(header));
    }
    this.#plan([...units.keys()], units);
    await this.#drain();
    const left = headers.filter((header) => !this.#told.has(header));
    const alone = new Map(left.map((header) => [header, new Set([header])]));
    this.#plan([...alone.keys()], alone);
    await this.#drain();
  }

  /** The units that may include headers now. What no unit included, only those that changed may include. */
  #readersOf(headers: readonly string[], units: readonly string[]): readonly string[] {
    const cache = this.#cache;
    const isKnown = headers.every((header) => cache?.resultsOf(header) !== undefined);
    return isKnown ? units.filter((unit) => cache?.resultsOf(unit) === undefined) : units;
  }

  /** Any `.c` of the tree that includes a header; none of ours includes another architecture's. */
  #searchVia(header: string): string | undefined {
    const arch = archOf(header) ?? this.#profile.sourceArch;
    if (arch !== this.#profile.sourceArch) return undefined;
    return this.#viaOf(header);
  }

  #viaOf(file: string): string | undefined {
    const via = viaFor(this.#profile, join(this.#profile.tree, file));
    return via === undefined ? undefined : this.#profile.relative(via);
  }

  /** The `.c` files by the unit that they are read in: most are their own. */
  #unitsOf(mains: readonly string[]): Map<string, Set<string>> {
    const units = new Map<string, Set<string>>();
    for (const main of mains) {
      const via = this.#cache?.mainOf(main) ?? this.#viaOf(main) ?? main;
      units.set(via, (units.get(via) ?? new Set()).add(main));
    }
    return units;
  }

  /** Takes units into the order of the results; those that the cache has are done at once. */
  #plan(mains: readonly string[], units: ReadonlyMap<string, ReadonlySet<string>>): void {
    const { inactive } = this.#check;
    for (const main of mains) {
      const files = [...(units.get(main) ?? [])];
      const kept = this.#cache?.resultsOf(main);
      const covered = files.map((file) =>
        kept?.find((each) => each.file === file && this.#isEnough(each)),
      );
      const id = this.#order.next();
      if (covered.every((result) => result !== undefined)) this.#order.settle(id, covered);
      else this.#tasks.push({ id, main, files, ...(inactive && { inactive }) });
    }
  }

  #isEnough({ inactive }: FileResult): boolean {
    return !this.#check.inactive || inactive !== undefined;
  }

  #drain(): Promise<void> {
    return this.#pool
      .run(
        () => (this.#isStopped ? undefined : this.#tasks[this.#given++]),
        (answer) => this.#take(answer),
      )
      .finally(() => {
        this.#given = Math.min(this.#given, this.#tasks.length);
      });
  }

  #take(answer: UnitAnswer): void {
    const { result, states } = answer;
    this.#cache?.add(answer);
    for (const { path } of states) this.#remember(path, result.main);
    if (result.failure !== undefined) this.#listener.failure(result.failure);
    this.#order.settle(result.id, result.results);
    this.#listener.progress(++this.#done, this.#tasks.length);
  }

  #remember(path: string, main: string): void {
    if (!path.endsWith('.h')) return;
    const name = this.#profile.relative(path);
    const readers = this.#readers.get(name);
    if (readers) readers.push(main);
    else this.#readers.set(name, [main]);
  }

  #tell(result: FileResult): void {
    if (this.#told.has(result.file)) return;
    this.#told.set(result.file, result);
    const before = this.#early.get(result.file);
    if (before && JSON.stringify(before) === JSON.stringify(result)) return;
    this.#listener.file(result);
  }
}

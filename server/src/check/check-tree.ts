import { archOf } from '../kernel/arch-of.ts';
import { refusalLine } from '../kernel/node-file-system.ts';
import { isNamed, type OpenedProfile, profileName, requestOf } from '../profile/file-profiles.ts';
import { openOverlaid } from '../profile/open-overlaid.ts';
import type { Overlay } from '../profile/overlay.ts';
import type { ProfileRequest } from '../profile/profile.ts';
import { ArchitecturePool } from './architecture-pool.ts';
import type { ArchitectureTask } from './architecture-task.ts';
import type { CheckListener } from './check-listener.ts';
import { checkProfile } from './check-profile.ts';
import { ProfileResults } from './profile-results.ts';
import { findTargets, TargetScans } from './target-files.ts';
import type { FileResult } from './unit-task.ts';
import { WorkerPool } from './worker-pool.ts';

export type { CheckListener } from './check-listener.ts';

/** What to check. */
export interface CheckRequest {
  /** How files are read that all architectures have in common. */
  readonly profile: ProfileRequest;
  readonly overlay: Overlay;
  /** Files and folders below the tree; undefined for the whole tree. */
  readonly paths: readonly string[] | undefined;
  readonly workers: number;
  readonly signal?: AbortSignal;
  /** Reads the code that the configuration leaves out as well, where fields are named in it. */
  readonly inactive?: boolean;
  /** What is known of the disk from an earlier run of the same moment. */
  readonly scans?: TargetScans;
  /** Of the whole tree, only what the chosen architecture reads. */
  readonly chosenOnly?: boolean;
  /** The paths are what a change touches: its headers are read under every architecture that uses them. */
  readonly isChange?: boolean;
}

/**
 * Checks files of a tree, each architecture's under its own profile, in threads, from the cache where
 * nothing has changed. Resolves when every file was told of, or the signal says that it is enough.
 * @throws ProfileError when the profile cannot be opened
 */
export async function checkTree(request: CheckRequest, listener: CheckListener): Promise<void> {
  const check = new TreeCheck(request, listener);
  const stop = () => void check.stop();
  request.signal?.addEventListener('abort', stop, { once: true });
  try {
    await check.run();
  } finally {
    request.signal?.removeEventListener('abort', stop);
    await check.stop();
  }
}

class TreeCheck {
  readonly #request: CheckRequest;
  readonly #listener: CheckListener;
  readonly #chosen: OpenedProfile;
  readonly #scans: TargetScans;
  readonly #results: ProfileResults;
  readonly #pool = new ArchitecturePool();
  readonly #abort = new AbortController();
  /** Files of the chosen architecture that its configuration leaves out, until another one reads them. */
  readonly #leftOut = new Map<string, FileResult>();
  #done = 0;
  #total = 0;

  constructor(request: CheckRequest, listener: CheckListener) {
    this.#request = request;
    this.#listener = listener;
    const profile = openOverlaid(request.profile, request.overlay);
    profile.fs.onRefuse((path, why) => listener.refused?.(refusalLine(path, why)));
    this.#chosen = { profile, request: request.profile };
    this.#scans = request.scans ?? new TargetScans();
    this.#results = new ProfileResults(
      (file) => this.#isShared(file),
      (result) => listener.file(result),
    );
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#pool.stop();
  }

  async run(): Promise<void> {
    if (this.#hasCommon()) await this.#checkChosen();
    if (this.#abort.signal.aborted) return;
    await this.#checkOthers();
    if (this.#abort.signal.aborted) return;
    this.#results.finish();
  }

  /** Headers that are judged under several profiles. */
  #isShared(file: string): boolean {
    const { paths, isChange, chosenOnly } = this.#request;
    if (chosenOnly || (paths && !isChange)) return false;
    return file.endsWith('.h') && archOf(file) === undefined;
  }

  #isOther(file: string): boolean {
    const arch = archOf(file);
    const { sourceArch, kernel } = this.#chosen.profile;
    return arch !== undefined && arch !== sourceArch && kernel.architectures.includes(arch);
  }

  /** Whether the chosen profile has anything to read. */
  #hasCommon(): boolean {
    const { paths } = this.#request;
    return paths === undefined || paths.some((path) => !this.#isOther(`${path}/`));
  }

  async #checkChosen(): Promise<void> {
    const { profile: request, overlay, workers, inactive = false } = this.#request;
    const { profile } = this.#chosen;
    const paths = this.#request.paths?.filter((path) => !this.#isOther(`${path}/`));
    const isWanted = (file: string) => !this.#isOther(file);
    const refused = (message: string) => this.#listener.refused?.(message);
    const pool = new WorkerPool({ profile: request, overlay }, workers, refused);
    const isOverlaid = overlay.size > 0;
    const plan = { request, profile, pool, isOverlaid, paths, isWanted, shared: [], hosts: [] };
    const { signal } = this.#abort;
    await checkProfile(
      { ...plan, inactive, scans: this.#scans, signal },
      {
        file: (result) => this.#take(result),
        failure: (message) => this.#listener.failure(message),
        progress: (done, total) => {
          this.#done = done;
          this.#total = total;
          this.#listener.progress(done, total);
        },
      },
    );
  }

  /** What another configuration of the architecture compiles waits for that one. */
  #take(result: FileResult): void {
    const { profile, request } = this.#chosen;
    const isOwn = archOf(result.file) === profile.sourceArch;
    if (isOwn && !result.exact && result.file.endsWith('.c') && !isNamed(request))
      this.#leftOut.set(result.file, result);
    else this.#results.add({ profile: profileName(this.#chosen), result });
  }

  async #checkOthers(): Promise<void> {
    const tasks = this.#tasks();
    await this.#pool.run(tasks, this.#request.workers, ({ results, failures, refused }) => {
      for (const message of failures) this.#listener.failure(message);
      for (const message of refused) this.#listener.refused?.(message);
      for (const each of results) {
        this.#leftOut.delete(each.result.file);
        this.#results.add(each);
      }
      this.#listener.progress(++this.#done, this.#total + tasks.length);
    });
    for (const result of this.#leftOut.values())
      this.#results.add({ profile: profileName(this.#chosen), result });
  }

  #tasks(): ArchitectureTask[] {
    const { profile, request } = this.#chosen;
    const { overlay, inactive = false, paths, chosenOnly } = this.#request;
    const files = this.#files();
    const shared = files.filter((file) => this.#isShared(file));
    const common = { overlay, inactive, shared, leftOut: [], hosts: [] };
    const others = profile.kernel.architectures.flatMap((arch): ArchitectureTask[] => {
      const own = files.filter((file) => archOf(file) === arch);
      const isMeant = paths !== undefined || !chosenOnly;
      if (arch === profile.sourceArch || !isMeant || own.length + shared.length === 0) return [];
      const hosts = shared.length === 0 ? [] : this.#sourcesOf(arch);
      const scans = this.#scans.entries;
      return [{ ...common, arch, request: requestOf(request, arch), files: own, hosts, scans }];
    });
    if (this.#leftOut.size === 0) return others;
    const { sourceArch: arch } = profile;
    const leftOut = [...this.#leftOut.keys()];
    const scans = this.#scans.entries;
    return [{ ...common, arch, request, files: [], shared: [], leftOut, scans }, ...others];
  }

  /** The files of other architectures and the shared headers that are asked for. */
  #files(): readonly string[] {
    const { paths } = this.#request;
    const isFile = (path: string) => /\.[ch]$/.test(path);
    if (paths?.every(isFile)) return paths;
    const targets = findTargets(this.#chosen.profile, undefined, this.#scans).files;
    if (paths === undefined) return targets;
    const isBelow = (file: string) =>
      paths.some((path) => path === '' || file.startsWith(`${path}/`));
    return [...new Set([...targets.filter(isBelow), ...paths.filter(isFile)])];
  }

  #sourcesOf(arch: string): string[] {
    const targets = findTargets(this.#chosen.profile, undefined, this.#scans).files;
    return targets.filter((file) => file.endsWith('.c') && archOf(file) === arch);
  }
}

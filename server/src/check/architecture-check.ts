import type { SourceMap } from '../../../language/src/source/source-map.ts';
import { refusalLine } from '../kernel/node-file-system.ts';
import { FileProfiles, type OpenedProfile, profileName } from '../profile/file-profiles.ts';
import { openOverlaid } from '../profile/open-overlaid.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import type { ArchitectureResults, ArchitectureTask, ProfileResult } from './architecture-task.ts';
import { checkProfile } from './check-profile.ts';
import { LocalPool } from './local-pool.ts';
import { TargetScans } from './target-files.ts';
import type { FileResult } from './unit-task.ts';

/** Hands the files that were read before to the next profile; see SharedSources. */
export type TakeSources = (opened: OpenedProfile) => SourceMap;

/**
 * Checks the files of one architecture under its profile, and those that this leaves out under the
 * configuration in which they are compiled.
 */
export async function checkArchitecture(
  task: ArchitectureTask,
  takeSources: TakeSources,
): Promise<ArchitectureResults> {
  const check = new ArchitectureCheck(task, takeSources);
  await check.run();
  const { results, failures, refused } = check;
  return { results, failures, refused };
}

class ArchitectureCheck {
  readonly results: ProfileResult[] = [];
  readonly failures: string[] = [];
  readonly refused: string[] = [];
  readonly #task: ArchitectureTask;
  readonly #takeSources: TakeSources;
  readonly #profiles: FileProfiles;
  readonly #scans: TargetScans;

  constructor(task: ArchitectureTask, takeSources: TakeSources) {
    this.#task = task;
    this.#takeSources = takeSources;
    const { request, overlay } = task;
    const open = (each: ProfileRequest) => {
      const profile = openOverlaid(each, overlay);
      profile.fs.onRefuse((path, why) => this.refused.push(refusalLine(path, why)));
      return profile;
    };
    this.#profiles = new FileProfiles({ profile: open(request), request }, open);
    this.#scans = new TargetScans(task.scans);
  }

  async run(): Promise<void> {
    const { files, shared, leftOut } = this.#task;
    const { chosen } = this.#profiles;
    const read =
      files.length + shared.length > 0 ? await this.#read(chosen, files, this.#task) : [];
    const open = [...leftOut, ...read.filter(isLeftOut).map(({ file }) => file)];
    const better = await this.#readLeftOut(open);
    for (const result of read)
      if (!better.has(result.file)) this.results.push({ profile: profileName(chosen), result });
    this.results.push(...better.values());
  }

  /** Files that another configuration compiles, as that one reads them. */
  async #readLeftOut(files: readonly string[]): Promise<Map<string, ProfileResult>> {
    const groups = new Map<OpenedProfile, string[]>();
    const { chosen } = this.#profiles;
    for (const file of files) {
      const opened = this.#profiles.forFile(`${chosen.profile.tree}/${file}`);
      if (opened !== chosen) groups.set(opened, [...(groups.get(opened) ?? []), file]);
    }
    const found = new Map<string, ProfileResult>();
    for (const [opened, group] of groups) {
      const results = await this.#read(opened, group, { shared: [], hosts: [] });
      for (const result of results)
        if (result.exact) found.set(result.file, { profile: profileName(opened), result });
    }
    return found;
  }

  async #read(
    opened: OpenedProfile,
    paths: readonly string[],
    { shared, hosts }: Pick<ArchitectureTask, 'shared' | 'hosts'>,
  ): Promise<FileResult[]> {
    const { profile, request } = opened;
    const { overlay, inactive } = this.#task;
    const read = new Map<string, FileResult>();
    const isWanted = () => true;
    const pool = new LocalPool(profile, this.#takeSources(opened));
    const isOverlaid = overlay.size > 0;
    const scans = this.#scans;
    const { signal } = new AbortController();
    await checkProfile(
      {
        request,
        profile,
        pool,
        isOverlaid,
        paths,
        isWanted,
        shared,
        hosts,
        inactive,
        scans,
        signal,
      },
      {
        file: (result) => read.set(result.file, result),
        failure: (message) => this.failures.push(message),
        progress: () => {},
      },
    );
    return [...read.values()];
  }
}

const isLeftOut = ({ file, exact }: FileResult): boolean => !exact && file.endsWith('.c');

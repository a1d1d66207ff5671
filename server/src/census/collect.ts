import { checkTree } from '../check/check-tree.ts';
import type { CheckFinding } from '../check/finding-record.ts';
import type { AccessRecord, WrapperRecord } from '../check/unit-task.ts';
import type { Overlay } from '../profile/overlay.ts';
import type { ProfileRequest } from '../profile/profile.ts';

/** One typed access somewhere in the tree. */
export interface TreeAccess extends AccessRecord {
  /** Below the tree. */
  readonly file: string;
  /** False when the profile does not build the file, or does not read all of it. */
  readonly exact: boolean;
  /** False in code that the configuration leaves out. */
  readonly active: boolean;
}

/** What the census knows of a tree. */
export interface TreeCensus {
  readonly accesses: readonly TreeAccess[];
  readonly findings: readonly CheckFinding[];
  readonly wrappers: readonly (WrapperRecord & { readonly file: string })[];
  /** Every file that was read, below the tree. */
  readonly files: readonly string[];
  /** Files that could not be read: one line each. */
  readonly failures: readonly string[];
}

/** How the tree is read. */
export interface CollectRequest {
  readonly profile: ProfileRequest;
  readonly overlay: Overlay;
  readonly workers: number;
  readonly signal?: AbortSignal;
  readonly progress: (done: number, total: number) => void;
}

/** Reads the whole tree, from the cache where nothing has changed. */
export async function collectCensus(request: CollectRequest): Promise<TreeCensus> {
  const accesses: TreeAccess[] = [];
  const findings: CheckFinding[] = [];
  const wrappers: (WrapperRecord & { file: string })[] = [];
  const files: string[] = [];
  const failures: string[] = [];
  await checkTree(
    { ...request, paths: undefined, inactive: true },
    {
      file: (result) => {
        const { file, exact } = result;
        files.push(file);
        for (const access of result.accesses) {
          accesses.push({ ...access, file, exact, active: true });
        }
        for (const access of result.inactive ?? []) {
          accesses.push({ ...access, file, exact: false, active: false });
        }
        for (const wrapper of result.wrappers) wrappers.push({ ...wrapper, file });
        findings.push(...result.findings);
      },
      failure: (message) => failures.push(message),
      progress: request.progress,
    },
  );
  return { accesses, findings, wrappers, files, failures };
}

import type { ProfileResult } from './architecture-task.ts';
import type { CheckFinding, CheckSeverity } from './finding-record.ts';
import type { FileResult } from './unit-task.ts';

/** A shared header's results, one profile after the other. */
interface Merged {
  readonly first: FileResult;
  readonly findings: Map<string, { finding: CheckFinding; profiles: string[] }>;
}

/**
 * Results as they are told: each finding names the profiles in which it holds. Headers that several
 * profiles read are told of when all have, each finding once.
 */
export class ProfileResults {
  readonly #isShared: (file: string) => boolean;
  readonly #tell: (result: FileResult) => void;
  readonly #merged = new Map<string, Merged>();

  constructor(isShared: (file: string) => boolean, tell: (result: FileResult) => void) {
    this.#isShared = isShared;
    this.#tell = tell;
  }

  /** The chosen profile's results come first, and its accesses are the ones that count. */
  add({ profile, result }: ProfileResult): void {
    if (this.#isShared(result.file)) this.#merge(profile, result);
    else this.#tell(named(result, [profile]));
  }

  /** Tells of what several profiles read. */
  finish(): void {
    for (const { first, findings } of this.#merged.values()) {
      const all = [...findings.values()].map(({ finding, profiles }) => ({ ...finding, profiles }));
      this.#tell({ ...first, findings: all.sort(byPlace) });
    }
    this.#merged.clear();
  }

  #merge(profile: string, result: FileResult): void {
    const merged = this.#merged.get(result.file) ?? { first: result, findings: new Map() };
    this.#merged.set(result.file, merged);
    for (const finding of result.findings) {
      const key = `${finding.rule} ${finding.line}:${finding.col} ${finding.message}`;
      const known = merged.findings.get(key);
      const profiles = [...new Set([...(known?.profiles ?? []), profile])];
      merged.findings.set(key, { finding: graver(known?.finding, finding), profiles });
    }
  }
}

const named = (result: FileResult, profiles: readonly string[]): FileResult => ({
  ...result,
  findings: result.findings.map((finding) => ({ ...finding, profiles })),
});

const WEIGHTS: readonly CheckSeverity[] = ['info', 'warning', 'error'];

function graver(known: CheckFinding | undefined, found: CheckFinding): CheckFinding {
  const weight = ({ severity }: CheckFinding) => WEIGHTS.indexOf(severity);
  return known && weight(known) >= weight(found) ? known : found;
}

const byPlace = (a: CheckFinding, b: CheckFinding): number => a.line - b.line || a.col - b.col;

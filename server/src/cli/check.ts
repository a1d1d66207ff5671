import { join } from 'node:path';
import { cacheProblem } from '../cache/cache-folder.ts';
import { type Change, changeByPatch, changeSince } from '../check/change.ts';
import type { CheckListener } from '../check/check-listener.ts';
import { checkTree } from '../check/check-tree.ts';
import { FileLines } from '../check/file-lines.ts';
import { findingJson } from '../check/finding-json.ts';
import type { CheckFinding } from '../check/finding-record.ts';
import { findingText } from '../check/finding-text.ts';
import { KnownFindings } from '../check/known-findings.ts';
import { readBaseline } from '../check/read-baseline.ts';
import { replyBlock } from '../check/reply-block.ts';
import { sarifLog } from '../check/sarif-log.ts';
import { TargetScans } from '../check/target-files.ts';
import type { FileResult } from '../check/unit-task.ts';
import { readRegular } from '../files/regular-file.ts';
import { openOverlaid } from '../profile/open-overlaid.ts';
import type { Overlay } from '../profile/overlay.ts';
import type { ProfileRequest } from '../profile/profile.ts';
import { ALL_RULES } from '../rules/all-rules.ts';
import { shownSeverity } from '../rules/run/shown-severity.ts';
import type { DiagnosticSettings } from '../settings/settings.ts';
import type { Severity } from '../settings/severity.ts';
import { productVersion } from '../version.ts';
import { CommandError } from './command-error.ts';
import { type Output, progress, warn, warnOnce } from './output.ts';

/** Up to so many files, a check takes hardly longer than its start. */
const FEW_FILES = 16;

/** What `ptdesc check` was asked for. */
export interface CheckOptions {
  readonly format: 'text' | 'jsonl' | 'sarif';
  readonly diff?: string;
  readonly patch?: string;
  readonly baseline?: string;
  readonly strict?: boolean;
  readonly info?: boolean;
  /** `RULE=LEVEL`, as the editor's setting diagnostics.severity. */
  readonly severity: readonly string[];
  readonly jobs: number;
}

/**
 * `ptdesc check [PATH...]`: what the rules find. `paths` are below the tree; none is the whole tree.
 * Returns the program's status: 1 when there are findings that count. Files that cannot be read are
 * told of at the end.
 */
export async function check(
  profile: ProfileRequest,
  paths: readonly string[],
  options: CheckOptions,
  output: Output,
): Promise<number> {
  const unused = cacheProblem();
  if (unused !== undefined) warn(unused);
  const scans = new TargetScans();
  const run = new CheckCommand(profile, options, output, scans);
  const change = await changeOf(profile, options, scans);
  const known = options.baseline === undefined ? new KnownFindings() : baseline(options.baseline);
  await run.run(change, paths, known);
  return run.status;
}

async function changeOf(
  profile: ProfileRequest,
  { diff, patch }: CheckOptions,
  scans: TargetScans,
): Promise<Change | undefined> {
  if (diff !== undefined && patch !== undefined) {
    throw new CommandError('check: --diff and --patch exclude each other');
  }
  try {
    if (diff !== undefined) return await changeSince(profile, diff, scans);
    return patch === undefined ? undefined : changeByPatch(profile, patch, scans);
  } catch (error) {
    const name = diff === undefined ? `--patch ${patch}` : `--diff ${diff}`;
    throw new CommandError(`${name}: ${error instanceof Error ? error.message : error}`);
  }
}

function baseline(file: string): KnownFindings {
  try {
    const { bytes, problem } = readRegular(file, 'baseline');
    if (bytes === undefined) throw new Error(`cannot be read: it ${problem}`);
    return readBaseline(bytes.toString('utf8'));
  } catch (error) {
    throw new CommandError(`--baseline ${file}: ${error instanceof Error ? error.message : error}`);
  }
}

class CheckCommand {
  readonly #profile: ProfileRequest;
  readonly #options: CheckOptions;
  readonly #output: Output;
  readonly #scans: TargetScans;
  readonly #severities: DiagnosticSettings;
  readonly #findings: CheckFinding[] = [];
  /** A file may be told of again, with more findings. */
  readonly #seen = new Set<string>();
  readonly #failures: string[] = [];
  #isChange = false;

  constructor(profile: ProfileRequest, options: CheckOptions, output: Output, scans: TargetScans) {
    this.#scans = scans;
    this.#severities = { enable: true, info: true, severity: severitiesOf(options.severity) };
    this.#profile = profile;
    this.#options = options;
    this.#output = output;
  }

  /** `--strict`: an info counts as well. */
  get status(): number {
    const counts = ({ severity }: CheckFinding) => this.#options.strict || severity !== 'info';
    return this.#findings.some(counts) ? 1 : 0;
  }

  async run(
    change: Change | undefined,
    paths: readonly string[],
    baseline: KnownFindings,
  ): Promise<void> {
    this.#isChange = change !== undefined;
    const scope = change ? change.files.filter((file) => isBelow(file, paths)) : paths;
    const before = new KnownFindings(change?.moved);
    const isKnown = (finding: CheckFinding) => before.take(finding) || baseline.take(finding);
    const take = (result: FileResult) => this.#take(result, isKnown);
    if (!change) await this.#checkNow(new Map(), paths.length > 0 ? paths : undefined, take);
    else if (scope.length > FEW_FILES) {
      await this.#addBefore(change, scope, before);
      await this.#checkNow(change.after, scope, take);
    } else if (scope.length > 0) {
      // Nearly all of the time goes into starting; so both sides start at once.
      const results: FileResult[] = [];
      const now = this.#checkNow(change.after, scope, (result) => results.push(result));
      await Promise.all([this.#addBefore(change, scope, before), now]);
      for (const result of results) take(result);
    }
    this.#finish(change);
  }

  #checkNow(
    overlay: Overlay,
    paths: readonly string[] | undefined,
    file: (result: FileResult) => void,
  ): Promise<void> {
    const failure = (message: string) => this.#failures.push(message);
    return this.#check(overlay, paths, {
      file,
      failure,
      refused: warnOnce,
      progress: showProgress,
    });
  }

  /** Files that are new or moved are not there before; that is no failure. */
  #addBefore(change: Change, scope: readonly string[], before: KnownFindings): Promise<void> {
    const profile = openOverlaid(this.#profile, change.before);
    const old = new Map([...change.moved].map(([from, to]) => [to, from]));
    const files = scope.map((file) => old.get(file) ?? file);
    const there = files.filter((file) => profile.fs.isFile(join(profile.tree, file)));
    if (there.length === 0) return Promise.resolve();
    return this.#check(change.before, there, {
      file: (result) => {
        for (const finding of result.findings) before.add(finding);
      },
      failure: () => {},
      progress: showProgress,
    });
  }

  async #check(
    overlay: Overlay,
    paths: readonly string[] | undefined,
    listener: CheckListener,
  ): Promise<void> {
    const workers = this.#options.jobs;
    const scans = this.#scans;
    const profile = this.#profile;
    // Who names an architecture means that one; files named with it are read as their own all the same.
    const chosenOnly = profile.arch !== undefined;
    const isChange = this.#isChange;
    await checkTree({ profile, overlay, paths, workers, scans, chosenOnly, isChange }, listener);
    progress('');
  }

  #take({ findings, exact }: FileResult, isKnown: (finding: CheckFinding) => boolean): void {
    const { format, strict, info } = this.#options;
    for (const found of findings) {
      const severity = shownSeverity(found, this.#severities);
      const isHidden = severity === undefined || (isInfo(severity) && !strict && !info);
      if (isHidden || this.#isSeen(found) || isKnown(found)) continue;
      const finding = { ...found, severity: isInfo(severity) ? 'info' : severity } as const;
      this.#findings.push(finding);
      if (format === 'jsonl') this.#output.json(findingJson(finding, exact));
      else if (format === 'text') this.#output.line(findingText(finding));
      else continue;
      // Whoever waits for findings sees each as soon as it is there.
      this.#output.flush();
    }
  }

  #isSeen({ rule, file, line, col, message }: CheckFinding): boolean {
    const key = `${rule} ${file}:${line}:${col} ${message}`;
    const isSeen = this.#seen.has(key);
    this.#seen.add(key);
    return isSeen;
  }

  #finish(change: Change | undefined): void {
    const profile = openOverlaid(this.#profile, change?.after ?? new Map());
    const lines = new FileLines(profile.fs, profile.tree);
    const line = (file: string, at: number) => lines.line(file, at);
    if (this.#options.format === 'sarif') {
      const version = productVersion();
      const run = { version, tree: profile.tree, rules: ALL_RULES, failures: this.#failures, line };
      this.#output.line(JSON.stringify(sarifLog(this.#findings, run), null, 1));
    } else if (this.#options.format === 'text' && change && this.#findings.length > 0) {
      const added = (file: string) => change.added?.get(file);
      this.#output.line(`\n${replyBlock(this.#findings, { line, added })}`);
    }
    for (const message of this.#failures.slice(0, -1)) warn(message);
    const last = this.#failures.at(-1);
    if (last !== undefined) throw new CommandError(last);
  }
}

/** What tools call a hint is an info on the command line. */
const isInfo = (severity: Severity): severity is 'info' | 'hint' =>
  severity === 'info' || severity === 'hint';

/** @throws CommandError for a rule or a level that there is not */
function severitiesOf(given: readonly string[]): DiagnosticSettings['severity'] {
  const entries = given.map((text): [string, Severity | 'off'] => {
    const [rule = '', level = ''] = text.split('=');
    if (!ALL_RULES.some(({ meta }) => meta.id === rule)) {
      throw new CommandError(`--severity ${text}: there is no rule ${rule}`);
    }
    if (!LEVELS.includes(level as Severity | 'off')) {
      throw new CommandError(`--severity ${text}: a level is one of ${LEVELS.join(', ')}`);
    }
    return [rule, level as Severity | 'off'];
  });
  return Object.fromEntries(entries);
}

const LEVELS: readonly (Severity | 'off')[] = ['error', 'warning', 'info', 'off'];

function isBelow(file: string, paths: readonly string[]): boolean {
  return (
    paths.length === 0 ||
    paths.some((path) => path === '' || path === file || file.startsWith(`${path}/`))
  );
}

function showProgress(done: number, total: number): void {
  progress(`${done} of ${total}`);
}

import { pathToFileURL } from 'node:url';
import type { Log, Region, ReportingDescriptor, Result } from 'sarif';
import type { Rule } from '../rules/support/rule.ts';
import type { CheckFinding, EditRecord, FixRecord, RelatedRecord } from './finding-record.ts';

/** GitHub takes no file with more results than this. */
export const MAX_RESULTS = 25_000;
/** GitHub takes at most this many locations with a result. */
const MAX_LOCATIONS = 1000;

/** What the log says about the run besides its findings. */
export interface SarifRun {
  readonly version: string;
  readonly tree: string;
  readonly rules: readonly Pick<Rule, 'meta' | 'docs'>[];
  /** What could not be read: one line each. */
  readonly failures: readonly string[];
  /** A line of a file (below the tree), from 1; its columns are counted in UTF-16 in the log. */
  line(file: string, line: number): string;
}

const SEVERITIES = ['error', 'warning', 'info'];

/** The findings as a SARIF 2.1.0 log; the gravest first where there are more than can be taken in. */
export function sarifLog(findings: readonly CheckFinding[], run: SarifRun): Log {
  const rank = ({ severity }: CheckFinding) => SEVERITIES.indexOf(severity);
  const taken =
    findings.length <= MAX_RESULTS
      ? findings
      : [...findings].sort((a, b) => rank(a) - rank(b)).slice(0, MAX_RESULTS);
  const left = findings.length - taken.length;
  const notes = [...run.failures, ...(left > 0 ? [`${left} more findings were left out`] : [])];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ptdesc',
            semanticVersion: run.version,
            rules: run.rules.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(run.tree).href}/` } },
        invocations: [
          {
            executionSuccessful: run.failures.length === 0,
            toolExecutionNotifications: notes.map((text) => ({
              level: 'warning',
              message: { text },
            })),
          },
        ],
        results: resultsOf(taken, run),
      },
    ],
  };
}

/** The same finding twice in one file gets its turn in the fingerprint, or one would hide the other. */
function resultsOf(findings: readonly CheckFinding[], run: SarifRun): Result[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const turn = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, turn);
    return result(finding, turn, run);
  });
}

/** The rule's page travels with the log: a viewer has no address to open. */
function descriptor({ meta, docs }: SarifRun['rules'][number]): ReportingDescriptor {
  const { id, severity, summary } = meta;
  const flowing = (text: string) => text.replaceAll('\n', ' ');
  const [what, why, how] = [docs.what, docs.why, docs.how].map(flowing);
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: what ?? summary },
    help: {
      text: `${what}\n\n${why}\n\n${how}`,
      markdown: `${what}\n\n**Why it matters.** ${why}\n\n**What to do.** ${how}`,
    },
    defaultConfiguration: { level: levelOf(severity) },
  };
}

function levelOf(severity: string): 'error' | 'warning' | 'note' {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}

function result(finding: CheckFinding, turn: number, run: SarifRun): Result {
  const { file, rule, severity, message, related, fixes } = finding;
  const ruleIndex = run.rules.findIndex(({ meta }) => meta.id === rule);
  const region = regionOf(file, finding, run);
  return {
    ruleId: rule,
    ...(ruleIndex >= 0 ? { ruleIndex } : {}),
    level: levelOf(severity),
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: location(file), region },
        ...(finding.function === null
          ? {}
          : { logicalLocations: [{ name: finding.function, kind: 'function' }] }),
      },
    ],
    ...(related.length === 0 ? {} : { relatedLocations: relatedLocations(related, run) }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixOf(fix, run)) }),
    partialFingerprints: { 'ptdescFinding/v1': `${finding.fingerprint}:${turn}` },
  };
}

function relatedLocations(
  related: readonly RelatedRecord[],
  run: SarifRun,
): NonNullable<Result['relatedLocations']> {
  return related.slice(0, MAX_LOCATIONS - 1).map(({ file, line, col, message }, id) => ({
    id: id + 1,
    physicalLocation: {
      artifactLocation: location(file),
      region: { startLine: line, startColumn: utf16Column(run.line(file, line), col) },
    },
    message: { text: message },
  }));
}

function fixOf({ title, edits }: FixRecord, run: SarifRun): NonNullable<Result['fixes']>[number] {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: location(file),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({
          deletedRegion: regionOf(file, edit, run),
          insertedContent: { text: edit.text },
        })),
    })),
  };
}

function regionOf(
  file: string,
  range: Pick<EditRecord, 'line' | 'col' | 'endLine' | 'endCol'>,
  run: SarifRun,
): Region {
  return {
    startLine: range.line,
    startColumn: utf16Column(run.line(file, range.line), range.col),
    endLine: range.endLine,
    endColumn: utf16Column(run.line(file, range.endLine), range.endCol),
  };
}

/** A path below the tree, or an absolute one, as a URI. */
function location(file: string): { uri: string; uriBaseId?: string } {
  if (file.startsWith('/')) return { uri: pathToFileURL(file).href };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' };
}

/** A column in bytes, from 1, as one in UTF-16 units. */
function utf16Column(text: string, column: number): number {
  const before = Buffer.from(text, 'utf8').subarray(0, column - 1);
  return before.toString('utf8').length + 1;
}

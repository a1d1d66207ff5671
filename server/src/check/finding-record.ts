import { createHash } from 'node:crypto';
import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { Finding, TextPlace } from '../rules/support/rule.ts';

/** How much a finding weighs on the command line; what rules call a hint is an info here. */
export type CheckSeverity = 'error' | 'warning' | 'info';

/** A line that explains a finding; `file` is below the tree, line and byte column count from 1. */
export interface RelatedRecord {
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly message: string;
}

/** A piece of text to be replaced. `endCol` is exclusive; columns are in bytes and count from 1. */
export interface EditRecord {
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly endLine: number;
  readonly endCol: number;
  readonly text: string;
}

/** What mends a finding. */
export interface FixRecord {
  readonly title: string;
  readonly edits: readonly EditRecord[];
}

/** One finding as `check` reports it, keeps it and sends it between threads. */
export interface CheckFinding {
  readonly rule: string;
  readonly severity: CheckSeverity;
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly endLine: number;
  /** Exclusive. */
  readonly endCol: number;
  readonly function: string | null;
  readonly message: string;
  readonly related: readonly RelatedRecord[];
  readonly fixes: readonly FixRecord[];
  /** The same for the same finding in a file when lines above it come or go. */
  readonly fingerprint: string;
  /** The profiles in which it holds, where a check of several read the file: `x86_64`, `m68k (sun3_defconfig)`. */
  readonly profiles?: readonly string[];
}

/** A rule's finding in a file of the tree as a record. */
export function findingRecord(
  finding: Finding,
  file: SourceFile,
  relative: (path: string) => string,
): CheckFinding {
  const name = relative(file.path);
  const { place } = finding;
  return {
    rule: finding.rule,
    severity: finding.severity === 'hint' ? 'info' : finding.severity,
    file: name,
    line: place.line,
    col: place.column,
    endLine: place.line,
    endCol: place.column + place.sizeBytes,
    function: finding.function,
    message: finding.message,
    related: (finding.related ?? []).map(({ file: path, line, column, message }) => ({
      file: relative(path),
      line,
      col: column,
      message,
    })),
    fixes: (finding.fixes ?? []).map(({ title, edits }) => ({
      title,
      edits: edits.map(({ line, column, endLine, endColumn, text }) => ({
        file: name,
        line,
        col: column,
        endLine,
        endCol: endColumn,
        text,
      })),
    })),
    fingerprint: fingerprint(finding, lineText(file, place)),
  };
}

/** The rule, the function and the words of the line: neither the line's number nor the file's name. */
function fingerprint(finding: Finding, text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  const identity = [finding.rule, finding.function ?? '', words].join('\0');
  return createHash('sha256').update(identity).digest('hex').slice(0, 16);
}

function lineText({ bytes }: SourceFile, { line }: TextPlace): string {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = bytes.indexOf(10, start);
    if (end < 0) return '';
    start = end + 1;
  }
  const end = bytes.indexOf(10, start);
  return new TextDecoder().decode(bytes.subarray(start, end < 0 ? bytes.length : end));
}

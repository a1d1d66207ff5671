import { pathToFileURL } from 'node:url';
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
} from 'vscode-languageserver';
import { shownSeverity } from '../rules/run/shown-severity.ts';
import type { Finding, RelatedPlace } from '../rules/support/rule.ts';
import type { DiagnosticSettings } from '../settings/settings.ts';
import { rangeAt } from './positions.ts';
import { rulePageUri } from './rule-pages.ts';

export const SOURCE = 'ptdesc';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** What a diagnostic needs of a finding; files are absolute paths. */
export type ShownFinding = Omit<Finding, 'function' | 'fixes'>;

/** A finding as the protocol says it; undefined when the settings say that it is not shown. */
export function toDiagnostic(
  bytes: Uint8Array,
  finding: ShownFinding,
  settings: DiagnosticSettings,
): Diagnostic | undefined {
  const severity = shownSeverity(finding, settings);
  if (!severity) return undefined;
  const { line, column, sizeBytes } = finding.place;
  const href = rulePageUri(finding.rule);
  return {
    range: rangeAt(bytes, line, column, Math.max(1, sizeBytes)),
    severity: SEVERITIES[severity],
    code: finding.rule,
    ...(href !== undefined && { codeDescription: { href } }),
    source: SOURCE,
    message: finding.message,
    ...(finding.related && { relatedInformation: finding.related.map(toRelated) }),
  };
}

/** The lines that show why; only their beginning is known, and it is in bytes. */
function toRelated({ file, line, column, message }: RelatedPlace): DiagnosticRelatedInformation {
  const start = { line: line - 1, character: Math.max(0, column - 1) };
  return { location: { uri: pathToFileURL(file).href, range: { start, end: start } }, message };
}

import type { CheckFinding } from './finding-record.ts';

/** A finding as gcc writes a warning, with a note for each related line. */
export function findingText(finding: CheckFinding): string {
  const { file, line, col, severity, message, rule } = finding;
  const notes = finding.related.map((r) => `${r.file}:${r.line}:${r.col}: note: ${r.message}`);
  return [`${file}:${line}:${col}: ${severity}: ${message} [${rule}]`, ...notes].join('\n');
}

import type { CheckFinding } from './finding-record.ts';

/** So many profiles are named. */
const MAX_NAMED = 6;

/**
 * A finding as gcc writes a warning, with a note for each related line, and one with the profiles in which
 * it holds.
 */
export function findingText(finding: CheckFinding): string {
  const { file, line, col, severity, message, rule } = finding;
  const notes = finding.related.map((r) => `${r.file}:${r.line}:${r.col}: note: ${r.message}`);
  const { profiles = [] } = finding;
  if (profiles.length > 0)
    notes.push(`${file}:${line}:${col}: note: holds under ${profileNames(profiles)}`);
  return [`${file}:${line}:${col}: ${severity}: ${message} [${rule}]`, ...notes].join('\n');
}

/** "arm64, s390", "arm64, s390, … and 12 more" */
function profileNames(profiles: readonly string[]): string {
  const more = profiles.length - MAX_NAMED;
  const named = profiles.slice(0, MAX_NAMED).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

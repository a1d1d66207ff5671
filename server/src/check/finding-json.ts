import type { CheckFinding } from './finding-record.ts';

/** A finding as one line of JSON; field names are a contract. Ends of ranges are exclusive. */
export function findingJson(finding: CheckFinding, exact: boolean): object {
  const { rule, severity, file, line, col, endLine, endCol, message, related } = finding;
  return {
    rule,
    severity,
    file,
    line,
    col,
    endLine,
    endCol,
    function: finding.function,
    message,
    related,
    fixable: finding.fixes.length > 0,
    fingerprint: finding.fingerprint,
    exact,
    ...(finding.profiles && { profiles: finding.profiles }),
  };
}

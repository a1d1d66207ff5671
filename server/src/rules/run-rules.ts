import { ALL_RULES } from './all-rules.ts';
import type { Finding, RuleContext } from './rule.ts';

/** What all rules find in one file, in the order of its text. */
export function runRules(context: RuleContext): Finding[] {
  const findings = ALL_RULES.flatMap((rule) => rule.check(context));
  return findings.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}

import type { DiagnosticSettings } from '../../settings/settings.ts';
import type { Severity } from '../../settings/severity.ts';
import { ALL_RULES } from '../all-rules.ts';

const WEIGHTS: Readonly<Record<Severity, number>> = { hint: 0, info: 1, warning: 2, error: 3 };
const USUAL = new Map(ALL_RULES.map(({ meta }) => [meta.id, meta.severity]));

/**
 * The severity that a finding is shown with, undefined where it is not. What someone set for its rule
 * takes the place of the rule's own; a finding that the rule itself is less sure of never becomes more
 * than what it is. Infos are for who asks: for all of them, or for the rule by name.
 */
export function shownSeverity(
  { rule, severity: own }: { readonly rule: string; readonly severity: Severity },
  { enable, info, severity }: DiagnosticSettings,
): Severity | undefined {
  const wanted = severity[rule];
  if (!enable || wanted === 'off') return undefined;
  const isDoubtful = WEIGHTS[own] < WEIGHTS[USUAL.get(rule) ?? own];
  if (wanted !== undefined && !isDoubtful) return wanted;
  return WEIGHTS[own] >= WEIGHTS.warning || info ? own : undefined;
}

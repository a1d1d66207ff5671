/** Which checks hear of what: most hear of little, and runs tell much. */
import type { Check } from './check.ts';

/** What a check can be told. */
export type CheckMethod = Exclude<keyof Check, 'id' | 'title' | 'copied'>;

const known = new WeakMap<readonly Check[], Map<CheckMethod, readonly Check[]>>();

/** Those of the checks that have a method, in their order. */
export function listeningChecks(checks: readonly Check[], method: CheckMethod): readonly Check[] {
  const byMethod = known.get(checks) ?? new Map<CheckMethod, readonly Check[]>();
  known.set(checks, byMethod);
  const found = byMethod.get(method) ?? checks.filter((check) => check[method]);
  byMethod.set(method, found);
  return found;
}

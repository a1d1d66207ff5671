import { type PathState, UNKNOWN, type Value } from './path-state.ts';
import type { Summary, SummaryOutcome, SummaryResult } from './summary.ts';
import { objectKey } from './table-object.ts';
import type { PathEnd } from './walk-paths.ts';

/** More ways than these are more than a caller should follow. */
const MAX_OUTCOMES = 12;

/** What a caller needs to know of the ends of all paths; undefined when they differ too much. */
export function summarize(ends: readonly PathEnd[]): Summary | undefined {
  const outcomes = new Map<string, SummaryOutcome>();
  for (const { state, result } of ends) {
    const outcome = {
      assumed: state.assumed,
      trace: state.trace,
      result: resultOf(state, result),
      sawDestructor: state.sawDestructor,
    };
    outcomes.set(outcomeKey(outcome), outcome);
  }
  return outcomes.size > MAX_OUTCOMES
    ? undefined
    : { outcomes: mergeAssumptions([...outcomes.values()]) };
}

/** An assumption that makes no difference to what happens is none. */
function mergeAssumptions(outcomes: SummaryOutcome[]): SummaryOutcome[] {
  if (new Set(outcomes.map(effectKey)).size > 1) return outcomes;
  return outcomes.slice(0, 1).map((o) => ({ ...o, assumed: new Map() }));
}

function resultOf(state: PathState, value: Value): SummaryResult {
  if (value.kind === 'argument') return { kind: 'argument', index: value.index, form: 'address' };
  if (value.kind === 'number' || value.kind === 'function') return { kind: 'value', value };
  const object = state.objectOf(value);
  if (!object || value.kind !== 'object') return { kind: 'value', value: UNKNOWN };
  if (object.origin.kind === 'parameter')
    return { kind: 'argument', index: object.origin.index, form: value.form };
  return value.form === 'address' ? { kind: 'fresh', object } : { kind: 'value', value: UNKNOWN };
}

function outcomeKey(o: SummaryOutcome): string {
  const assumed = [...o.assumed].sort().map(([index, truth]) => `${index}${truth}`);
  return `${assumed.join()}|${effectKey(o)}`;
}

function effectKey({ trace, result, sawDestructor }: SummaryOutcome): string {
  const operations = trace.map(({ argument, operation: o }) => `${argument}${o.kind}${o.token}`);
  return `${operations.join()}|${resultKey(result)}|${sawDestructor}`;
}

function resultKey(result: SummaryResult): string {
  if (result.kind === 'fresh') return objectKey(result.object);
  if (result.kind === 'argument') return `a${result.index}${result.form}`;
  return result.value.kind === 'number' ? `n${result.value.value}` : result.value.kind;
}

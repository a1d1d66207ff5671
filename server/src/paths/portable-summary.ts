import type { Operation } from './operation.ts';
import type { Value } from './path-state.ts';
import type { Summary, SummaryResult } from './summary.ts';
import type { TableObject } from './table-object.ts';

/** A summary without the places in its own unit, which mean nothing in another. */
export function portable({ outcomes }: Summary): Summary {
  return {
    outcomes: outcomes.map((outcome) => ({
      ...outcome,
      trace: outcome.trace.map(({ argument, operation }) => ({
        argument,
        operation: elsewhere(operation),
      })),
      result: resultElsewhere(outcome.result),
    })),
  };
}

const elsewhere = (operation: Operation): Operation => ({
  ...operation,
  token: -1,
  innerToken: -1,
});

function resultElsewhere(result: SummaryResult): SummaryResult {
  if (result.kind === 'fresh') return { kind: 'fresh', object: objectElsewhere(result.object) };
  return result.kind === 'value' ? { kind: 'value', value: plain(result.value) } : result;
}

/** Callers put places of their own in place of those that are known. */
function objectElsewhere(object: TableObject): TableObject {
  return { ...object, stored: undefined };
}

function plain(value: Value): Value {
  return value.kind === 'number' ? { kind: 'number', value: value.value } : value;
}

import type { TraceEntry, Value } from './path-state.ts';
import type { TableObject } from './table-object.ts';

/** What a function returns on one way through it. */
export type SummaryResult =
  | { readonly kind: 'value'; readonly value: Value }
  | {
      readonly kind: 'argument';
      readonly index: number;
      readonly form: 'address' | 'interior' | 'frame';
    }
  | { readonly kind: 'fresh'; readonly object: TableObject };

/** One way through a function, as its caller sees it. */
export interface SummaryOutcome {
  /** Parameters that are not 0 (true) or are 0 (false) on this way. */
  readonly assumed: ReadonlyMap<number, boolean>;
  readonly trace: readonly TraceEntry[];
  readonly result: SummaryResult;
  readonly sawDestructor: boolean;
}

/** What a function does to its arguments and its result, computed from its body. */
export interface Summary {
  readonly outcomes: readonly SummaryOutcome[];
}

/** Whether a destructor runs on an argument, whichever way the function goes; undefined when it depends. */
export function alwaysDestructs(summary: Summary, argument: number): boolean | undefined {
  const ways = new Set(
    summary.outcomes.map(({ trace }) =>
      trace.some((t) => t.argument === argument && doesDestruct(t.operation)),
    ),
  );
  return ways.size === 1 ? ways.has(true) : undefined;
}

/** Whether some way through the function runs a destructor on an argument. */
export function destructs(summary: Summary, argument: number): boolean {
  return summary.outcomes.some(({ trace }) =>
    trace.some((t) => t.argument === argument && doesDestruct(t.operation)),
  );
}

function doesDestruct(operation: TraceEntry['operation']): boolean {
  return operation.kind === 'destruct' || operation.destructsLater === true;
}

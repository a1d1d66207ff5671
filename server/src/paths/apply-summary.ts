import { resolve } from '../../../language/src/types/types.ts';
import { without } from './apply-operation.ts';
import type { Evaluator } from './evaluate.ts';
import type { Operation } from './operation.ts';
import type { Outcome } from './outcome.ts';
import { type PathState, type TraceEntry, UNKNOWN, type Value } from './path-state.ts';
import { type Split, splitValue } from './split-value.ts';
import type { Summary, SummaryOutcome, SummaryResult } from './summary.ts';
import type { Amount, Mark, TableObject } from './table-object.ts';
import { callUnknown, type EvaluatedCall } from './unknown-call.ts';

/** Lets happen what a function's summary says, once for each way through it that fits the arguments. */
export function applySummary(
  evaluator: Evaluator,
  call: EvaluatedCall,
  summary: Summary,
): Outcome[] {
  const outcomes: Outcome[] = [];
  const gives = summary.outcomes.some(({ result }) => result.kind === 'fresh');
  const takenBack = summary.outcomes.flatMap(({ trace }) => trace).filter(takesMarkBack);
  for (const way of summary.outcomes) {
    const state = fitting(call.state.clone(), call.args, way);
    if (!state) continue;
    for (const { argument, operation } of takenBack)
      if (!way.trace.some((t) => t.argument === argument && takesMarkBack(t)))
        unmark(state, call.args[argument], operation.mark);
    holdOthers(evaluator, { ...call, state }, summary, way);
    outcomes.push(applyOutcome(evaluator, { ...call, state }, way, gives));
  }
  // No way fits: the function is not what its summary says, so nothing is known.
  return outcomes.length > 0 ? outcomes : [callUnknown(evaluator, call)];
}

/**
 * What takes a mark back often begins by asking whether it is there, and does nothing when not. So that
 * no way through the function is taken to begin with the mark and to leave it.
 */
function takesMarkBack({ operation }: TraceEntry): boolean {
  return operation.kind === 'unmark';
}

function unmark(state: PathState, value: Value | undefined, mark: Mark | undefined): void {
  const object = value && state.objectOf(value);
  if (object) state.objects.set(object.site, { ...object, marks: without(object.marks, mark) });
}

/** The state in which the arguments are as one way through the function needs them. */
function fitting(
  state: PathState,
  args: readonly Value[],
  way: SummaryOutcome,
): PathState | undefined {
  let fits: PathState | undefined = state;
  for (const [index, truth] of way.assumed) {
    if (!fits) return undefined;
    const { yes, no }: Split = splitValue(fits, args[index] ?? UNKNOWN);
    fits = truth ? yes : no;
  }
  return fits;
}

function applyOutcome(
  evaluator: Evaluator,
  call: EvaluatedCall,
  way: SummaryOutcome,
  gives: boolean,
): Outcome {
  const { state, args, expression } = call;
  for (const { argument, operation } of way.trace)
    evaluator.apply(state, args[argument] ?? UNKNOWN, translated(call, operation));
  args.forEach((value, index) => {
    const isLeft = isLost(call, way, index) || (FREES.test(call.name) && !takes(way, index));
    if (value.kind === 'object' && isLeft) evaluator.hold(state, value, expression.callee.token);
  });
  if (way.sawDestructor) state.sawDestructor = true;
  for (const value of args)
    if (value.kind === 'variable') evaluator.lend(state, value.symbol, expression.token);
  if (way.trace.length > 0) state.forgetMemoryFacts();
  return { state, value: resultOf(evaluator, call, way.result, gives) };
}

/** Numbers are followed in a function only as far as something happens to them. */
function isLost({ expression }: EvaluatedCall, way: SummaryOutcome, index: number): boolean {
  const argument = expression.args[index];
  if (argument === undefined || resolve(argument.type).kind !== 'integer') return false;
  const isTold = way.trace.some((t) => t.argument === index);
  return !isTold && !(way.result.kind === 'argument' && way.result.index === index);
}

/** Whoever is called so takes what it is given, also where its body does not show it. */
const FREES = /free|put|release|remove/;

const TAKES: ReadonlySet<Operation['kind']> = new Set([
  ...(['free', 'queue', 'escape', 'share', 'hold'] as const),
]);

const takes = (way: SummaryOutcome, index: number) =>
  way.trace.some(({ argument, operation }) => argument === index && TAKES.has(operation.kind));

/**
 * A function that takes a table on some ways knows why it does not on others: levels that are folded at
 * run time have no table. Whoever gives it the table has done what was to be done.
 */
function holdOthers(
  evaluator: Evaluator,
  { state, args, expression }: EvaluatedCall,
  summary: Summary,
  way: SummaryOutcome,
): void {
  args.forEach((value, index) => {
    if (value.kind !== 'object' || takes(way, index)) return;
    if (summary.outcomes.some((other) => takes(other, index)))
      evaluator.hold(state, value, expression.callee.token);
  });
}

/** The operation as the caller sees it: at the call, by the function that was called. */
function translated(call: EvaluatedCall, operation: Operation): Operation {
  return {
    ...operation,
    token: call.expression.callee.token,
    innerToken: operation.innerToken ?? operation.token,
    order: amountAt(operation.order, call.args),
  };
}

function amountAt(amount: Amount, args: readonly Value[]): Amount {
  if (typeof amount !== 'object') return amount;
  const value = args[amount.argument];
  if (value?.kind === 'number') return value.value;
  return value?.kind === 'argument' ? { argument: value.index } : undefined;
}

function resultOf(
  evaluator: Evaluator,
  call: EvaluatedCall,
  result: SummaryResult,
  gives: boolean,
): Value {
  const { state, args, expression } = call;
  switch (result.kind) {
    case 'argument': {
      const value = args[result.index] ?? UNKNOWN;
      return value.kind === 'object' ? { ...value, form: result.form } : value;
    }
    case 'fresh': {
      const { object } = result;
      const token = expression.callee.token;
      const value = evaluator.create(state, {
        ...object,
        site: expression.token,
        order: amountAt(object.order, args),
        gfp: amountAt(object.gfp, args),
        marks: marksAt(object.marks, token),
        allocatedAt: object.allocatedAt < 0 ? -1 : token,
        constructedAt: object.constructedAt < 0 ? -1 : token,
        destructedAt: object.destructedAt < 0 ? -1 : token,
        goneAt: object.goneAt < 0 ? -1 : token,
        listedAt: object.listedAt < 0 ? -1 : token,
      });
      evaluator.learnType(state, value, expression.type);
      return value;
    }
    default:
      return gives ? failureAt(call, result.value) : result.value;
  }
}

/** Where a function gives out memory, NULL says that there was none. */
function failureAt({ state, expression }: EvaluatedCall, value: Value): Value {
  if (value.kind !== 'number' || value.value !== 0n) return value;
  const failedAt = expression.callee.token;
  state.untested.add(failedAt);
  return { ...value, failedAt };
}

function marksAt(marks: TableObject['marks'], token: number): TableObject['marks'] {
  return Object.fromEntries(Object.keys(marks).map((mark) => [mark, token]));
}

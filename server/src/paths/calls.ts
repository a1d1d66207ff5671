/** What a call does: a root does what its line says, a function with a body what its summary says. */
import type { CallExpression } from '../../../language/src/syntax/ast.ts';
import { resolve } from '../../../language/src/types/types.ts';
import { applyRoot } from './apply-root.ts';
import { applySummary } from './apply-summary.ts';
import type { Evaluator, Outcome } from './evaluate.ts';
import { type PathState, UNKNOWN, type Value } from './path-state.ts';
import { ROOTS } from './roots.ts';
import { newObject } from './table-object.ts';

/** A call with its arguments evaluated. */
export interface EvaluatedCall {
  readonly expression: CallExpression;
  readonly name: string;
  readonly state: PathState;
  readonly args: readonly Value[];
}

export function evaluateCall(evaluator: Evaluator, e: CallExpression, s: PathState): Outcome[] {
  const name =
    e.callee.kind === 'identifier' ? evaluator.env.unit.interner.text(e.callee.nameId) : '';
  const states = e.callee.kind === 'identifier' ? [s] : evaluator.parts([e.callee], s);
  return states
    .flatMap((state) => evaluateArguments(evaluator, e, state))
    .flatMap(({ state, args }) => makeCall(evaluator, { expression: e, name, state, args }));
}

function evaluateArguments(evaluator: Evaluator, e: CallExpression, s: PathState) {
  let done: { state: PathState; args: Value[] }[] = [{ state: s, args: [] }];
  for (const argument of e.args)
    done = done.flatMap(({ state, args }) =>
      evaluator
        .evaluate(argument, state)
        .map((o) => ({ state: o.state, args: [...args, o.value] })),
    );
  return done;
}

function makeCall(evaluator: Evaluator, call: EvaluatedCall): Outcome[] {
  const { name, args, state } = call;
  if (name.startsWith('__builtin_expect')) return [{ state, value: args[0] ?? UNKNOWN }];
  const root = ROOTS.get(name);
  if (root) return applyRoot(evaluator, call, root);
  const callee = call.expression.callee;
  const symbol = callee.kind === 'identifier' ? callee.symbol : undefined;
  const isPlain = name.startsWith('__builtin_');
  if (isPlain) return [{ state, value: UNKNOWN }];
  const matters =
    args.some(matter) || (symbol?.kind === 'function' && evaluator.env.isRelevant(symbol));
  const summary = matters ? evaluator.env.summaryOf(name) : undefined;
  if (summary) return applySummary(evaluator, call, summary);
  return [callUnknown(evaluator, call)];
}

function matter(value: Value): boolean {
  return value.kind === 'object' || value.kind === 'variable';
}

/** Nothing is known of the function: what it was given, or could reach, may have changed. */
export function callUnknown(evaluator: Evaluator, call: EvaluatedCall): Outcome {
  const { state, args, expression, name } = call;
  const token = expression.callee.token;
  args.forEach((value, index) => {
    if (value.kind === 'object' && value.form === 'address')
      evaluator.apply(state, value, { kind: 'escape', token, name });
    else if (value.kind === 'object' && mayBeKept(evaluator, call, index))
      evaluator.apply(state, value, { kind: 'share', token, name: '' });
    else if (value.kind === 'variable') evaluator.setVariable(state, value.symbol, UNKNOWN, token);
  });
  for (const object of state.objects.values())
    if (object.isShared)
      evaluator.apply(
        state,
        { kind: 'object', site: object.site, form: 'address' },
        { kind: 'escape', token, name },
      );
  state.forgetMemoryFacts();
  for (const [key, place] of state.places) if (place.readsMemory) state.places.delete(key);
  return { state, value: unknownResult(evaluator, call) };
}

/** A list or an RCU head that is handed out may end up in a list; a lock does not. */
function mayBeKept(evaluator: Evaluator, { expression }: EvaluatedCall, index: number): boolean {
  const argument = expression.args[index];
  return argument !== undefined && evaluator.env.types.mayCarryTable(argument.type);
}

/** A pointer to a table that comes from a function is an object, if of unknown history. */
export function unknownResult(evaluator: Evaluator, { expression, state }: EvaluatedCall): Value {
  if (resolve(expression.type).kind !== 'pointer') return UNKNOWN;
  const tableType = evaluator.env.types.tableType(expression.type);
  if (tableType === undefined) return UNKNOWN;
  return evaluator.create(state, newObject(expression.token, { kind: 'other' }, tableType));
}

/** A call of a function of which nothing is known. */
import type { CallExpression, Expression } from '../../../language/src/syntax/ast.ts';
import { resolve } from '../../../language/src/types/types.ts';
import type { Evaluator } from './evaluate.ts';
import type { Outcome } from './outcome.ts';
import { type PathState, UNKNOWN, type Value } from './path-state.ts';
import { newObject } from './table-object.ts';

/** A call with its arguments evaluated. */
export interface EvaluatedCall {
  readonly expression: CallExpression;
  readonly name: string;
  readonly state: PathState;
  readonly args: readonly Value[];
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
    else if (value.kind === 'object' && isNumber(expression.args[index]))
      evaluator.hold(state, value, token);
    else if (value.kind === 'variable') evaluator.lend(state, value.symbol, token);
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

/** An address or a frame number that is handed out as a number may be kept. */
function isNumber(e: Expression | undefined): boolean {
  return e !== undefined && resolve(e.type).kind === 'integer';
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

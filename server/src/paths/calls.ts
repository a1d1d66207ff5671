/** What a call does: a root does what its line says, a function with a body what its summary says. */

import { ROOTS } from '../../../emulator/src/kernel-functions/kernel-functions.ts';
import type { CallExpression } from '../../../language/src/syntax/ast.ts';
import { applyRoot } from './apply-root.ts';
import { applySummary } from './apply-summary.ts';
import type { Evaluator } from './evaluate.ts';
import type { Outcome } from './outcome.ts';
import { type PathState, UNKNOWN, type Value } from './path-state.ts';
import { callUnknown, type EvaluatedCall } from './unknown-call.ts';

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

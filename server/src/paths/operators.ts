/** Unary and binary operators and assignments on a path. */
import {
  P_AMP,
  P_ASSIGN,
  P_EQ,
  P_GE,
  P_GT,
  P_LE,
  P_LT,
  P_NE,
} from '../../../language/src/lexer/spellings.ts';
import type {
  AssignExpression,
  BinaryExpression,
  Expression,
  UnaryExpression,
} from '../../../language/src/syntax/ast.ts';
import { resolve } from '../../../language/src/types/types.ts';
import { arithmetic, compute, isZero } from './arithmetic.ts';
import type { Evaluator } from './evaluate.ts';
import { type Outcome, unknown } from './outcome.ts';
import { noteTypeStore } from './page-type.ts';
import { numberValue, type PathState, UNKNOWN, type Value } from './path-state.ts';
import { addressOf, load, store } from './places.ts';
import { splitValue } from './split-value.ts';

export function unary(evaluator: Evaluator, e: UnaryExpression, s: PathState): Outcome[] {
  switch (e.operator) {
    case '&':
      return addressOf(evaluator, e.operand, s, 'address');
    case '*':
      return load(evaluator, e, s);
    case '!':
      return evaluator.evaluate(e.operand, s).flatMap(negated);
    case '++':
    case '--':
    case 'post++':
    case 'post--':
      return evaluator.evaluate(e.operand, s).map(({ state }) => {
        store(evaluator, e.operand, UNKNOWN, state);
        return { state, value: UNKNOWN };
      });
    case '-':
    case '~': {
      const value = evaluator.constant(e);
      return evaluator.evaluate(e.operand, s).map(({ state }) => ({ state, value }));
    }
    default:
      return evaluator.evaluate(e.operand, s);
  }
}

function negated({ state, value }: Outcome): Outcome[] {
  const { yes, no } = splitValue(state, value);
  const outcomes: Outcome[] = [];
  if (yes && yes === no) return [{ state, value: UNKNOWN }];
  if (yes) outcomes.push({ state: yes, value: numberValue(0n) });
  if (no) outcomes.push({ state: no, value: numberValue(1n) });
  return outcomes;
}

/** What only asks: the low bits of an address are a test of its alignment. */
const COMPARES: ReadonlySet<number> = new Set([P_LT, P_GT, P_LE, P_GE, P_AMP]);

export function binary(evaluator: Evaluator, e: BinaryExpression, s: PathState): Outcome[] {
  return evaluator
    .evaluate(e.left, s)
    .flatMap((left) =>
      evaluator
        .evaluate(e.right, left.state)
        .flatMap(({ state, value }) => combine(evaluator, e, left.value, value, state)),
    );
}

function combine(
  evaluator: Evaluator,
  e: BinaryExpression,
  a: Value,
  b: Value,
  state: PathState,
): Outcome[] {
  if (a.kind === 'number' && b.kind === 'number')
    return [{ state, value: compute(e, a.value, b.value) }];
  const isEqual = e.operator === P_EQ;
  if (isEqual || e.operator === P_NE) {
    const other = isZero(b) ? a : isZero(a) ? b : undefined;
    if (!other) return unknown(state);
    const not = negated({ state, value: other });
    return isEqual ? not : not.flatMap(negated);
  }
  const value = arithmetic(evaluator.env.types, e, a, b);
  if (value.kind === 'unknown' && !COMPARES.has(e.operator)) {
    evaluator.hold(state, a, e.token);
    evaluator.hold(state, b, e.token);
  }
  return [{ state, value }];
}

export function assign(evaluator: Evaluator, e: AssignExpression, s: PathState): Outcome[] {
  return evaluator.evaluate(e.right, s).flatMap(({ state, value }) => {
    if (e.operator !== P_ASSIGN) return compoundAssign(evaluator, e, state);
    return destination(evaluator, e.left, value, state).map((to) => {
      store(evaluator, e.left, value, to);
      return { state: to, value };
    });
  });
}

function compoundAssign(evaluator: Evaluator, e: AssignExpression, s: PathState): Outcome[] {
  return evaluator.evaluate(e.left, s).map(({ state, value }) => {
    const kept =
      value.kind === 'object' && resolve(e.left.type).kind === 'integer' ? value : UNKNOWN;
    if (kept !== value) evaluator.hold(state, value, e.token);
    store(evaluator, e.left, kept, state);
    return { state, value: kept };
  });
}

/** Evaluates what an lvalue needs; the object that is written to is used. */
function destination(
  evaluator: Evaluator,
  left: Expression,
  value: Value,
  s: PathState,
): PathState[] {
  if (left.kind === 'identifier') return [s];
  return addressOf(evaluator, left, s, 'store').map((o) => {
    noteTypeStore(evaluator, left, o, value);
    return o.state;
  });
}

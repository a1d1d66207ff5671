/** Places in memory on a path: what their addresses are worth, what they hold, and what is stored. */
import type { Expression, MemberExpression } from '../../../language/src/syntax/ast.ts';
import type { ObjectSym } from '../../../language/src/syntax/symbols.ts';
import { resolve } from '../../../language/src/types/types.ts';
import { constantValue } from '../../../language/src/typing/constant.ts';
import { type Purpose, useOf } from './descriptor-use.ts';
import type { Evaluator } from './evaluate.ts';
import { expressionKey } from './expression-key.ts';
import { memberOffsetBits } from './member-offset.ts';
import type { Outcome } from './outcome.ts';
import { type PathState, UNKNOWN, type Value } from './path-state.ts';
import { newObject, type Origin } from './table-object.ts';

/** What a place in memory holds: known from before, or an object that comes from there. */
export function load(evaluator: Evaluator, e: Expression, s: PathState): Outcome[] {
  return addressOf(evaluator, e, s, 'load').map(({ state, value: address }) => {
    if (resolve(e.type).kind === 'array') return { state, value: address };
    const key = expressionKey(e);
    const known = key && state.places.get(key.key);
    if (known) return { state, value: known.value };
    const tableType = evaluator.env.types.tableType(e.type);
    if (tableType === undefined) return { state, value: UNKNOWN };
    const origin: Origin = { kind: 'loaded', place: placeClass(e, tableType) };
    const value = evaluator.create(state, newObject(e.token, origin, tableType));
    if (key) state.places.set(key.key, { ...key, value });
    return { state, value };
  });
}

/** Names every place of its kind, so that what is stored in one tells what others hold. */
function placeClass(e: Expression, tableType: string): string {
  if (e.kind !== 'member') return `element of ${tableType} *`;
  const name = e.path[e.path.length - 1]?.name ?? '';
  return `${e.record?.tag ?? ''}.${name}`;
}

/** The address of an lvalue. */
export function addressOf(
  evaluator: Evaluator,
  e: Expression,
  s: PathState,
  purpose: Purpose,
): Outcome[] {
  switch (e.kind) {
    case 'identifier':
      return [{ state: s, value: variableAddress(e) }];
    case 'member':
      return memberAddress(evaluator, e, s, purpose);
    case 'index':
      return indexAddress(evaluator, e, s, purpose);
    case 'unary':
      if (e.operator === '*') return pointed(evaluator, e.operand, e, s, purpose);
      return evaluator.evaluate(e, s);
    case 'cast':
      return addressOf(evaluator, e.operand, s, purpose);
    default:
      return evaluator.evaluate(e, s);
  }
}

function variableAddress({ symbol }: Expression & { kind: 'identifier' }): Value {
  if (symbol?.kind === 'function') return { kind: 'function', name: symbol.name };
  if (symbol === undefined || symbol.kind === 'typedef' || symbol.kind === 'enumerator')
    return UNKNOWN;
  return symbol.local ? { kind: 'variable', symbol } : UNKNOWN;
}

function memberAddress(
  evaluator: Evaluator,
  e: MemberExpression,
  s: PathState,
  purpose: Purpose,
): Outcome[] {
  const outcomes = e.arrow
    ? pointed(evaluator, e.object, e, s, purpose)
    : addressOf(evaluator, e.object, s, purpose);
  return outcomes.map((o) => inside(o, memberOffsetBits(evaluator.env.unit, e) === 0));
}

function indexAddress(
  evaluator: Evaluator,
  e: Expression & { kind: 'index' },
  s: PathState,
  purpose: Purpose,
): Outcome[] {
  const isZero = constantValue(evaluator.env.unit.parser, e.index) === 0n;
  return evaluator.evaluate(e.index, s).flatMap(({ state, value }) => {
    evaluator.hold(state, value, e.token);
    return pointed(evaluator, e.object, e, state, purpose).map((o) => inside(o, isZero));
  });
}

/** The value of a pointer that is followed to reach `place`. */
function pointed(
  evaluator: Evaluator,
  pointer: Expression,
  place: Expression,
  s: PathState,
  purpose: Purpose,
): Outcome[] {
  const outcomes = evaluator.evaluate(pointer, s);
  const use = useOf(evaluator.env, pointer, place, purpose);
  for (const { state, value } of outcomes)
    if (use && (value.kind === 'number' || (value.kind === 'object' && value.form !== 'frame')))
      evaluator.apply(state, value, use);
  return outcomes;
}

function inside(o: Outcome, isStart: boolean): Outcome {
  if (o.value.kind === 'variable') return { state: o.state, value: UNKNOWN };
  if (o.value.kind !== 'object' || isStart) return o;
  return { state: o.state, value: { ...o.value, form: 'interior' } };
}

/** Puts a value in a variable or in memory. */
export function store(
  evaluator: Evaluator,
  left: Expression,
  value: Value,
  state: PathState,
): void {
  const symbol = left.kind === 'identifier' ? left.symbol : undefined;
  if (symbol && (symbol.kind === 'object' || symbol.kind === 'parameter') && isTrackable(symbol)) {
    evaluator.setVariable(state, symbol, value, left.token);
    return;
  }
  const tableType = evaluator.env.types.tableType(left.type);
  const name = tableType === undefined ? '' : placeClass(left, tableType);
  evaluator.apply(state, value, { kind: 'share', token: left.token, name });
  state.forgetMemoryFacts();
  const key = expressionKey(left);
  for (const known of state.places.keys())
    if (known !== key?.key && maySame(known, key?.key)) state.places.delete(known);
  if (key) state.places.set(key.key, { ...key, value });
}

/** Static variables outlive the path, so what they hold is not known. */
function isTrackable(symbol: ObjectSym): boolean {
  return symbol.local && symbol.storage !== 'static' && symbol.storage !== 'extern';
}

/** Whether two places may be the same memory: the same member, or both no member. */
function maySame(a: string, b: string | undefined): boolean {
  if (b === undefined) return true;
  const end = (key: string) => / ([>.]\d+)\)$/.exec(key)?.[1];
  return end(a) === end(b);
}

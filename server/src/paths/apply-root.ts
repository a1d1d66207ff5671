import type { Level, OrderSource, Root } from '../../../emulator/src/kernel-functions/root.ts';
import {
  mmArgument,
  tableArgument,
} from '../../../emulator/src/kernel-functions/table-argument.ts';
import type { Expression } from '../../../language/src/syntax/ast.ts';
import { resolve } from '../../../language/src/types/types.ts';
import type { Evaluator } from './evaluate.ts';
import type { Outcome } from './outcome.ts';
import { numberValue, type PathState, UNKNOWN, type Value } from './path-state.ts';
import { alwaysDestructs } from './summary.ts';
import { type Amount, newObject } from './table-object.ts';
import { levelOfType } from './table-types.ts';
import { type EvaluatedCall, unknownResult } from './unknown-call.ts';

type RootOf<K extends Root['kind']> = Root & { kind: K };

/** Lets a root happen. */
export function applyRoot(evaluator: Evaluator, call: EvaluatedCall, root: Root): Outcome[] {
  const { state, args } = call;
  switch (root.kind) {
    case 'allocate':
      return allocate(evaluator, call, root);
    case 'construct':
      return construct(evaluator, call, root);
    case 'destruct':
      evaluator.apply(state, tableOf(call), { kind: 'destruct', ...at(call), level: root.level });
      state.sawDestructor = true;
      break;
    case 'free':
      free(evaluator, call, root);
      break;
    case 'queue':
      queue(evaluator, call, root);
      break;
    case 'populate':
      populate(evaluator, call, root);
      break;
    case 'list':
    case 'unlist':
      evaluator.apply(state, args[0] ?? UNKNOWN, { kind: 'use', ...at(call) });
      evaluator.apply(state, args[0] ?? UNKNOWN, { kind: root.kind, ...at(call) });
      break;
    case 'lock':
      // The lock is in the descriptor, or its address is.
      evaluator.apply(state, args[0] ?? UNKNOWN, { kind: 'use', ...at(call) });
      evaluator.apply(state, args[0] ?? UNKNOWN, { kind: 'lock', ...at(call) });
      break;
    case 'mark':
    case 'unmark': {
      const { kind, mark } = root;
      evaluator.apply(state, args[root.argument] ?? UNKNOWN, { kind, mark, ...at(call) });
      const kept = root.keeps === undefined ? UNKNOWN : (args[root.keeps] ?? UNKNOWN);
      evaluator.apply(state, kept, { kind: 'share', ...at(call), name: '' });
      break;
    }
    case 'unlink':
      unlink(state, root.level, call.expression.callee.token);
      break;
    case 'share':
      evaluator.apply(state, args[root.argument] ?? UNKNOWN, {
        ...{ kind: 'share', ...at(call), name: '' },
      });
      break;
    case 'map':
      evaluator.apply(state, args[root.argument] ?? UNKNOWN, { kind: 'map', ...at(call) });
      break;
    case 'address':
      evaluator.apply(state, args[0] ?? UNKNOWN, { kind: 'address', ...at(call) });
      return [{ state, value: same(evaluator, call, args[0] ?? UNKNOWN) }];
    case 'split':
      evaluator.apply(state, args[0] ?? UNKNOWN, { kind: 'split', ...at(call) });
      break;
    case 'same':
      return [{ state, value: same(evaluator, call, args[root.argument] ?? UNKNOWN) }];
    case 'entry':
      return [{ state, value: entry(evaluator, call) }];
    default:
      break;
  }
  return [{ state, value: UNKNOWN }];
}

function at({ expression, name }: EvaluatedCall) {
  return { token: expression.callee.token, name };
}

/** The table that a constructor or a destructor is given; without a prototype, its last argument. */
function tableOf({ args, expression }: EvaluatedCall): Value {
  return args[tableArgument(expression.callee.type) ?? args.length - 1] ?? UNKNOWN;
}

function orderOf(source: OrderSource, args: readonly Value[]): Amount {
  if (source === undefined) return undefined;
  return 'constant' in source ? source.constant : amountOf(args[source.argument]);
}

function amountOf(value: Value | undefined): Amount {
  if (value?.kind === 'number') return value.value;
  return value?.kind === 'argument' ? { argument: value.index } : undefined;
}

/** Memory there is, or there is not. */
function allocate(evaluator: Evaluator, call: EvaluatedCall, root: RootOf<'allocate'>): Outcome[] {
  const { expression, args } = call;
  const failed = call.state;
  const state = failed.clone();
  const value = evaluator.create(state, {
    ...newObject(expression.token, { kind: 'allocated' }),
    life: 'raw',
    maybeNull: false,
    family: root.family,
    order: orderOf(root.order, args),
    gfp: root.gfp === undefined ? undefined : amountOf(args[root.gfp]),
    marks: root.clears ? { filled: expression.callee.token } : {},
    allocatedAt: expression.callee.token,
  });
  evaluator.learnType(state, value, expression.type);
  const failedAt = expression.callee.token;
  failed.untested.add(failedAt);
  return [
    { state, value },
    { state: failed, value: { kind: 'number', value: 0n, failedAt } },
  ];
}

/** A constructor that returns something may fail; one that returns nothing cannot. */
function construct(
  evaluator: Evaluator,
  call: EvaluatedCall,
  root: RootOf<'construct'>,
): Outcome[] {
  const { state, expression } = call;
  const table = tableOf(call);
  const operation = { ...at(call), level: root.level };
  const canFail = resolve(expression.type).kind !== 'void';
  const failed = canFail ? state.clone() : undefined;
  evaluator.apply(state, table, { kind: 'construct', ...operation });
  // Where the mm is an argument, the kernel's own tables get no lock; those made without an mm get one.
  const mm = mmArgument(expression.callee.type);
  if (mm !== undefined) {
    const kind = isInitMm(expression.args[mm]) ? 'mark' : 'unmark';
    evaluator.apply(state, table, { kind, mark: 'lockless', ...at(call) });
  }
  const outcomes: Outcome[] = [{ state, value: canFail ? numberValue(1n) : UNKNOWN }];
  if (failed) {
    evaluator.apply(failed, table, { kind: 'construct-failed', ...operation });
    outcomes.push({ state: failed, value: numberValue(0n) });
  }
  return outcomes;
}

/** The tables that were read from entries of that level are nobody's but the function's now. */
function unlink(state: PathState, level: Level, token: number): void {
  for (const object of state.objects.values())
    if (object.origin.kind === 'entry' && levelOfType(object.tableType) === level)
      state.objects.set(object.site, { ...object, unlinkedAt: token });
}

function free(evaluator: Evaluator, call: EvaluatedCall, root: RootOf<'free'>): void {
  const { family } = root;
  const order = orderOf(root.order, call.args);
  const table = call.args[root.argument] ?? UNKNOWN;
  evaluator.apply(call.state, table, { kind: 'free', ...at(call), family, order });
}

function queue(evaluator: Evaluator, call: EvaluatedCall, root: RootOf<'queue'>): void {
  const table = call.args[root.argument] ?? UNKNOWN;
  const destructsLater = laterDestructs(evaluator, call, root);
  evaluator.apply(call.state, table, { kind: 'queue', ...at(call), destructsLater });
}

/** Whether the function that frees later runs the destructor first, read from its body. */
function laterDestructs(evaluator: Evaluator, call: EvaluatedCall, { later }: RootOf<'queue'>) {
  if (later === undefined) return false;
  const named = 'argument' in later ? call.args[later.argument] : undefined;
  const name =
    'function' in later ? later.function : named?.kind === 'function' ? named.name : undefined;
  const summary = name === undefined ? undefined : evaluator.env.summaryOf(name);
  return summary && alwaysDestructs(summary, 0);
}

function populate(evaluator: Evaluator, call: EvaluatedCall, root: RootOf<'populate'>): void {
  const table = call.args[root.argument] ?? UNKNOWN;
  // Early code passes NULL for the mm, which is no user's.
  const mm = call.args[0];
  const isNull = mm?.kind === 'number' && mm.value === 0n;
  const isKernelMm = isNull || isInitMm(call.expression.args[0]);
  const { level } = root;
  evaluator.apply(call.state, table, { kind: 'populate', ...at(call), level, isKernelMm });
}

function same(evaluator: Evaluator, call: EvaluatedCall, value: Value): Value {
  if (value.kind === 'object') return { ...value, form: 'address' };
  if (value.kind === 'number' && value.failedAt !== undefined) return value;
  return value.kind === 'argument' ? value : unknownResult(evaluator, call);
}

function entry(evaluator: Evaluator, call: EvaluatedCall): Value {
  const { expression, state }: { expression: EvaluatedCall['expression']; state: PathState } = call;
  const tableType = evaluator.env.types.tableType(expression.type);
  const object = newObject(expression.token, { kind: 'entry' }, tableType);
  return evaluator.create(state, { ...object, maybeNull: false });
}

/** `&init_mm`: the address space of the kernel itself. */
function isInitMm(mm: Expression | undefined): boolean {
  if (mm?.kind !== 'unary' || mm.operator !== '&') return false;
  return mm.operand.kind === 'identifier' && mm.operand.symbol?.name === 'init_mm';
}

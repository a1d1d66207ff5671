/**
 * Which member of which record a pointer was made from: `&page->lru`, which went through variables and
 * arguments to where the bytes are used. Nothing is written down for it while code runs. When someone
 * asks, the expressions are followed back: who stored a variable last is known of every byte, and the
 * arguments of open calls are in their callers' text. What cannot be known for sure has no origin:
 * pointers that memory gave, variables of one name among several that an older value went through.
 */
import type { CallExpression, Expression } from '../../../language/src/syntax/ast.ts';
import type { ObjectSym } from '../../../language/src/syntax/symbols.ts';
import { resolve } from '../../../language/src/types/types.ts';
import type { FunctionEntry } from '../machine/run/function-entry.ts';
import type { Machine } from '../machine/run/machine.ts';
import type { ProgramUnit } from '../machine/run/program-unit.ts';
import { memberView } from '../machine/watch/member-view.ts';
import type { MemberView } from '../machine/watch/observer.ts';
import { type Assignments, assignmentsOf, type Given, variableOf } from './assignments.ts';

export interface PointerOrigin {
  readonly view: MemberView;
  /** The code of an open call that has the pointer first. */
  readonly unit: ProgramUnit;
  readonly token: number;
  /** That call's, among the open ones; the outermost is 0. */
  readonly depth: number;
}

/** The code of a call. */
interface Scope {
  readonly entry: Pick<FunctionEntry, 'definition' | 'owner' | 'slots' | 'name'>;
  /** Undefined for a call that is over. */
  readonly depth: number | undefined;
  /** Of one that is over: where it was made. */
  readonly from?: { readonly call: CallExpression; readonly scope: Scope };
}

/** Longer chains of variables and calls than this are given up. */
const MOST_STEPS = 32;

/** Follows one pointer of a run back to where it was made, at the moment when it is used. */
export class PointerTrace {
  private readonly machine: Machine;
  private readonly isWanted: (view: MemberView) => boolean;
  private steps = 0;
  /** False once the answer hung on what a variable holds just now. */
  isFixed = true;
  /** Of the outermost call whose code was looked at. */
  outermost: number;

  /** @param isWanted says which records' members count */
  constructor(machine: Machine, isWanted: (view: MemberView) => boolean) {
    this.machine = machine;
    this.isWanted = isWanted;
    this.outermost = machine.calls.depth - 1;
  }

  /** The origins of the pointers by which an access of the innermost call may have come to its bytes. */
  ofAccess(e: Expression): PointerOrigin[] {
    const { calls } = this.machine;
    const depth = calls.depth - 1;
    const inner = calls.openCall(depth)?.entry;
    // What a function of the host does is done by who calls it.
    const scope = this.scopeAt(inner?.definition === undefined ? depth - 1 : depth);
    if (scope === undefined) return [];
    const pointers = e.kind === 'call' ? e.args : [pointerOf(e)];
    return pointers.flatMap((pointer) => (pointer && this.pointer(pointer, scope, true)) ?? []);
  }

  private scopeAt(depth: number): Scope | undefined {
    const entry = this.machine.calls.openCall(depth)?.entry;
    this.outermost = Math.min(this.outermost, depth);
    return entry?.definition && { entry, depth };
  }

  /** @param isNow the variables in it are as they were when it was computed */
  private pointer(e: Expression, scope: Scope, isNow: boolean): PointerOrigin | undefined {
    if (++this.steps > MOST_STEPS) return undefined;
    const inner = transparent(e);
    if (inner) return this.pointer(inner, scope, isNow);
    switch (e.kind) {
      case 'identifier':
        return this.variable(e, scope, isNow);
      case 'call':
        return this.result(e, scope);
      case 'conditional':
        return this.either([e.then ?? e.condition, e.otherwise], scope, isNow);
      case 'unary':
        return e.operator === '&' ? this.place(e.operand, scope, isNow) : undefined;
      case 'member':
      case 'index':
        return resolve(e.type).kind === 'array' ? this.place(e, scope, isNow) : undefined;
      default:
        return undefined;
    }
  }

  /** The address of a place: of a member of a wanted record, or inside of what a pointer leads to. */
  private place(e: Expression, scope: Scope, isNow: boolean): PointerOrigin | undefined {
    const unit = scope.entry.owner as ProgramUnit;
    const view = memberView(unit, e);
    if (view && this.isWanted(view)) return { view, ...whereOpen(scope, e.token) };
    const pointer = pointerOf(e);
    return pointer && this.pointer(pointer, scope, isNow);
  }

  /** One origin for several values that it may be; none when they differ. */
  private either(
    values: readonly Expression[],
    scope: Scope,
    isNow: boolean,
  ): PointerOrigin | undefined {
    const found = values.flatMap((e) => {
      const origin = this.pointer(e, scope, isNow);
      return origin ?? (isNull(e) ? [] : [undefined]);
    });
    const [first] = found;
    return first && found.every((each) => each && sameView(each.view, first.view))
      ? first
      : undefined;
  }

  private variable(e: Expression, scope: Scope, isNow: boolean): PointerOrigin | undefined {
    const symbol = variableOf(e);
    const { definition, owner } = scope.entry;
    if (symbol === undefined || !isOwn(symbol)) return undefined;
    if (definition === undefined || owner === undefined) return undefined;
    const all = assignmentsOf(owner, definition);
    const only = onlyGiven(symbol, all);
    const given = only ?? (isNow ? this.lastGiven(symbol, scope, all) : undefined);
    if (given?.kind === 'value') return this.pointer(given.expression, scope, false);
    return given?.kind === 'argument' ? this.argument(scope, given.index) : undefined;
  }

  /** What gave a variable of an open call the value that it has. */
  private lastGiven(symbol: ObjectSym, scope: Scope, all: Assignments): Given | undefined {
    const { machine } = this;
    this.isFixed = false;
    const open = scope.depth === undefined ? undefined : machine.calls.openCall(scope.depth);
    const slot = scope.entry.slots?.get(symbol);
    if (open === undefined || slot?.where !== 'frame') return undefined;
    const near = machine.memory.nearOrNowhere(open.frame + slot.offset);
    const site = near === undefined ? undefined : machine.watch?.lastWriter(near)?.site;
    if (site?.unit !== scope.entry.owner || site?.function !== scope.entry.name) return undefined;
    const assigned = all.given.get(site.token);
    // After a step, which of several values it was is not known.
    if (assigned?.symbol === symbol) return assigned.given;
    return firstGiven(symbol, all, site.token, scope.entry.definition?.symbol.token);
  }

  private argument({ depth, from }: Scope, index: number): PointerOrigin | undefined {
    if (depth === undefined) {
      const own = from?.call.args[index];
      return from && own && this.pointer(own, from.scope, false);
    }
    const caller = this.scopeAt(depth - 1);
    const token = this.machine.calls.openCall(depth)?.token ?? -1;
    const { owner, definition } = caller?.entry ?? {};
    if (caller === undefined || owner === undefined || definition === undefined) return undefined;
    const passed = assignmentsOf(owner, definition).calls.get(token)?.args[index];
    return passed && this.pointer(passed, caller, true);
  }

  /** What a function of the same unit returned, which is over. */
  private result(call: CallExpression, scope: Scope): PointerOrigin | undefined {
    const { callee } = call;
    const owner = scope.entry.owner as ProgramUnit;
    const name = callee.kind === 'identifier' ? callee.symbol : undefined;
    if (name?.kind !== 'function') return undefined;
    const definition = owner.name(name.name)?.definition;
    if (definition === undefined) return undefined;
    const entry = { name: name.name, owner, definition, slots: undefined };
    const inner: Scope = { entry, depth: undefined, from: { call, scope } };
    return this.either(assignmentsOf(owner, definition).returns, inner, false);
  }
}

/** The pointer by which an lvalue is come to; undefined for a variable's own bytes. */
function pointerOf(e: Expression): Expression | undefined {
  if (e.kind === 'unary') return e.operator === '*' ? e.operand : undefined;
  if (e.kind === 'member') return e.arrow ? e.object : pointerOf(e.object);
  if (e.kind !== 'index') return undefined;
  return resolve(e.object.type).kind === 'array' ? pointerOf(e.object) : e.object;
}

/** The operand that an expression has its value from, whatever else it does. */
function transparent(e: Expression): Expression | undefined {
  switch (e.kind) {
    case 'cast': return e.operand;
    case 'comma': case 'assign': return e.right;
    case 'generic': return e.chosen?.expression;
    case 'choose': return e.chosen;
    case 'binary': return resolve(e.left.type).kind === 'pointer' ? e.left : e.right;
    case 'unary': return /[+-]{2}/.test(e.operator) ? e.operand : undefined;
    case 'statementExpression': {
      const last = e.body.statements.at(-1);
      return last?.kind === 'expression' ? last.expression : undefined;
    }
    default: return undefined;
  } // biome-ignore format: a table
}

/** A variable of one call, which no one else knows by its name. */
function isOwn({ local, storage }: ObjectSym): boolean {
  return local && storage !== 'static' && storage !== 'extern';
}

function isNull(e: Expression): boolean {
  return e.kind === 'integer' ? e.value === 0n : e.kind === 'cast' && isNull(e.operand);
}

/** The value that a variable has all its life; undefined when there are several, or perhaps. */
function onlyGiven(symbol: ObjectSym, all: Assignments): Given | undefined {
  if (all.addressed.has(symbol)) return undefined;
  for (const other of all.given.values())
    if (other.symbol === symbol && other.given.kind !== 'step') return laterOnly(symbol, all);
  return firstOf(symbol, all);
}

/** Declared without a value, and given one in one place. */
function laterOnly(symbol: ObjectSym, all: Assignments): Given | undefined {
  if (firstOf(symbol, all)) return undefined;
  const values = [...all.given.values()].filter(
    (each) => each.symbol === symbol && each.given.kind !== 'step',
  );
  return values.length === 1 ? values[0].given : undefined;
}

/** What a variable begins with. */
function firstOf(symbol: ObjectSym, all: Assignments): Given | undefined {
  const index = all.parameters.get(symbol);
  if (index !== undefined) return { kind: 'argument', index };
  const { initializer } = symbol;
  if (initializer === undefined || initializer.kind === 'initializerList') return undefined;
  return { kind: 'value', expression: initializer };
}

/** What it begins with, when the code that stored it last is the beginning. */
function firstGiven(
  symbol: ObjectSym,
  all: Assignments,
  token: number,
  functionToken: number | undefined,
): Given | undefined {
  const first = firstOf(symbol, all);
  const own = first?.kind === 'argument' ? functionToken : symbol.initializer?.token;
  return own === token ? first : undefined;
}

function sameView(a: MemberView, b: MemberView): boolean {
  return (
    a.record === b.record &&
    a.path.length === b.path.length &&
    a.path.every((m, i) => m === b.path[i])
  );
}

/** The place in the innermost open call that a piece of code belongs to. */
function whereOpen(scope: Scope, token: number): Omit<PointerOrigin, 'view'> {
  let at = scope;
  let own = token;
  while (at.depth === undefined && at.from) {
    own = at.from.call.token;
    at = at.from.scope;
  }
  return { unit: at.entry.owner as ProgramUnit, token: own, depth: at.depth ?? 0 };
}

import type { ObjectSym } from '../../../language/src/syntax/symbols.ts';
import type { CType } from '../../../language/src/types/types.ts';
import { applyOperation } from './apply-operation.ts';
import type { PathEnvironment } from './environment.ts';
import { isLost } from './lost-tables.ts';
import type { Operation } from './operation.ts';
import type { PathState, Value } from './path-state.ts';
import { newObject, type TableObject } from './table-object.ts';

const NEEDS_MEMORY: ReadonlySet<Operation['kind']> = new Set([
  ...(['construct', 'destruct', 'use', 'queue', 'populate', 'list', 'lock', 'address'] as const),
]);

/** How tables come into a path's state, what they are called there, and what happens to them. */
export class PathObjects {
  readonly env: PathEnvironment;

  constructor(env: PathEnvironment) {
    this.env = env;
  }

  /** A new object in the place of the one that came from the same site before. */
  create(state: PathState, object: TableObject): Value {
    const before = state.objects.get(object.site);
    if (before) state.replaceObject(object.site, { kind: 'unknown' });
    if (before && before.allocatedAt >= 0 && isLost(state, before)) {
      const operation = { kind: 'leave', token: before.allocatedAt, name: '' } as const;
      this.env.report({ operation, object: before, sawDestructor: state.sawDestructor });
    }
    state.objects.set(object.site, object);
    return { kind: 'object', site: object.site, form: 'address' };
  }

  /** Lets an operation happen to the object of a value, if it has one. */
  apply(state: PathState, value: Value, operation: Operation): void {
    this.noteMissed(state, value, operation);
    const site = this.siteOf(state, value);
    if (site !== undefined)
      applyOperation(state, site, operation, (event) => this.env.report(event));
  }

  /** An allocation failed and nobody looked: what is done now is done to what is not there. */
  private noteMissed(state: PathState, value: Value, operation: Operation): void {
    if (value.kind !== 'number' || value.failedAt === undefined || state.isCoarse) return;
    if (!state.untested.has(value.failedAt) || !NEEDS_MEMORY.has(operation.kind)) return;
    const object = {
      ...newObject(value.failedAt, { kind: 'allocated' }),
      allocatedAt: value.failedAt,
    };
    const { token, name } = operation;
    const missed = { kind: 'missed-failure', token, name } as const;
    state.untested.delete(value.failedAt);
    this.env.report({ operation: missed, object, sawDestructor: state.sawDestructor });
  }

  /** A function has the address of a variable: it may take what is in it, and put something else there. */
  lend(state: PathState, symbol: ObjectSym, token: number): void {
    this.hold(state, state.vars.get(symbol) ?? { kind: 'unknown' }, token);
    this.setVariable(state, symbol, { kind: 'unknown' }, token);
  }

  /** The value goes on in a form that is not followed. */
  hold(state: PathState, value: Value, token: number): void {
    if (value.kind === 'object') this.apply(state, value, { kind: 'hold', token, name: '' });
  }

  /** A parameter becomes an object when something happens to it. */
  private siteOf(state: PathState, value: Value): number | undefined {
    if (value.kind === 'object') return value.site;
    if (value.kind !== 'argument') return undefined;
    const site = -1 - value.index;
    const object = newObject(site, { kind: 'parameter', index: value.index });
    state.objects.set(site, { ...object, maybeNull: !state.assumed.has(value.index) });
    for (const [symbol, v] of state.vars)
      if (v.kind === 'argument' && v.index === value.index)
        state.vars.set(symbol, { kind: 'object', site, form: 'address' });
    return site;
  }

  setVariable(state: PathState, symbol: ObjectSym, value: Value, token: number): void {
    state.forgetSymbol(symbol);
    const tableType = this.env.types.tableType(symbol.type);
    const isNew = value.kind === 'unknown' && tableType !== undefined;
    const known = isNew
      ? this.create(state, newObject(token, { kind: 'other' }, tableType))
      : value;
    if (known.kind === 'unknown') state.vars.delete(symbol);
    else state.vars.set(symbol, known);
    this.learnType(state, known, symbol.type);
  }

  /** The source says by a type what a pointer to a table is. */
  learnType(state: PathState, value: Value, type: CType): void {
    const object =
      value.kind === 'object' && value.form === 'address' ? state.objectOf(value) : undefined;
    if (!object || object.origin.kind === 'parameter' || object.origin.kind === 'loaded') return;
    const name = this.env.types.tableType(type);
    if (name !== undefined && object.tableType === undefined)
      state.objects.set(object.site, { ...object, tableType: name });
  }
}

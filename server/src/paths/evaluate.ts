/**
 * Evaluates expressions on one path. A call may go on in several ways (a constructor succeeds or
 * fails), so the answer is a list of states, each with the value there. Who passes a state in gives it
 * away: it may be changed.
 */
import { P_ASSIGN, P_EQ, P_NE } from '../../../language/src/lexer/spellings.ts';
import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { ObjectSym } from '../../../language/src/syntax/symbols.ts';
import { type CType, resolve } from '../../../language/src/types/types.ts';
import { constantValue } from '../../../language/src/typing/constant.ts';
import { applyOperation } from './apply-operation.ts';
import { arithmetic, compute, isZero } from './arithmetic.ts';
import { evaluateCall } from './calls.ts';
import { evaluatedParts, isChoice } from './chooses.ts';
import type { PathEnvironment } from './environment.ts';
import { expressionKey } from './expression-key.ts';
import { memberOffsetBits } from './member-offset.ts';
import { numberValue, type PathState, UNKNOWN, type Value } from './path-state.ts';
import { splitValue } from './split-value.ts';
import { newObject, type Origin, type TableObject } from './table-object.ts';

/** A state and the value of the expression in it. */
export interface Outcome {
  readonly state: PathState;
  readonly value: Value;
}

export class Evaluator {
  readonly env: PathEnvironment;

  constructor(env: PathEnvironment) {
    this.env = env;
  }

  evaluate(e: Expression, s: PathState): Outcome[] {
    if (isChoice(e)) return [{ state: s, value: takeTemp(s, e) }];
    switch (e.kind) {
      case 'integer':
        return [{ state: s, value: numberValue(e.value) }];
      case 'sizeof':
      case 'offsetof':
      case 'typesCompatible':
        return [{ state: s, value: this.constant(e) }];
      case 'identifier':
        return [{ state: s, value: this.identifier(e, s) }];
      case 'member':
      case 'index':
        return this.load(e, s);
      case 'unary':
        return this.unary(e, s);
      case 'cast':
        return this.evaluate(e.operand, s).map((o) => this.cast(e, o));
      case 'generic':
        return e.chosen ? this.evaluate(e.chosen.expression, s) : unknown(s);
      case 'choose':
        return e.chosen ? this.evaluate(e.chosen, s) : unknown(s);
      case 'comma':
        return this.evaluate(e.left, s).flatMap((o) => this.evaluate(e.right, o.state));
      case 'binary':
        return this.binary(e, s);
      case 'assign':
        return this.assign(e, s);
      case 'call':
        return evaluateCall(this, e, s);
      default:
        return this.parts(evaluatedParts(e), s).map((state) => ({ state, value: UNKNOWN }));
    }
  }

  /** Evaluates for the effects. */
  parts(list: readonly Expression[], s: PathState): PathState[] {
    let states = [s];
    for (const e of list) states = states.flatMap((t) => this.evaluate(e, t).map((o) => o.state));
    return states;
  }

  private constant(e: Expression): Value {
    const value = constantValue(this.env.unit.parser, e);
    return value === undefined ? UNKNOWN : numberValue(value);
  }

  private identifier(e: Expression & { kind: 'identifier' }, s: PathState): Value {
    const { symbol } = e;
    if (symbol?.kind === 'enumerator') return numberValue(symbol.value);
    if (symbol?.kind === 'function') return { kind: 'function', name: symbol.name };
    if (symbol === undefined || symbol.kind === 'typedef') return UNKNOWN;
    return s.vars.get(symbol) ?? UNKNOWN;
  }

  /** What a place in memory holds: known from before, or an object that comes from there. */
  private load(e: Expression, s: PathState): Outcome[] {
    return this.address(e, s, true).map(({ state, value: address }) => {
      if (resolve(e.type).kind === 'array') return { state, value: address };
      const key = expressionKey(e);
      const known = key && state.places.get(key.key);
      if (known) return { state, value: known.value };
      const tableType = this.env.types.tableType(e.type);
      if (tableType === undefined) return { state, value: UNKNOWN };
      const origin: Origin = { kind: 'loaded', place: this.placeClass(e, tableType) };
      const value = this.create(state, newObject(e.token, origin, tableType));
      if (key) state.places.set(key.key, { ...key, value });
      return { state, value };
    });
  }

  /** Names every place of its kind, so that what is stored in one tells what others hold. */
  private placeClass(e: Expression, tableType: string): string {
    if (e.kind !== 'member') return `element of ${tableType} *`;
    const name = e.path[e.path.length - 1]?.name ?? '';
    return `${e.record?.tag ?? ''}.${name}`;
  }

  /** The address of an lvalue; `isUsed`: what lies there is read or written. */
  private address(e: Expression, s: PathState, isUsed: boolean): Outcome[] {
    switch (e.kind) {
      case 'identifier':
        return [{ state: s, value: this.variableAddress(e) }];
      case 'member':
        return e.arrow
          ? this.pointed(e.object, e.token, s, isUsed).map((o) =>
              this.inside(o, memberOffsetBits(this.env.unit, e) === 0),
            )
          : this.address(e.object, s, isUsed).map((o) =>
              this.inside(o, memberOffsetBits(this.env.unit, e) === 0),
            );
      case 'index':
        return this.indexAddress(e, s, isUsed);
      case 'unary':
        if (e.operator === '*') return this.pointed(e.operand, e.token, s, isUsed);
        return this.evaluate(e, s);
      case 'cast':
        return this.address(e.operand, s, isUsed);
      default:
        return this.evaluate(e, s);
    }
  }

  private variableAddress(e: Expression & { kind: 'identifier' }): Value {
    const { symbol } = e;
    if (symbol?.kind === 'function') return { kind: 'function', name: symbol.name };
    if (symbol === undefined || symbol.kind === 'typedef' || symbol.kind === 'enumerator')
      return UNKNOWN;
    return symbol.local ? { kind: 'variable', symbol } : UNKNOWN;
  }

  private indexAddress(
    e: Expression & { kind: 'index' },
    s: PathState,
    isUsed: boolean,
  ): Outcome[] {
    const isZero = constantValue(this.env.unit.parser, e.index) === 0n;
    return this.evaluate(e.index, s).flatMap(({ state }) =>
      this.pointed(e.object, e.token, state, isUsed).map((o) => this.inside(o, isZero)),
    );
  }

  /** The value of a pointer that is followed. */
  private pointed(pointer: Expression, token: number, s: PathState, isUsed: boolean): Outcome[] {
    const outcomes = this.evaluate(pointer, s);
    if (isUsed) for (const { state, value } of outcomes) this.use(state, value, token);
    return outcomes;
  }

  private use(state: PathState, value: Value, token: number): void {
    if (value.kind === 'object' && value.form !== 'frame')
      this.apply(state, value, { kind: 'use', token, name: '' });
  }

  private inside(o: Outcome, isStart: boolean): Outcome {
    if (o.value.kind === 'variable') return { state: o.state, value: UNKNOWN };
    if (o.value.kind !== 'object' || isStart) return o;
    return { state: o.state, value: { ...o.value, form: 'interior' } };
  }

  private cast(e: Expression & { kind: 'cast' }, o: Outcome): Outcome {
    if (o.value.kind === 'unknown' && this.env.types.isEntry(e.type) && isComputed(e.operand))
      return { state: o.state, value: this.entryTable(e, o.state) };
    this.learnType(o.state, o.value, e.type);
    return o;
  }

  /** A table whose address is computed from a number: that is how entries are followed. */
  private entryTable(e: Expression & { kind: 'cast' }, state: PathState): Value {
    const tableType = this.env.types.tableType(e.type);
    const object = newObject(e.token, { kind: 'entry' }, tableType);
    return this.create(state, { ...object, maybeNull: false });
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

  private unary(e: Expression & { kind: 'unary' }, s: PathState): Outcome[] {
    switch (e.operator) {
      case '&':
        return this.address(e.operand, s, false);
      case '*':
        return this.load(e, s);
      case '!':
        return this.evaluate(e.operand, s).flatMap((o) => this.negated(o));
      case '++':
      case '--':
      case 'post++':
      case 'post--':
        return this.evaluate(e.operand, s).map(({ state }) => {
          this.store(e.operand, UNKNOWN, state);
          return { state, value: UNKNOWN };
        });
      case '-':
      case '~':
        return this.evaluate(e.operand, s).map(({ state }) => ({ state, value: this.constant(e) }));
      default:
        return this.evaluate(e.operand, s);
    }
  }

  private negated({ state, value }: Outcome): Outcome[] {
    const { yes, no } = splitValue(state, value);
    const outcomes: Outcome[] = [];
    if (yes && yes === no) return [{ state, value: UNKNOWN }];
    if (yes) outcomes.push({ state: yes, value: numberValue(0n) });
    if (no) outcomes.push({ state: no, value: numberValue(1n) });
    return outcomes;
  }

  private binary(e: Expression & { kind: 'binary' }, s: PathState): Outcome[] {
    return this.evaluate(e.left, s).flatMap((left) =>
      this.evaluate(e.right, left.state).flatMap(({ state, value }) =>
        this.combine(e, left.value, value, state),
      ),
    );
  }

  private combine(
    e: Expression & { kind: 'binary' },
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
      const negated = this.negated({ state, value: other });
      return isEqual ? negated : negated.flatMap((o) => this.negated(o));
    }
    return [{ state, value: arithmetic(this.env.types, e, a, b) }];
  }

  private assign(e: Expression & { kind: 'assign' }, s: PathState): Outcome[] {
    return this.evaluate(e.right, s).flatMap(({ state, value }) => {
      if (e.operator !== P_ASSIGN) return this.compoundAssign(e, state);
      return this.destination(e.left, state).map((to) => {
        this.store(e.left, value, to);
        return { state: to, value };
      });
    });
  }

  private compoundAssign(e: Expression & { kind: 'assign' }, s: PathState): Outcome[] {
    return this.evaluate(e.left, s).map(({ state, value }) => {
      const kept =
        value.kind === 'object' && resolve(e.left.type).kind === 'integer' ? value : UNKNOWN;
      this.store(e.left, kept, state);
      return { state, value: kept };
    });
  }

  /** Evaluates what an lvalue needs; the object that is written to is used. */
  private destination(left: Expression, s: PathState): PathState[] {
    return left.kind === 'identifier' ? [s] : this.address(left, s, true).map((o) => o.state);
  }

  /** Puts a value in a variable or in memory. */
  store(left: Expression, value: Value, state: PathState): void {
    const symbol = left.kind === 'identifier' ? left.symbol : undefined;
    if (
      symbol &&
      (symbol.kind === 'object' || symbol.kind === 'parameter') &&
      isTrackable(symbol)
    ) {
      this.setVariable(state, symbol, value, left.token);
      return;
    }
    this.apply(state, value, { kind: 'share', token: left.token, name: this.storedIn(left) });
    state.forgetMemoryFacts();
    const key = expressionKey(left);
    for (const known of state.places.keys())
      if (known !== key?.key && maySame(known, key?.key)) state.places.delete(known);
    if (key) state.places.set(key.key, { ...key, value });
  }

  private storedIn(left: Expression): string {
    const tableType = this.env.types.tableType(left.type);
    return tableType === undefined ? '' : this.placeClass(left, tableType);
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

  /** A new object in the place of the one that came from the same site before. */
  create(state: PathState, object: TableObject): Value {
    if (state.objects.has(object.site)) state.replaceObject(object.site, UNKNOWN);
    state.objects.set(object.site, object);
    return { kind: 'object', site: object.site, form: 'address' };
  }

  apply(state: PathState, value: Value, operation: Parameters<typeof applyOperation>[2]): void {
    const site = this.siteOf(state, value);
    if (site !== undefined)
      applyOperation(state, site, operation, (event) => this.env.report(event));
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

  /** The state in which a condition holds or does not; none when it cannot. */
  assume(condition: Expression, truth: boolean, s: PathState): PathState[] {
    return this.evaluate(condition, s).flatMap(({ state, value }) => {
      const { yes, no } = splitValue(state, value);
      if (yes && yes === no) return this.assumeFact(condition, truth, state);
      const taken = truth ? yes : no;
      return taken ? [taken] : [];
    });
  }

  /** The same question twice on one path has one answer. */
  private assumeFact(condition: Expression, truth: boolean, state: PathState): PathState[] {
    const key = expressionKey(condition);
    if (!key || !this.env.repeatedTests.has(key.key)) return [state];
    const known = state.facts.get(key.key);
    if (known) return known.value === truth ? [state] : [];
    state.facts.set(key.key, { ...key, value: truth });
    return [state];
  }
}

function takeTemp(s: PathState, e: Expression): Value {
  const value = s.temps.get(e) ?? UNKNOWN;
  s.temps.delete(e);
  return value;
}

function unknown(state: PathState): Outcome[] {
  return [{ state, value: UNKNOWN }];
}

/** Whether a value is made by arithmetic, casts looked through. */
function isComputed(e: Expression): boolean {
  return e.kind === 'cast' ? isComputed(e.operand) : e.kind === 'binary';
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

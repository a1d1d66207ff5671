/**
 * Evaluates expressions on one path. A call may go on in several ways (a constructor succeeds or
 * fails), so the answer is a list of states, each with the value there. Who passes a state in gives it
 * away: it may be changed.
 */

import type { Expression } from '../../../language/src/syntax/ast.ts';
import { constantValue } from '../../../language/src/typing/constant.ts';
import { evaluateCall } from './calls.ts';
import { evaluatedParts, isChoice } from './chooses.ts';
import { expressionKey } from './expression-key.ts';
import { assign, binary, unary } from './operators.ts';
import { type Outcome, unknown } from './outcome.ts';
import { PathObjects } from './path-objects.ts';
import { numberValue, type PathState, UNKNOWN, type Value } from './path-state.ts';
import { load } from './places.ts';
import { splitValue } from './split-value.ts';
import { newObject } from './table-object.ts';

export class Evaluator extends PathObjects {
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
        return [{ state: s, value: identifier(e, s) }];
      case 'member':
      case 'index':
        return load(this, e, s);
      case 'unary':
        return unary(this, e, s);
      case 'cast':
        return this.evaluate(e.operand, s).map((o) => this.cast(e, o));
      case 'generic':
        return e.chosen ? this.evaluate(e.chosen.expression, s) : unknown(s);
      case 'choose':
        return e.chosen ? this.evaluate(e.chosen, s) : unknown(s);
      case 'comma':
        return this.evaluate(e.left, s).flatMap((o) => this.evaluate(e.right, o.state));
      case 'binary':
        return binary(this, e, s);
      case 'assign':
        return assign(this, e, s);
      case 'call':
        return evaluateCall(this, e, s);
      default:
        return this.held(evaluatedParts(e), e.token, s);
    }
  }

  /** Evaluates for the effects; a table whose address goes into a value like this may be held by it. */
  private held(list: readonly Expression[], token: number, s: PathState): Outcome[] {
    let states = [s];
    for (const e of list)
      states = states.flatMap((t) =>
        this.evaluate(e, t).map((o) => {
          this.hold(o.state, o.value, token);
          return o.state;
        }),
      );
    return states.map((state) => ({ state, value: UNKNOWN }));
  }

  /** Evaluates for the effects. */
  parts(list: readonly Expression[], s: PathState): PathState[] {
    let states = [s];
    for (const e of list) states = states.flatMap((t) => this.evaluate(e, t).map((o) => o.state));
    return states;
  }

  /** The value of an expression that the language can compute. */
  constant(e: Expression): Value {
    const value = constantValue(this.env.unit.parser, e);
    return value === undefined ? UNKNOWN : numberValue(value);
  }

  private cast(e: Expression & { kind: 'cast' }, o: Outcome): Outcome {
    if (o.value.kind === 'unknown' && this.env.types.isEntry(e.type) && isComputed(e.operand))
      return { state: o.state, value: this.entryTable(e, o.state) };
    const value = this.described(e, o.value);
    this.learnType(o.state, value, e.type);
    return { state: o.state, value };
  }

  /** The number of a frame that arithmetic made the address of a descriptor. */
  private described(e: Expression & { kind: 'cast' }, value: Value): Value {
    if (value.kind !== 'object' || value.form !== 'frame') return value;
    return this.env.types.isDescriptor(e.type) ? { ...value, form: 'address' } : value;
  }

  /** A table whose address is computed from a number: that is how entries are followed. */
  private entryTable(e: Expression & { kind: 'cast' }, state: PathState): Value {
    const tableType = this.env.types.tableType(e.type);
    const object = newObject(e.token, { kind: 'entry' }, tableType);
    return this.create(state, { ...object, maybeNull: false });
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

function identifier({ symbol }: Expression & { kind: 'identifier' }, s: PathState): Value {
  if (symbol?.kind === 'enumerator') return numberValue(symbol.value);
  if (symbol?.kind === 'function') return { kind: 'function', name: symbol.name };
  if (symbol === undefined || symbol.kind === 'typedef') return UNKNOWN;
  return s.vars.get(symbol) ?? UNKNOWN;
}

function takeTemp(s: PathState, e: Expression): Value {
  const value = s.temps.get(e) ?? UNKNOWN;
  s.temps.delete(e);
  return value;
}

/** Whether a value is made by arithmetic, casts looked through. */
function isComputed(e: Expression): boolean {
  return e.kind === 'cast' ? isComputed(e.operand) : e.kind === 'binary';
}

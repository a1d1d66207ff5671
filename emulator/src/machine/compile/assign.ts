/** Assignments, compound ones, and the increments. */

import {
  P_ADD_ASSIGN, P_AMP, P_AND_ASSIGN, P_ASSIGN, P_CARET, P_DIV_ASSIGN, P_MINUS, P_MOD_ASSIGN, P_MUL_ASSIGN, P_OR_ASSIGN, P_PERCENT, P_PIPE, P_PLUS,
  P_SHL, P_SHL_ASSIGN, P_SHR, P_SHR_ASSIGN, P_SLASH, P_STAR, P_SUB_ASSIGN, P_XOR_ASSIGN,
} from '../../../../language/src/lexer/spellings.ts'; // biome-ignore format: a list
import type {
  AssignExpression,
  Expression,
  UnaryExpression,
} from '../../../../language/src/syntax/ast.ts';
import { visitExpression } from '../../../../language/src/syntax/visit.ts';
import { resolve } from '../../../../language/src/types/types.ts';
import { isVariable } from '../../../../language/src/types/variable-size.ts';
import { Fault } from '../run/fault.ts';
import { isSmall, type Value } from '../values/scalar-kind.ts';
import { accessAddress } from '../watch/watched-access.ts';
import { copyRun, copyVariable, readPlace, writePlace } from './access.ts';
import { steppedAddress } from './addresses.ts';
import { castCode } from './cast.ts';
import { type Code, constant, type Place, type Run, thenRun } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { operate, operateAs, operationType, pointee } from './operators.ts';
import { placeOf } from './places.ts';
import { sizeCode } from './sizes.ts';
import { vectorOperation } from './vectors.ts';

const OPERATORS = new Map<number, number>([
  [P_MUL_ASSIGN, P_STAR], [P_DIV_ASSIGN, P_SLASH], [P_MOD_ASSIGN, P_PERCENT], [P_ADD_ASSIGN, P_PLUS], [P_SUB_ASSIGN, P_MINUS],
  [P_SHL_ASSIGN, P_SHL], [P_SHR_ASSIGN, P_SHR], [P_AND_ASSIGN, P_AMP], [P_XOR_ASSIGN, P_CARET], [P_OR_ASSIGN, P_PIPE],
]); // biome-ignore format: a table

export function assignCode(c: FunctionContext, e: AssignExpression): Code {
  const kind = c.kind(e.left.type);
  if (e.operator !== P_ASSIGN) return compoundCode(c, e);
  const place = placeOf(c, e.left);
  const value = valueCode(c, e.right);
  if (kind === 'aggregate') {
    if (place.where === 'register') throw new Fault('unsupported', 'a record in a register');
    const sites = { load: c.site(e.right.token, e.right), store: place.site };
    if (isVariable(e.left.type)) {
      const size = sizeCode(c, e.left.type).run;
      return { kind, run: copyVariable(c, accessAddress(c, place), value.run, size, sites) };
    }
    return {
      kind,
      run: copyRun(c, accessAddress(c, place), value.run, c.sizeBytes(e.left.type), sites),
    };
  }
  return { kind, run: writePlace(c, place, castCode(value, kind).run) };
}

function compoundCode(c: FunctionContext, e: AssignExpression): Code {
  const operator = OPERATORS.get(e.operator) as number;
  const kind = c.kind(e.left.type);
  const { place, setup } = fixed(c, placeOf(c, e.left));
  if (resolve(e.left.type).kind === 'vector') {
    if (place.where === 'register') throw new Fault('unsupported', 'a vector in a register');
    const value = vectorOperation(c, operator, e.left, e.right).run;
    const copy = copyRun(c, place.address, value, c.sizeBytes(e.left.type));
    return { kind, run: withSetup(setup, copy) };
  }
  const old = readPlace(c, place);
  const operand = valueCode(c, e.right);
  const mayChange =
    assignsSomething(e.right) || (place.where === 'memory' && callsSomething(e.right));
  const { first, right } = mayChange
    ? heldOperand(c, operand)
    : { first: undefined, right: operand };
  const type = pointee(e.left.type);
  const value = type
    ? stepped(c, old, right, operator === P_MINUS, sizeCode(c, type), isVariable(type))
    : operateAs(c, operationType(c, operator, e.left, e.right), operator, old, right, e.token);
  const write = withSetup(first, writePlace(c, place, castCode(value, kind).run));
  return { kind, run: withSetup(setup, write) };
}

/** True when evaluating an expression may store somewhere else. */
function callsSomething(e: Expression): boolean {
  let found = false;
  visitExpression(e, (inner) => {
    found ||= inner.kind === 'call' || inner.kind === 'statementExpression';
  });
  return found;
}

function assignsSomething(e: Expression): boolean {
  let found = false;
  visitExpression(e, (inner) => {
    found ||= inner.kind === 'assign' || (inner.kind === 'unary' && /[+-]{2}/.test(inner.operator));
  });
  return found;
}

/** The right side is computed before the left one is read, as gcc does: `x |= f()` where f changes x. */
function heldOperand(c: FunctionContext, code: Code): { first: Run | undefined; right: Code } {
  if (code.constant !== undefined || code.reg !== undefined)
    return { first: undefined, right: code };
  const hold = c.register();
  const { kind, run } = code;
  const first: Run = (r) => {
    r[hold] = run(r);
    return 0;
  };
  return { first, right: { kind, run: (r) => r[hold], reg: hold } };
}

function stepped(
  c: FunctionContext,
  base: Code,
  count: Code,
  down: boolean,
  size: Code,
  variable: boolean,
): Code {
  if (!down) return steppedAddress(c, base, count, size, variable);
  const wide = castCode(count, 'i64');
  const { run } = wide;
  const minus: Code =
    wide.constant === undefined
      ? { kind: 'i64', run: (r) => negate(run(r)) }
      : constant('i64', negate(wide.constant));
  return steppedAddress(c, base, minus, size, variable);
}

function negate(v: Value): Value {
  return typeof v === 'number' ? 0 - v : -v;
}

/** The same place with its address computed once, before the operands: it may have side effects. */
function fixed(c: FunctionContext, place: Place): { place: Place; setup: Run | undefined } {
  if (
    place.where === 'register' ||
    place.address.constant !== undefined ||
    place.address.reg !== undefined ||
    place.address.plain
  )
    return { place, setup: undefined };
  const hold = c.register();
  const { run } = place.address;
  const address: Code = { kind: c.pointerKind, run: (r) => r[hold], reg: hold };
  const setup: Run = (r) => {
    r[hold] = run(r);
    return 0;
  };
  return { place: { ...place, address }, setup };
}

function withSetup(setup: Run | undefined, run: Run): Run {
  return setup ? thenRun(setup, run) : run;
}

/** `++x`, `x++` and their like. */
export function incrementCode(c: FunctionContext, e: UnaryExpression): Code {
  const kind = c.kind(e.operand.type);
  const { place, setup } = fixed(c, placeOf(c, e.operand));
  const up = e.operator.endsWith('++');
  if (place.where === 'register' && kind === 'i32' && wraps(c, place.missing))
    return countCode(place.reg, up ? 1 : -1, e.operator);
  const old = readPlace(c, place);
  const hold = c.register();
  const held: Code = { kind, run: (r) => r[hold], reg: hold };
  const next = castCode(changed(c, e.operand, held, up), kind).run;
  const write = writePlace(c, place, next);
  const isPost = e.operator.startsWith('post');
  const run: Run = (r) => {
    const before = old.run(r);
    r[hold] = before;
    const after = write(r);
    return isPost ? before : after;
  };
  return { kind, run: withSetup(setup, run) };
}

/** Counting needs no check: neither whether there is a value, nor whether the next one fits. */
function wraps(c: FunctionContext, missing: unknown): boolean {
  const { watch } = c.machine;
  return missing === undefined && (watch === undefined || watch.options.wrapsOverflow === true);
}

function countCode(reg: number, by: number, operator: string): Code {
  if (operator.startsWith('post'))
    return {
      kind: 'i32',
      run: (r) => {
        const before = r[reg] as number;
        r[reg] = (before + by) | 0;
        return before;
      },
    };
  return {
    kind: 'i32',
    run: (r) => {
      const after = ((r[reg] as number) + by) | 0;
      r[reg] = after;
      return after;
    },
  };
}

function changed(c: FunctionContext, operand: Expression, old: Code, up: boolean): Code {
  const type = pointee(operand.type);
  const by = constant('i32', up ? 1 : -1);
  if (type) return steppedAddress(c, old, by, sizeCode(c, type), isVariable(type));
  if (old.kind === 'bool') return up ? constant('bool', 1) : toggled(old);
  const kind = isSmall(old.kind) ? (old.kind === 'u32' ? 'u32' : 'i32') : old.kind;
  return operate(kind, P_PLUS, old, by, { c, token: operand.token });
}

/** `--` of a _Bool flips it: 1 - 1 is 0, and 0 - 1 is not 0. */
function toggled({ run }: Code): Code {
  return { kind: 'bool', run: (r) => (run(r) === 0 ? 1 : 0) };
}

/** Calls: of the program's functions, of the host's, and through pointers. */
import type { CallExpression } from '../../../../language/src/syntax/ast.ts';
import { type FunctionType, resolve } from '../../../../language/src/types/types.ts';
import { Fault } from '../run/fault.ts';
import type { FunctionEntry } from '../run/function-entry.ts';
import { isScalar } from '../values/scalar-kind.ts';
import { adapting, argumentCodes, argumentsRun } from './arguments.ts';
import { builtinCall } from './builtins.ts';
import { castCode } from './cast.ts';
import { type Code, R_RETURN_SLOT, type Regs, type Run } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { setjmpCode } from './setjmp.ts';

const SETJMP = new Set(['setjmp', '_setjmp', '__sigsetjmp', 'sigsetjmp', '__builtin_setjmp']);

export function callCode(c: FunctionContext, e: CallExpression): Code {
  const name = calledName(c, e);
  if (name !== undefined && SETJMP.has(name)) return setjmpCode(c, e);
  const builtin = name === undefined ? undefined : builtinCall(c, name, e);
  if (builtin) return builtin;
  const target = name?.replace(/^__builtin_/, '');
  return plainCall(c, e, target);
}

/** The name of a directly called function: not that of a pointer variable. */
function calledName(c: FunctionContext, e: CallExpression): string | undefined {
  let callee = e.callee;
  while (callee.kind === 'unary' && (callee.operator === '*' || callee.operator === '&'))
    callee = callee.operand;
  if (callee.kind !== 'identifier') return undefined;
  const { symbol } = callee;
  if (symbol === undefined) return c.parser.interner.text(callee.nameId);
  return resolve(symbol.type).kind === 'function' && symbol.kind === 'function'
    ? symbol.name
    : undefined;
}

/** A call of a function by name, or of what the callee's value points to. */
function plainCall(c: FunctionContext, e: CallExpression, name: string | undefined): Code {
  const type = functionType(c, e, name);
  const kind = c.kind(e.type);
  const codes = argumentCodes(c, e.args, type);
  const fill = argumentsRun(c, e.args, codes, type);
  const adapt = name === undefined ? adapting(c, codes) : undefined;
  const slot = kind === 'aggregate' ? c.reserve(c.sizeBytes(e.type), c.alignBytes(e.type)) : -1;
  const target = name === undefined ? pointerTarget(c, e) : namedTarget(c, name);
  const { machine } = c;
  const { watch } = machine;
  const { token } = e;
  const site = c.site(token, e);
  const call: Run = (r) => {
    const entry = target(r);
    const args = fill(r);
    if (adapt) adapt(entry, args);
    if (slot >= 0) args[R_RETURN_SLOT] = (r[0] as number) + slot;
    machine.token = token;
    if (watch && site) watch.site = site;
    const value = machine.invoke(entry, args, token);
    machine.token = token;
    if (watch && site) watch.site = site;
    return value;
  };
  if (!isScalar(kind) || name === undefined) return { kind, run: call };
  return { kind, run: resultRun(c, name, call, kind) };
}

/** A declaration that disagrees with the definition about the result's type: gcc reads the register. */
function resultRun(c: FunctionContext, name: string, call: Run, kind: Code['kind']): Run {
  const found = c.machine.lookup(name, c.owner)?.found;
  const type = found && resolve(found.symbol.type);
  const own = type?.kind === 'function' ? c.kind(type.returnType) : kind;
  return own === kind || !isScalar(own) ? call : castCode({ kind: own, run: call }, kind).run;
}

function functionType(
  c: FunctionContext,
  e: CallExpression,
  name: string | undefined,
): FunctionType | undefined {
  let t = resolve(e.callee.type);
  if (t.kind === 'pointer') t = resolve(t.pointee);
  if (t.kind === 'function' && (t.prototyped || name === undefined)) return t;
  const found = name === undefined ? undefined : c.machine.lookup(name, c.owner)?.found;
  const defined = found && resolve(found.symbol.type);
  if (defined?.kind === 'function' && defined.prototyped) return defined;
  return t.kind === 'function' ? t : undefined;
}

function namedTarget(c: FunctionContext, name: string): (r: Regs) => FunctionEntry {
  const { machine, owner } = c;
  let entry: FunctionEntry | undefined;
  return () => {
    entry ??= machine.functionNamed(name, owner);
    if (entry === undefined)
      throw new Fault(
        name.startsWith('__') ? 'unknown-builtin' : 'unmodelled-function',
        `${name}() has no body here and no model`,
      );
    return entry;
  };
}

function pointerTarget(c: FunctionContext, e: CallExpression): (r: Regs) => FunctionEntry {
  const { machine } = c;
  const { watch } = machine;
  const { run } = valueCode(c, e.callee);
  const site = c.site(e.callee.token);
  return (r) => {
    const address = run(r);
    const entry = machine.functionAt(address);
    if (entry === undefined) {
      if (watch) watch.site = site;
      throw new Fault(
        address === 0 ? 'null' : 'bad-call',
        `a call of address 0x${address.toString(16)}, which is no function`,
      );
    }
    return entry;
  };
}

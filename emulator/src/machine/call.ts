/** Calls: of the program's functions, of the host's, and through pointers. */
import type { CallExpression, Expression } from '../../../language/src/index.ts';
import { type FunctionType, resolve } from '../../../language/src/types/types.ts';
import { builtinCall } from './builtins.ts';
import { castCode } from './cast.ts';
import {
  type Code,
  FIRST_PARAMETER,
  R_RETURN_SLOT,
  R_VARIADIC,
  type Regs,
  type Run,
} from './code.ts';
import { valueCode } from './expressions.ts';
import { Fault } from './fault.ts';
import type { FunctionContext } from './function-context.ts';
import type { FunctionEntry } from './function-entry.ts';
import { defaultPromotion } from './promotion.ts';
import { isScalar } from './scalar-kind.ts';
import { setjmpCode } from './setjmp.ts';
import { variadicArguments } from './variadic.ts';

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
  const fill = argumentsRun(c, e.args, type);
  const slot = kind === 'aggregate' ? c.reserve(c.sizeBytes(e.type), c.alignBytes(e.type)) : -1;
  const target = name === undefined ? pointerTarget(c, e) : namedTarget(c, name);
  const { machine } = c;
  const { watch } = machine;
  const { token } = e;
  const site = c.site(token, e);
  const call: Run = (r) => {
    const entry = target(r);
    const args = fill(r);
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
  const { run } = valueCode(c, e.callee);
  return (r) => {
    const address = run(r);
    const entry = machine.functionAt(address);
    if (entry === undefined)
      throw new Fault(
        address === 0 ? 'null' : 'bad-call',
        `a call of address 0x${address.toString(16)}, which is no function`,
      );
    return entry;
  };
}

/** Makes the registers of the called function with its arguments in them. */
function argumentsRun(
  c: FunctionContext,
  args: readonly Expression[],
  type: FunctionType | undefined,
): (r: Regs) => Regs {
  const named = type?.prototyped ? type.parameters.length : args.length;
  const codes = args.map((e, i) => {
    const code = valueCode(c, e);
    const parameter = type?.prototyped ? type.parameters[i]?.type : undefined;
    const kind = parameter ? c.kind(parameter) : defaultPromotion(code.kind);
    if (kind === 'aggregate' && isScalar(code.kind) && parameter)
      return asUnion(c, code, c.sizeBytes(parameter));
    return isScalar(code.kind) && isScalar(kind) ? castCode(code, kind) : code;
  });
  const runs = codes.slice(0, named).map((code) => code.run);
  if (type?.variadic && args.length >= named) {
    const rest = variadicArguments(c, args.slice(named), codes.slice(named));
    return (r) => {
      const regs: Regs = [0, 0, 0, 0];
      for (const run of runs) regs.push(run(r));
      regs[R_VARIADIC] = rest(r);
      return regs;
    };
  }
  return fixedArguments(runs);
}

/** `__attribute__((transparent_union))`: a member passed for the union. */
function asUnion(c: FunctionContext, code: Code, sizeBytes: number): Code {
  const offset = c.reserve(Math.max(sizeBytes, 16), 16);
  const { memory } = c.machine;
  return {
    kind: 'aggregate',
    run: (r) => {
      const at = (r[0] as number) + offset;
      memory.setU64(at, code.run(r));
      return at;
    },
  };
}

function fixedArguments(runs: readonly Run[]): (r: Regs) => Regs {
  const [a, b, d] = runs;
  switch (runs.length) {
    case 0: return () => [0, 0, 0, 0];
    case 1: return (r) => [0, 0, 0, 0, a(r)];
    case 2: return (r) => [0, 0, 0, 0, a(r), b(r)];
    case 3: return (r) => [0, 0, 0, 0, a(r), b(r), d(r)];
    default:
  } // biome-ignore format: a table
  const count = FIRST_PARAMETER + runs.length;
  return (r) => {
    const regs: Regs = [0, 0, 0, 0];
    for (let i = FIRST_PARAMETER; i < count; i++) regs.push(runs[i - FIRST_PARAMETER](r));
    return regs;
  };
}

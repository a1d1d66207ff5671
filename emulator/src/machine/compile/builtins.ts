/** Builtins of the compiler that are no library functions. Others go to the library by their name. */
import type {
  CallExpression,
  Expression,
  IdentifierExpression,
} from '../../../../language/src/syntax/ast.ts';
import { type CType, pointeeOf, resolve } from '../../../../language/src/types/types.ts';
import { constantValue } from '../../../../language/src/typing/constant.ts';
import { Fault } from '../run/fault.ts';
import { wideOf } from '../values/kind-conversion.ts';
import { isFloat, isScalar, type Kind } from '../values/scalar-kind.ts';
import { shorten } from '../values/wide.ts';
import { storeRun } from './access.ts';
import { atomicCall } from './atomics.ts';
import { bitBuiltin } from './bit-builtins.ts';
import { castCode } from './cast.ts';
import { type Code, constant, type Run } from './code.ts';
import { valueCode } from './expressions.ts';
import { floatBuiltin } from './float-builtins.ts';
import type { FunctionContext } from './function-context.ts';
import { vaCopy, vaStart } from './variadic.ts';
import { shuffle, shuffleVector } from './vectors.ts';

/** A name that nothing declares, not called: the address of a library function. */
export function builtinReference(c: FunctionContext, e: IdentifierExpression): Code {
  const name = c.parser.interner.text(e.nameId).replace(/^__builtin_/, '');
  if (c.machine.functionNamed(name, c.owner) === undefined)
    throw new Fault('unsupported', `${name} is not declared`);
  return c.address(c.machine.functionAddress(name, c.owner));
}

/** The code of a builtin; undefined when the name is a function of a program or library. */
export function builtinCall(c: FunctionContext, name: string, e: CallExpression): Code | undefined {
  if (name.startsWith('__atomic_') || name.startsWith('__sync_')) return atomicCall(c, name, e);
  if (name === 'alloca' && !c.machine.lookup(name, c.owner)) return alloca(c, e.args);
  if (!name.startsWith('__builtin_')) return undefined;
  const bare = name.slice('__builtin_'.length);
  const kind = c.kind(e.type);
  return (
    special(c, bare, e, kind) ??
    overflowBuiltin(c, bare, e) ??
    bitBuiltin(c, bare, e.args, kind) ??
    floatBuiltin(c, bare, e.args, kind)
  );
}

function first(e: CallExpression): Expression {
  if (e.args[0] === undefined) throw new Fault('unsupported', 'a builtin without its argument');
  return e.args[0];
}

function effect(run: Run): Code {
  return { kind: 'void', run };
}

function special(
  c: FunctionContext,
  bare: string,
  e: CallExpression,
  kind: Kind,
): Code | undefined {
  const { machine } = c;
  switch (bare) {
    case 'va_start': case 'next_arg': return effect(vaStart(c, first(e)));
    case 'va_end': return effects(c, e);
    case 'va_copy': return effect(vaCopy(c, first(e), e.args[1]));
    case 'expect': case 'expect_with_probability': return expectation(c, e, kind);
    case 'assume_aligned': return valueCode(c, first(e));
    case 'constant_p': return constant(kind, isConstant(c, first(e)) ? 1 : 0);
    case 'alloca': case 'alloca_with_align': return alloca(c, e.args);
    case 'prefetch': case '__clear_cache': case 'init_dwarf_reg_size_table': return effects(c, e);
    case 'stack_save': return { kind: c.pointerKind, run: () => machine.sp };
    case 'stack_restore': { const to = valueCode(c, first(e)).run; return effect((r) => { machine.sp = to(r) as number; return 0; }); }
    case 'unreachable': return effect(() => { throw new Fault('trap', 'control reached __builtin_unreachable()'); });
    case 'trap': return effect(() => { throw new Fault('trap', 'the program reached __builtin_trap()'); });
    case 'frame_address': return { kind: c.pointerKind, run: (r) => r[0] };
    case 'return_address': case 'extract_return_addr': case 'frob_return_addr': return { kind: c.pointerKind, run: () => machine.returnAddress() };
    case 'object_size': case 'dynamic_object_size': return constant(kind, unknownSize(c, e, kind));
    case 'shuffle': return shuffle(c, e.args);
    case 'shufflevector': return shuffleVector(c, e.args);
    case 'classify_type': return constant(kind, classify(first(e).type));
    default: break;
  } // biome-ignore format: a table
  const folded = constantValue(c.parser, e);
  return folded === undefined || bare === 'strlen' ? undefined : constant(kind, shorten(folded));
}

/** gcc's answer when it does not know the object: the largest, or the smallest, that there may be. */
function unknownSize(c: FunctionContext, e: CallExpression, kind: Kind) {
  const mode = e.args[1] && constantValue(c.parser, e.args[1]);
  return mode !== undefined && (mode & 2n) !== 0n ? 0 : wideOf(kind).wrap(-1n);
}

/** The second argument only guides the optimiser, but it is evaluated. */
function expectation(c: FunctionContext, e: CallExpression, kind: Kind): Code {
  const value = castCode(valueCode(c, first(e)), kind);
  const guess = e.args[1] && valueCode(c, e.args[1]);
  if (guess === undefined || guess.constant !== undefined) return value;
  const hold = c.register();
  const run: Run = (r) => {
    r[hold] = value.run(r);
    guess.run(r);
    return r[hold];
  };
  return { kind, run };
}

function isConstant(c: FunctionContext, e: Expression): boolean {
  return e.kind === 'string' || e.kind === 'float' || constantValue(c.parser, e) !== undefined;
}

function effects(c: FunctionContext, e: CallExpression): Code {
  const runs = e.args.map((a) => valueCode(c, a).run);
  return effect((r) => {
    for (const run of runs) run(r);
    return 0;
  });
}

function alloca(c: FunctionContext, args: readonly Expression[]): Code {
  const size = castCode(valueCode(c, args[0]), c.pointerKind).run;
  const { machine } = c;
  const run: Run = (r) => {
    const bytes = Number(size(r));
    const address = machine.allocateStack(bytes, 16);
    machine.watch?.allocate(address, bytes, 'memory from alloca()', false);
    return address;
  };
  return { kind: c.pointerKind, run };
}

/** __builtin_classify_type's numbers (gcc, typeclass.h). */
function classify(type: CType): number {
  const t = resolve(type);
  switch (t.kind) {
    case 'void': return 0;
    case 'pointer': case 'array': case 'function': return 5;
    case 'float': return 8;
    case 'complex': return 9;
    case 'record': return t.keyword === 'union' ? 13 : 12;
    default: return 1;
  } // biome-ignore format: a table
}

const OVERFLOW = /^([us]?)(add|sub|mul)(l{0,2})_overflow(_p)?$/;

/** The exact result, cut to the type of the place it goes to; 1 when that changed it. */
function overflowBuiltin(c: FunctionContext, bare: string, e: CallExpression): Code | undefined {
  const match = OVERFLOW.exec(bare);
  const [x, y, z] = e.args;
  if (!match || !x || !y || !z) return undefined;
  const type = match[4] ? z.type : pointeeOf(z.type);
  const to = type && resolve(type);
  const field = match[4] && z.kind === 'member' ? z.path[z.path.length - 1]?.bitWidth : undefined;
  if (to?.kind !== 'integer' && to?.kind !== 'enum') return undefined;
  const kind = c.kind(to);
  const operand = match[1] !== undefined && match[1] !== '' ? kind : undefined;
  const convert = (a: Expression) =>
    (operand ? castCode(valueCode(c, a), operand) : valueCode(c, a)).run;
  const a = convert(x);
  const b = convert(y);
  const exact: Run = (r) => {
    const l = BigInt(a(r));
    const m = BigInt(b(r));
    return match[2] === 'add' ? l + m : match[2] === 'sub' ? l - m : l * m;
  };
  const cut = (v: bigint): bigint => {
    const code = castCode(
      { kind: 'i128', run: () => 0, constant: shorten(BigInt.asIntN(128, v)) },
      kind,
    );
    const whole = BigInt(code.constant ?? 0);
    if (field === undefined) return whole;
    return kind.startsWith('i') ? BigInt.asIntN(field, whole) : BigInt.asUintN(field, whole);
  };
  if (match[4]) return { kind: 'bool', run: (r) => { const v = exact(r) as bigint; return cut(v) === v ? 0 : 1; } }; // biome-ignore format: short
  const hold = c.register();
  const store = storeRun(c.machine.memory, kind, valueCode(c, z), (r) => r[hold]);
  return {
    kind: 'bool',
    run: (r) => {
      const v = exact(r) as bigint;
      const kept = cut(v);
      r[hold] = shorten(kept);
      store(r);
      return kept === v ? 0 : 1;
    },
  };
}

export function scalarArgument(c: FunctionContext, e: Expression | undefined, kind: Kind): Run {
  if (e === undefined) throw new Fault('unsupported', 'a builtin without its argument');
  const code = valueCode(c, e);
  if (!isScalar(code.kind)) throw new Fault('unsupported', 'a builtin on this type');
  return isFloat(kind) && code.kind === 'long double' ? code.run : castCode(code, kind).run;
}

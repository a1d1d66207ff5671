/**
 * Arguments behind `...`: they lie one after the other in the caller's frame, each in a multiple of
 * 8 bytes. A `va_list` of any target holds, in its first pointer, the address of the next one.
 */
import type { Expression } from '../../../../language/src/syntax/ast.ts';
import { type CType, resolve } from '../../../../language/src/types/types.ts';
import { defaultPromotion } from '../values/promotion.ts';
import { isScalar } from '../values/scalar-kind.ts';
import { loadCode, storeRun, storeValue } from './access.ts';
import { type Code, R_VARIADIC, type Regs, type Run } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { addressOf } from './places.ts';
import { convertVector } from './vectors.ts';

const SLOT_BYTES = 8;

function slotBytes(sizeBytes: number): number {
  return Math.ceil(sizeBytes / SLOT_BYTES) * SLOT_BYTES;
}

/** Stores the arguments behind the named ones; `run` gives the address of the first. */
export function variadicArguments(
  c: FunctionContext,
  args: readonly Expression[],
  codes: readonly Code[],
): Run {
  const { memory } = c.machine;
  const sizes = args.map((e, i) => (isScalar(codes[i].kind) ? 16 : slotBytes(c.sizeBytes(e.type))));
  const sized = codes.map((code, i) => scalarBytes(code.kind) ?? sizes[i]);
  const total = sized.reduce((sum, size) => sum + size, 0);
  const base = c.reserve(total, 16);
  let at = base;
  const stores = codes.map((code, i) => {
    const offset = at;
    at += sized[i];
    // An array is passed as the pointer that it becomes: it may have no size.
    return { code, offset, bytes: isScalar(code.kind) ? 0 : c.sizeBytes(args[i].type) };
  });
  return (r) => {
    // Every value first: an argument's own call may use the same variables.
    const values = stores.map(({ code }) => code.run(r));
    const frame = r[0] as number;
    for (const [i, { code, offset, bytes }] of stores.entries()) {
      const v = values[i];
      if (!isScalar(code.kind)) memory.copy(frame + offset, v as number, bytes);
      else if (code.kind === 'i32' || code.kind === 'u32')
        memory.setU64(frame + offset, bigEndianInt(c, v as number));
      else storeValue(memory, code.kind, frame + offset, v);
    }
    return frame + base;
  };
}

/** An int fills its slot; on big-endian targets its bytes come first in it. */
function bigEndianInt(c: FunctionContext, v: number): number | bigint {
  return c.machine.target.bigEndian ? BigInt(v) << 32n : v;
}

function scalarBytes(kind: Code['kind']): number | undefined {
  if (!isScalar(kind)) return undefined;
  return kind === 'i128' || kind === 'u128' || kind === 'long double' ? 16 : SLOT_BYTES;
}

/** The address of the `va_list` object: on some targets it is an array, and decays. */
function vaListAddress(c: FunctionContext, e: Expression): Code {
  const isArray = c.machine.target.vaList.kind === 'array';
  return isArray ? valueCode(c, e) : addressOf(c, e);
}

export function vaStart(c: FunctionContext, list: Expression): Run {
  return storeRun(c.machine.memory, c.pointerKind, vaListAddress(c, list), (r) => r[R_VARIADIC]);
}

export function vaCopy(c: FunctionContext, to: Expression, from: Expression): Run {
  const { memory } = c.machine;
  const value = loadCode(memory, c.pointerKind, vaListAddress(c, from)).run;
  return storeRun(memory, c.pointerKind, vaListAddress(c, to), value);
}

export function vaArgCode(c: FunctionContext, e: Expression & { kind: 'vaArg' }): Code {
  // __builtin_convertvector(v, type) is written like it.
  if (resolve(e.list.type).kind === 'vector') return convertVector(c, e.list, e.typeName.type);
  const { memory } = c.machine;
  const list = vaListAddress(c, e.list).run;
  const type: CType = e.typeName.type;
  const kind = c.kind(type);
  const size = scalarBytes(kind) ?? slotBytes(c.sizeBytes(resolve(type)));
  const next = (r: Regs): number => {
    const at = list(r) as number;
    const address = (c.pointerKind === 'u64' ? memory.u64(at) : memory.u32(at)) as number;
    storeValue(memory, c.pointerKind, at, address + size);
    return address;
  };
  const address: Code = { kind: c.pointerKind, run: next };
  if (!isScalar(kind)) return { kind: 'aggregate', run: next };
  const passed = defaultPromotion(kind);
  return passed === kind ? loadCode(memory, kind, address) : loadCode(memory, passed, address);
}

/** Lvalues: what can be assigned to, or have its address taken. */
import type { Expression, ObjectSym } from '../../../language/src/index.ts';
import { resolve } from '../../../language/src/types/types.ts';
import { castCode } from './cast.ts';
import { type Code, type Place, type Regs, type Run, thenRun } from './code.ts';
import { wideOf } from './convert.ts';
import { outerObject, valueCode } from './expressions.ts';
import { Fault } from './fault.ts';
import type { FunctionContext } from './function-context.ts';
import { initializeRun } from './initialize.ts';
import type { Kind, Value } from './scalar-kind.ts';
import { isVariable, sizeCode } from './sizes.ts';

export function placeOf(c: FunctionContext, e: Expression): Place {
  switch (e.kind) {
    case 'identifier':
      return variable(c, e.symbol as ObjectSym | undefined);
    case 'unary':
      if (e.operator === '*') return memory(asPointer(c, valueCode(c, e.operand)), e);
      break;
    case 'member':
      return memberPlace(c, e);
    case 'index':
      return memory(elementAddress(c, e.object, e.index), e);
    case 'string':
      return memory(valueCode(c, e), e);
    case 'compoundLiteral':
      return memory(compoundLiteral(c, e), e);
    case 'generic':
      if (e.chosen) return placeOf(c, e.chosen.expression);
      break;
    case 'choose':
      if (e.chosen) return placeOf(c, e.chosen);
      break;
    case 'comma': {
      const left = valueCode(c, e.left).run;
      return memory(before(left, addressOf(c, e.right)), e);
    }
    default:
  }
  return temporary(c, e);
}

function before(first: Run, code: Code): Code {
  return { kind: code.kind, run: thenRun(first, code.run) };
}

/** A record that is a value: a call's, an assignment's. Its bytes are somewhere. */
function temporary(c: FunctionContext, e: Expression): Place {
  const t = resolve(e.type);
  const value = valueCode(c, e);
  if (value.kind === 'aggregate' || t.kind === 'array') return memory(asPointer(c, value), e);
  throw new Fault('unsupported', `an expression (${e.kind}) that is no place`);
}

function memory(address: Code, e: Expression): Place {
  return { where: 'memory', address, type: e.type };
}

function asPointer(c: FunctionContext, code: Code): Code {
  return { ...code, kind: c.pointerKind };
}

/** The address of a place in memory. @throws Fault for a register or a bit-field */
export function addressOf(c: FunctionContext, e: Expression): Code {
  const place = placeOf(c, e);
  if (place.where === 'memory' && place.bits === undefined) return asPointer(c, place.address);
  throw new Fault('unsupported', 'the address of something that has none');
}

function variable(c: FunctionContext, symbol: ObjectSym | undefined): Place {
  if (symbol === undefined) throw new Fault('unsupported', 'a name that nothing declares');
  const { type } = symbol;
  const slot = c.slots.get(symbol);
  if (slot === undefined) return { where: 'memory', address: outerObject(c, symbol), type };
  if (slot.where === 'register') return { where: 'register', reg: slot.reg, type };
  if (slot.where === 'frame')
    return { where: 'memory', address: c.frameAddress(slot.offset), type };
  if (slot.where === 'static') return { where: 'memory', address: c.address(slot.address), type };
  const { reg } = slot;
  return { where: 'memory', address: { kind: c.pointerKind, run: (r) => r[reg], reg }, type };
}

function memberPlace(c: FunctionContext, e: Expression & { kind: 'member' }): Place {
  const base = e.arrow ? valueCode(c, e.object) : placeOf(c, e.object);
  const baseAddress = 'run' in base ? base : base.where === 'memory' ? base.address : undefined;
  const offsetBits = c.parser.layouts.pathOffsetBits(e.record, e.path);
  const member = e.path[e.path.length - 1];
  if (baseAddress === undefined || offsetBits === undefined || member === undefined)
    throw new Fault('unsupported', 'a member that is not known');
  const { type } = e;
  if (member.bitWidth === undefined)
    return { where: 'memory', address: offsetAddress(c, baseAddress, offsetBits / 8), type };
  const bits = { offsetBits, widthBits: member.bitWidth };
  return { where: 'memory', address: asPointer(c, baseAddress), type, bits };
}

/** An address some bytes further on. */
export function offsetAddress(c: FunctionContext, base: Code, offsetBytes: number): Code {
  if (offsetBytes === 0) return asPointer(c, base);
  if (typeof base.constant === 'number') return c.address(base.constant + offsetBytes);
  const { reg, run } = base;
  const wrap = pointerSum(c.pointerKind);
  if (reg !== undefined)
    return {
      kind: c.pointerKind,
      plain: true,
      baseReg: reg,
      offsetBytes,
      run: (r) => {
        const a = r[reg];
        return typeof a === 'number' ? a + offsetBytes : wrap(a, offsetBytes);
      },
    };
  return {
    kind: c.pointerKind,
    run: (r) => {
      const a = run(r);
      return typeof a === 'number' ? a + offsetBytes : wrap(a, offsetBytes);
    },
  };
}

/** The sum of an address and a signed number of bytes, wrapped to the pointer's width. */
export function pointerSum(kind: Kind): (a: Value, bytes: Value) => Value {
  if (kind === 'u32') return (a, bytes) => ((a as number) + Number(bytes)) >>> 0;
  return wideOf('u64').add;
}

/** `&object[index]`, either of which may be the pointer. */
export function elementAddress(c: FunctionContext, object: Expression, index: Expression): Code {
  const first = resolve(object.type).kind;
  const isPointer = first === 'pointer' || first === 'array' || first === 'vector';
  const [pointer, count] = isPointer ? [object, index] : [index, object];
  const t = resolve(pointer.type);
  if (t.kind !== 'pointer' && t.kind !== 'array' && t.kind !== 'vector')
    throw new Fault('unsupported', 'an index without an array');
  const element = t.kind === 'pointer' ? t.pointee : t.element;
  const base = t.kind === 'vector' ? addressOf(c, pointer) : valueCode(c, pointer);
  return steppedAddress(c, base, valueCode(c, count), sizeCode(c, element), isVariable(element));
}

/** A pointer plus a count of elements. */
export function steppedAddress(
  c: FunctionContext,
  base: Code,
  count: Code,
  size: Code,
  variable: boolean,
): Code {
  const kind = c.pointerKind;
  const wrap = pointerSum(kind);
  const signedCount = castCode(count, count.kind === 'u64' ? 'i64' : count.kind);
  const from = base.run;
  if (variable) {
    const n = signedCount.run;
    const bytes = size.run;
    return { kind, run: (r) => wrap(from(r), Number(n(r)) * (bytes(r) as number)) };
  }
  const step = size.constant as number;
  if (typeof signedCount.constant === 'number')
    return offsetSigned(c, base, signedCount.constant * step);
  return { kind, run: stepRun(from, signedCount, step, wrap) };
}

function stepRun(
  from: Run,
  count: Code,
  step: number,
  wrap: (a: Value, bytes: Value) => Value,
): Run {
  const sum = (a: Value, n: Value): Value => {
    if (typeof a === 'number' && typeof n === 'number') {
      const at = a + n * step;
      if (at >= 0 && at <= 4294967295) return at;
    }
    return wrap(a, typeof n === 'number' ? n * step : n * BigInt(step));
  };
  const { reg, run } = count;
  if (reg !== undefined) return (r: Regs) => sum(from(r), r[reg]);
  return (r: Regs) => sum(from(r), run(r));
}

function offsetSigned(c: FunctionContext, base: Code, bytes: number): Code {
  if (bytes >= 0 && c.pointerKind === 'u64') return offsetAddress(c, base, bytes);
  const wrap = pointerSum(c.pointerKind);
  const { run } = base;
  return { kind: c.pointerKind, run: (r) => wrap(run(r), bytes) };
}

/** In a function the object lives in the frame; at file level, for ever. */
function compoundLiteral(c: FunctionContext, e: Expression & { kind: 'compoundLiteral' }): Code {
  const size = c.sizeBytes(e.type);
  if (c.isFileLevel) {
    const address = c.address(c.machine.allocateObject(undefined, size, c.alignBytes(e.type)));
    initializeRun(c, e.type, address, e.initializer)([]);
    return address;
  }
  const address = c.frameAddress(c.reserve(size, c.alignBytes(e.type)));
  const initialize = initializeRun(c, e.type, address, e.initializer);
  return {
    kind: c.pointerKind,
    run: (r) => {
      initialize(r);
      return address.run(r);
    },
  };
}

/** Lvalues: what can be assigned to, or have its address taken. */
import type { Expression, IdentifierExpression, ObjectSym } from '../../../language/src/index.ts';
import { P_PLUS } from '../../../language/src/lexer/spellings.ts';
import { resolve } from '../../../language/src/types/types.ts';
import { castCode } from './cast.ts';
import { type Code, type IndexBound, type Place, type Regs, type Run, thenRun } from './code.ts';
import { wideOf } from './convert.ts';
import { outerObject, valueCode } from './expressions.ts';
import { Fault } from './fault.ts';
import type { FunctionContext, Slot } from './function-context.ts';
import { stepAddress } from './halves.ts';
import { initializeRun } from './initialize.ts';
import { isScalar, type Kind, type Value } from './scalar-kind.ts';
import { isVariable, sizeCode } from './sizes.ts';

export function placeOf(c: FunctionContext, e: Expression): Place {
  switch (e.kind) {
    case 'identifier':
      return variable(c, e);
    case 'unary':
      if (e.operator === '*') return pointed(c, e);
      break;
    case 'member':
      return memberPlace(c, e);
    case 'index':
      return element(c, e, e.object, e.index);
    case 'string':
      return memory(c, valueCode(c, e), e);
    case 'compoundLiteral':
      return memory(c, compoundLiteral(c, e), e);
    case 'generic':
      if (e.chosen) return placeOf(c, e.chosen.expression);
      break;
    case 'choose':
      if (e.chosen) return placeOf(c, e.chosen);
      break;
    case 'comma': {
      const left = valueCode(c, e.left).run;
      return memory(c, before(left, addressOf(c, e.right)), e);
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
  if (value.kind === 'aggregate' || t.kind === 'array') return memory(c, asPointer(c, value), e);
  throw new Fault('unsupported', `an expression (${e.kind}) that is no place`);
}

function memory(
  c: FunctionContext,
  address: Code,
  e: Expression,
  bound?: IndexBound,
): Place & { where: 'memory' } {
  const site = c.site(e.token, e);
  const place = { where: 'memory' as const, address, type: e.type };
  if (site === undefined) return place;
  return { ...place, site, packed: isPacked(e), ...(bound && { bound }) };
}

/** True when an lvalue leads through a packed record: the compiler expects any address. */
function isPacked(e: Expression): boolean {
  if (e.kind === 'index') return resolve(e.object.type).kind === 'array' && isPacked(e.object);
  if (e.kind !== 'member') return false;
  if (e.record?.packed || e.path.some((m) => m.packed)) return true;
  return !e.arrow && isPacked(e.object);
}

function pointed(c: FunctionContext, e: Expression & { kind: 'unary' }): Place {
  const { operand } = e;
  const isSum = operand.kind === 'binary' && operand.operator === P_PLUS;
  if (isSum && c.machine.watch) return element(c, e, operand.left, operand.right);
  return memory(c, asPointer(c, valueCode(c, operand)), e);
}

/** `object[index]`; a watched machine keeps what the index counts from. */
function element(c: FunctionContext, e: Expression, object: Expression, index: Expression): Place {
  if (c.machine.watch === undefined) return memory(c, elementAddress(c, object, index), e);
  const baseReg = c.register();
  const address = elementAddress(c, object, index, baseReg);
  return memory(c, address, e, { baseReg, arrayBytes: arrayBytes(c, object) });
}

/** The bytes of an array whose declaration gives them; arrays of one may be flexible in old code. */
function arrayBytes(c: FunctionContext, object: Expression): number | undefined {
  const t = resolve(object.type);
  if (t.kind !== 'array' || t.length === undefined || t.length <= 1) return undefined;
  return isVariable(t) ? undefined : c.sizeBytes(t);
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

function variable(c: FunctionContext, e: IdentifierExpression): Place {
  const symbol = e.symbol as ObjectSym | undefined;
  if (symbol === undefined) throw new Fault('unsupported', 'a name that nothing declares');
  const slot = c.slots.get(symbol);
  if (slot?.where === 'register') return { where: 'register', reg: slot.reg, type: symbol.type };
  // The declaration may know more than the use: the length of an array.
  const place = { ...memory(c, variableAddress(c, symbol, slot), e), type: symbol.type };
  const isLocal = slot?.where === 'frame' && isScalar(c.kind(symbol.type));
  return isLocal && c.machine.watch ? { ...place, isLocal } : place;
}

function variableAddress(c: FunctionContext, symbol: ObjectSym, slot: Slot | undefined): Code {
  if (slot === undefined) return outerObject(c, symbol);
  if (slot.where === 'frame') return c.frameAddress(slot.offset);
  if (slot.where === 'static') return c.address(slot.address);
  const { reg } = slot;
  return { kind: c.pointerKind, run: (r) => r[reg], reg };
}

function memberPlace(c: FunctionContext, e: Expression & { kind: 'member' }): Place {
  const base = e.arrow ? valueCode(c, e.object) : placeOf(c, e.object);
  const baseAddress = 'run' in base ? base : base.where === 'memory' ? base.address : undefined;
  const offsetBits = c.parser.layouts.pathOffsetBits(e.record, e.path);
  const member = e.path[e.path.length - 1];
  if (baseAddress === undefined || offsetBits === undefined || member === undefined)
    throw new Fault('unsupported', 'a member that is not known');
  const outer = 'where' in base && base.where === 'memory' ? base : undefined;
  const isBits = member.bitWidth !== undefined;
  const address = isBits
    ? asPointer(c, baseAddress)
    : offsetAddress(c, baseAddress, offsetBits / 8);
  // A member of `a[i]` lies in the object of `a`, and takes its bound.
  const place = memory(c, address, e, outer?.bound);
  return isBits ? ({ ...place, bits: { offsetBits, widthBits: member.bitWidth } } as Place) : place;
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
  const { add } = wideOf('u64');
  return (a, bytes) =>
    typeof a === 'bigint' && typeof bytes === 'number' ? stepAddress(a, bytes) : add(a, bytes);
}

/** `&object[index]`, either of which may be the pointer. @param baseReg takes the pointer's value */
export function elementAddress(
  c: FunctionContext,
  object: Expression,
  index: Expression,
  baseReg?: number,
): Code {
  const first = resolve(object.type).kind;
  const isPointer = first === 'pointer' || first === 'array' || first === 'vector';
  const [pointer, count] = isPointer ? [object, index] : [index, object];
  const t = resolve(pointer.type);
  if (t.kind !== 'pointer' && t.kind !== 'array' && t.kind !== 'vector')
    throw new Fault('unsupported', 'an index without an array');
  const element = t.kind === 'pointer' ? t.pointee : t.element;
  const pointerCode = t.kind === 'vector' ? addressOf(c, pointer) : valueCode(c, pointer);
  const base = baseReg === undefined ? pointerCode : held(pointerCode, baseReg);
  return steppedAddress(c, base, valueCode(c, count), sizeCode(c, element), isVariable(element));
}

function held({ kind, run }: Code, reg: number): Code {
  return {
    kind,
    run: (r) => {
      const v = run(r);
      r[reg] = v;
      return v;
    },
  };
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
    const run = initializeRun(c, e.type, address, e.initializer);
    c.machine.initialise(address.constant as number, size, () => run([]));
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

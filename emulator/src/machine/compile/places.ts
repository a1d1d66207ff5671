/** Lvalues: what can be assigned to, or have its address taken. */

import { P_PLUS } from '../../../../language/src/lexer/spellings.ts';
import type { Expression, IdentifierExpression } from '../../../../language/src/syntax/ast.ts';
import type { ObjectSym } from '../../../../language/src/syntax/symbols.ts';
import { resolve } from '../../../../language/src/types/types.ts';
import { isVariable } from '../../../../language/src/types/variable-size.ts';
import { Fault } from '../run/fault.ts';
import { isScalar, type Value } from '../values/scalar-kind.ts';
import { asPointer, elementAddress } from './addresses.ts';
import { type Code, type IndexBound, type Place, type Regs, type Run, thenRun } from './code.ts';
import { outerObject, valueCode } from './expressions.ts';
import type { FunctionContext, Slot } from './function-context.ts';
import { initializeRun } from './initialize.ts';
import { fixSizes, memberAddress } from './sizes.ts';

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
  const { type } = e;
  if (site === undefined) return { where: 'memory', address, type };
  const packed = isPacked(e);
  if (bound === undefined) return { where: 'memory', address, type, site, packed };
  return { where: 'memory', address, type, site, packed, bound };
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
  if (slot?.where === 'register') return registerPlace(c, e, symbol, slot.reg);
  // The declaration may know more than the use: the length of an array.
  const place = { ...memory(c, variableAddress(c, symbol, slot), e), type: symbol.type };
  const isLocal = slot?.where === 'frame' && isScalar(c.kind(symbol.type));
  return isLocal && c.machine.watch ? { ...place, isLocal } : place;
}

function registerPlace(
  c: FunctionContext,
  e: IdentifierExpression,
  symbol: ObjectSym,
  reg: number,
): Place {
  const place = { where: 'register', reg, type: symbol.type } as const;
  const { watch } = c.machine;
  if (watch === undefined || c.uses?.isAlwaysGiven(symbol)) return place;
  const site = c.site(e.token, e);
  const sizeBytes = c.sizeBytes(symbol.type);
  const missing = (): Value => {
    watch.noValue(symbol.name, sizeBytes, site);
    return 0;
  };
  return { ...place, missing };
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
  const member = e.path[e.path.length - 1];
  if (baseAddress === undefined || member === undefined)
    throw new Fault('unsupported', 'a member that is not known');
  const outer = 'where' in base && base.where === 'memory' ? base : undefined;
  const offsetBits = c.parser.layouts.pathOffsetBits(e.record, e.path);
  const isBits = member.bitWidth !== undefined && offsetBits !== undefined;
  const address = isBits
    ? asPointer(c, baseAddress)
    : memberAddress(c, baseAddress, e.record, e.path);
  // A member of `a[i]` lies in the object of `a`, and takes its bound.
  const place = memory(c, address, e, outer?.bound);
  return isBits ? ({ ...place, bits: { offsetBits, widthBits: member.bitWidth } } as Place) : place;
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
  const sizes: ((r: Regs) => void)[] = [];
  fixSizes(c, e.type, sizes);
  const address = c.frameAddress(c.reserve(size, c.alignBytes(e.type)));
  const initialize = initializeRun(c, e.type, address, e.initializer);
  return {
    kind: c.pointerKind,
    run: (r) => {
      for (const fix of sizes) fix(r);
      initialize(r);
      return address.run(r);
    },
  };
}

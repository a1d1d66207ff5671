/** Loads and stores by kind, bit-fields included. */

import type { Memory } from '../memory/memory.ts';
import { Fault } from '../run/fault.ts';
import { isSigned, isWide, type Kind, type Value } from '../values/scalar-kind.ts';
import { shorten } from '../values/wide.ts';
import { localLoad, localStore } from '../watch/local-access.ts';
import type { CodeSite } from '../watch/observer.ts';
import { accessAddress, storedValue } from '../watch/watched-access.ts';
import type { BitRange, Code, Place, Regs, Run } from './code.ts';
import type { FunctionContext } from './function-context.ts';

type At = (r: Regs) => number;

/** The value at an address. */
export function loadCode(memory: Memory, kind: Kind, address: Code): Code {
  const at = address.run as At;
  return { kind, run: memberLoad(memory, kind, address) ?? loadRun(memory, kind, at) };
}

/** The commonest loads, of a pointer's member, without a call for the address. */
function memberLoad(memory: Memory, kind: Kind, address: Code): Run | undefined {
  const { baseReg: reg, offsetBytes: offset = 0, run } = address;
  if (reg === undefined) return undefined;
  // An address beyond the safe integers is rare: its sum is done with care.
  const at = (r: Regs): number => {
    const base = r[reg];
    return typeof base === 'number' ? base + offset : (run(r) as number);
  };
  switch (kind) {
    case 'u8': return (r) => memory.u8(at(r));
    case 'i32': return (r) => memory.i32(at(r));
    case 'u32': return (r) => memory.u32(at(r));
    case 'i64': return (r) => memory.i64(at(r));
    case 'u64': return (r) => memory.u64(at(r));
    default: return undefined;
  } // biome-ignore format: a table
}

function loadRun(memory: Memory, kind: Kind, at: At): Run {
  switch (kind) {
    case 'bool': case 'u8': return (r) => memory.u8(at(r));
    case 'i8': return (r) => memory.i8(at(r));
    case 'u16': return (r) => memory.u16(at(r));
    case 'i16': return (r) => memory.i16(at(r));
    case 'u32': return (r) => memory.u32(at(r));
    case 'i32': return (r) => memory.i32(at(r));
    case 'u64': return (r) => memory.u64(at(r));
    case 'i64': return (r) => memory.i64(at(r));
    case 'u128': return (r) => memory.u128(at(r));
    case 'i128': return (r) => memory.i128(at(r));
    case 'f32': return (r) => memory.f32(at(r));
    case 'f64': case 'long double': return (r) => memory.f64(at(r));
    default: throw new Fault('unsupported', `a value of an unsupported type is read`);
  } // biome-ignore format: a table
}

export function storeValue(memory: Memory, kind: Kind, at: number, v: Value): void {
  switch (kind) {
    case 'bool': case 'u8': case 'i8': memory.setU8(at, v as number); return;
    case 'u16': case 'i16': memory.setU16(at, v as number); return;
    case 'u32': case 'i32': memory.setU32(at, v as number); return;
    case 'u64': case 'i64': memory.setU64(at, v); return;
    case 'u128': case 'i128': memory.setU128(at, v); return;
    case 'f32': memory.setF32(at, v as number); return;
    default: memory.setF64(at, v as number);
  } // biome-ignore format: a table
}

/** Stores a value that already has the kind; the code's value is the stored one. */
export function storeRun(memory: Memory, kind: Kind, address: Code, value: Run): Run {
  const at = address.run as At;
  const short = memberStore(memory, kind, address, value);
  if (short) return short;
  switch (kind) {
    case 'bool': case 'u8': case 'i8':
      return (r) => { const a = at(r); const v = value(r) as number; memory.setU8(a, v); return v; };
    case 'u16': case 'i16':
      return (r) => { const a = at(r); const v = value(r) as number; memory.setU16(a, v); return v; };
    case 'u32': case 'i32':
      return (r) => { const a = at(r); const v = value(r) as number; memory.setU32(a, v); return v; };
    case 'u64': case 'i64':
      return (r) => { const a = at(r); const v = value(r); memory.setU64(a, v); return v; };
    case 'f64':
      return (r) => { const a = at(r); const v = value(r) as number; memory.setF64(a, v); return v; };
    default:
      return (r) => { const a = at(r); const v = value(r); storeValue(memory, kind, a, v); return v; };
  } // biome-ignore format: a table
}

/** The value of a place. For an aggregate: its address. */
export function readPlace(c: FunctionContext, place: Place): Code {
  const kind = c.kind(place.type);
  if (place.where === 'register') {
    return readRegister(kind, place.reg, place.missing);
  }
  if (kind === 'aggregate' && place.bits === undefined) return { ...place.address, kind };
  const quick = place.isLocal && quickLoad(c, kind, place);
  if (quick) return { kind, run: quick };
  const address = accessAddress(c, place);
  if (place.bits) return readBits(c, address, kind, place.bits);
  return loadCode(c.machine.memory, kind, address);
}

function readRegister(kind: Kind, reg: number, missing: (() => Value) | undefined): Code {
  if (missing === undefined) return { kind, run: (r) => r[reg], reg };
  return { kind, run: (r) => (r[reg] as Value | undefined) ?? missing(), baseReg: reg };
}

type MemoryPlace = Place & { where: 'memory' };

/** A load of a watched machine's variable by its name. */
function quickLoad(
  c: FunctionContext,
  kind: Kind,
  { address, site }: MemoryPlace,
): Run | undefined {
  const { watch } = c.machine;
  const { offsetBytes } = address;
  if (watch === undefined || site === undefined || offsetBytes === undefined) return undefined;
  return localLoad(watch, kind, site, offsetBytes);
}

/** A store to one. */
function quickStore(
  c: FunctionContext,
  kind: Kind,
  { address, site }: MemoryPlace,
  value: Run,
): Run | undefined {
  const { watch } = c.machine;
  const { offsetBytes } = address;
  if (watch === undefined || site === undefined || offsetBytes === undefined) return undefined;
  return localStore(watch, kind, site, offsetBytes, value);
}

function bitSpan({ offsetBits, widthBits }: BitRange): {
  byte: number;
  bytes: number;
  skip: number;
} {
  const byte = Math.floor(offsetBits / 8);
  const skip = offsetBits - 8 * byte;
  return { byte, bytes: Math.ceil((skip + widthBits) / 8), skip };
}

/** Bits count from the least significant on little-endian targets, from the most significant on others. */
function readBits(c: FunctionContext, address: Code, kind: Kind, bits: BitRange): Code {
  const { memory, target } = c.machine;
  const { byte, bytes, skip } = bitSpan(bits);
  const at = address.run as At;
  const signed = isSigned(kind);
  const width = bits.widthBits;
  const shift = target.bigEndian ? 8 * bytes - skip - width : skip;
  const little = !target.bigEndian;
  if (bytes <= 4 && width <= 32 && !isWide(kind)) {
    const run: Run = (r) => {
      const a = memory.near(at(r)) + byte;
      let word = 0;
      memory.noteLoad(a, bytes);
      for (let i = 0; i < bytes; i++)
        word = (word << 8) | memory.peek8(a + (little ? bytes - 1 - i : i));
      const field = (word >>> shift) << (32 - width);
      return signed ? field >> (32 - width) : field >>> (32 - width);
    };
    return { kind, run };
  }
  const run: Run = (r) => {
    const a = memory.near(at(r)) + byte;
    memory.noteLoad(a, bytes);
    const word = readWord(memory, a, bytes, little) >> BigInt(shift);
    return shorten(signed ? BigInt.asIntN(width, word) : BigInt.asUintN(width, word));
  };
  return { kind, run };
}

function readWord(memory: Memory, at: number, bytes: number, little: boolean): bigint {
  let word = 0n;
  for (let i = 0; i < bytes; i++)
    word = (word << 8n) | BigInt(memory.peek8(at + (little ? bytes - 1 - i : i)));
  return word;
}

/** Stores into a bit-field; the code's value is what the field then holds. */
export function storeBits(
  c: FunctionContext,
  address: Code,
  kind: Kind,
  bits: BitRange,
  value: Run,
): Run {
  const { memory, target } = c.machine;
  const { byte, bytes, skip } = bitSpan(bits);
  const at = address.run as At;
  const width = bits.widthBits;
  const little = !target.bigEndian;
  const shift = BigInt(little ? skip : 8 * bytes - skip - width);
  const mask = ((1n << BigInt(width)) - 1n) << shift;
  const signed = isSigned(kind);
  return (r) => {
    const a = memory.near(at(r)) + byte;
    const v = BigInt(value(r));
    const field = BigInt.asUintN(width, v);
    let word = (readWord(memory, a, bytes, little) & ~mask) | (field << shift);
    const changed = new Uint8Array(bytes);
    for (let i = 0; i < bytes; i++) {
      changed[little ? i : bytes - 1 - i] = Number(word & 255n);
      word >>= 8n;
    }
    memory.write(a, changed);
    return shorten(signed ? BigInt.asIntN(width, v) : field);
  };
}

/** Assigns a value of the place's kind. */
export function writePlace(c: FunctionContext, place: Place, value: Run): Run {
  const kind = c.kind(place.type);
  if (place.where === 'register') {
    const { reg } = place;
    return (r) => {
      const v = value(r);
      r[reg] = v;
      return v;
    };
  }
  const quick = place.isLocal && quickStore(c, kind, place, value);
  if (quick) return quick;
  // A local's address is known before its value is: only the access itself counts.
  const address = place.isLocal ? place.address : accessAddress(c, place);
  const last = storedValue(c, place, value);
  if (place.bits) return storeBits(c, address, kind, place.bits, last);
  return storeRun(c.machine.memory, kind, address, last);
}

/**
 * Copies an aggregate's bytes; the code's value is the destination.
 * @param sites of the load and of the store, in a watched machine
 */
export function copyRun(
  c: FunctionContext,
  to: Code,
  from: Run,
  sizeBytes: number,
  sites?: { readonly load: CodeSite | undefined; readonly store: CodeSite | undefined },
): Run {
  const { memory, watch } = c.machine;
  const at = to.run as At;
  if (watch === undefined || sites === undefined)
    return (r) => {
      const a = at(r);
      memory.copy(a, from(r) as number, sizeBytes);
      return a;
    };
  return (r) => {
    const a = at(r);
    const b = from(r) as number;
    watch.copy(a, b, sizeBytes, sites.load, sites.store);
    return a;
  };
}

/** As `copyRun`, of a record whose size is known in the run. */
export function copyVariable(
  c: FunctionContext,
  to: Code,
  from: Run,
  size: Run,
  sites: { readonly load: CodeSite | undefined; readonly store: CodeSite | undefined },
): Run {
  const { memory, watch } = c.machine;
  const at = to.run as At;
  return (r) => {
    const [a, b] = [at(r), from(r) as number];
    const bytes = size(r) as number;
    if (watch === undefined) memory.copy(a, b, bytes);
    else watch.copy(a, b, bytes, sites.load, sites.store);
    return a;
  };
}

/** The commonest stores, to a pointer's member, without a call for the address. */
function memberStore(memory: Memory, kind: Kind, address: Code, value: Run): Run | undefined {
  const { baseReg: reg, offsetBytes: offset = 0, run } = address;
  if (reg === undefined) return undefined;
  const at = (r: Regs): number => {
    const base = r[reg];
    return typeof base === 'number' ? base + offset : (run(r) as number);
  };
  if (kind === 'i32' || kind === 'u32')
    return (r) => {
      const a = at(r);
      const v = value(r) as number;
      memory.setU32(a, v);
      return v;
    };
  if (kind !== 'u64' && kind !== 'i64') return undefined;
  return (r) => {
    const a = at(r);
    const v = value(r);
    memory.setU64(a, v);
    return v;
  };
}

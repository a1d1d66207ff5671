/**
 * m68k and ColdFire: arithmetic on memory, bits and bit fields, compare and swap, the interrupt level
 * (arch/m68k/include/asm/atomic.h, bitops.h, cmpxchg.h, irqflags.h).
 */
import type { InstructionSet } from './instruction-set.ts';
import { locate, type OperandStyle } from './locate.ts';
import type { Location, Processor } from './processor.ts';
import { jump, riscSet } from './risc.ts';
import type { Instruction } from './template.ts';

const STYLE: OperandStyle = {
  modifierBytes: {},
  zeros: new Set(),
  register: /^%%([ad]\d|sp|fp)$/,
};

const SET = riscSet({
  syntax: { comment: /\|.*$/, prefixes: new Set() },
  style: STYLE,
  memory: /[mo]/,
  argumentRegisters: [],
  resultRegister: '%d0',
  nothing: /^$/,
  meanings: new Map(),
  branches: new Map(),
  plain: (name) => name,
});

/** A register keeps what lies above the bytes that are written. */
function write(p: Processor, to: Location, sizeBytes: number, value: bigint): boolean {
  if (to.kind === 'immediate') return false;
  if (to.kind === 'memory') p.store(to.address, sizeBytes, value, to.site);
  else {
    const bits = BigInt(8 * sizeBytes);
    const old = (p.register(to.name) >> bits) << bits;
    p.registers.set(to.name, BigInt.asUintN(32, old | BigInt.asUintN(8 * sizeBytes, value)));
  }
  return true;
}

const ARITHMETIC: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  eor: (a, b) => a ^ b,
};

const SIZES: Readonly<Record<string, number>> = { b: 1, w: 2, l: 4 };

/** `op source,destination`, with the size as the last letter. */
function arithmetic(p: Processor, name: string, operands: readonly string[]): boolean | undefined {
  const [, operation = '', letter = ''] = /^(add|sub|and|or|eor)[iqa]?([bwl])$/.exec(name) ?? [];
  const compute = ARITHMETIC[operation];
  if (compute === undefined) return undefined;
  const [from, to] = operands.map((text) => locate(p, text, STYLE));
  const size = SIZES[letter] ?? 4;
  if (from === undefined || to === undefined) return false;
  const result = compute(p.read(to, size), p.read(from, size));
  setFlags(p, result, size);
  p.flags.set('c', BigInt.asUintN(8 * size, result) !== result);
  return write(p, to, size, result);
}

function setFlags(p: Processor, result: bigint, sizeBytes: number): void {
  p.flags.set('z', BigInt.asUintN(8 * sizeBytes, result) === 0n);
  p.flags.set('n', BigInt.asIntN(8 * sizeBytes, result) < 0n);
}

function move(p: Processor, name: string, operands: readonly string[]): boolean | undefined {
  const [, kind, letter = ''] = /^(move|clr|tst|not|neg)[aq]?([bwl])?$/.exec(name) ?? [];
  if (kind === undefined) return undefined;
  const size = SIZES[letter] ?? 4;
  const [first, second] = operands.map((text) => locate(p, text, STYLE));
  const to = kind === 'move' ? second : first;
  if (first === undefined || to === undefined) return false;
  const old = kind === 'clr' ? 0n : p.read(first, size);
  const value = kind === 'not' ? ~old : kind === 'neg' ? -old : old;
  setFlags(p, value, size);
  return kind === 'tst' || write(p, to, size, value);
}

/** cas: compares memory with the first register, which takes what was there where they differ. */
function compareAndSwap(p: Processor, name: string, operands: readonly string[]): boolean | undefined {
  const [, letter] = /^cas([bwl])$/.exec(name) ?? [];
  if (letter === undefined) return undefined;
  const size = SIZES[letter] ?? 4;
  const [expected, next, memory] = operands.map((text) => locate(p, text, STYLE));
  if (expected === undefined || next === undefined || memory === undefined) return false;
  const old = p.read(memory, size);
  const isEqual = old === p.read(expected, size);
  p.flags.set('z', isEqual);
  return isEqual ? write(p, memory, size, p.read(next, size)) : write(p, expected, size, old);
} // biome-ignore format: a signature

const CHANGES: Readonly<Record<string, (old: bigint, mask: bigint) => bigint>> = {
  set: (old, mask) => old | mask,
  clr: (old, mask) => old & ~mask,
  chg: (old, mask) => old ^ mask,
  tst: (old) => old,
};

/** bset and its kin: a bit of a byte in memory, or of a whole register. Zero says what it was. */
function bit(p: Processor, name: string, operands: readonly string[]): boolean | undefined {
  const change = /^b(set|clr|chg|tst)[bl]?$/.exec(name)?.[1];
  if (change === undefined) return undefined;
  const [number, to] = operands.map((text) => locate(p, text, STYLE));
  if (number === undefined || to === undefined) return false;
  const size = to.kind === 'memory' ? 1 : 4;
  const mask = 1n << (p.read(number, 4) & BigInt(8 * size - 1));
  const old = p.read(to, size);
  p.flags.set('z', (old & mask) === 0n);
  return change === 'tst' || write(p, to, size, (CHANGES[change] as (typeof CHANGES)[string])(old, mask));
} // biome-ignore format: a long line

/** bfset and its kin of one bit, `memory{offset:#1}`: bit 0 is the highest of the first byte. */
function bitField(p: Processor, name: string, operands: readonly string[]): boolean | undefined {
  const change = /^bf(set|clr|chg|tst)$/.exec(name)?.[1];
  const [, place, offset, width] = /^(.*)\{([^:]+):([^}]+)\}$/.exec(operands[0] ?? '') ?? [];
  if (name === 'bfffo') return firstOne(p, place ?? '', offset ?? '', width ?? '', operands[1] ?? '');
  if (change === undefined) return undefined;
  const memory = locate(p, place ?? '', STYLE);
  const at = locate(p, offset ?? '', STYLE);
  if (memory?.kind !== 'memory' || at === undefined || width !== '#1') return false;
  const number = Number(BigInt.asIntN(32, p.read(at, 4)));
  const address = Number(memory.address) + Math.floor(number / 8);
  const mask = 0x80n >> BigInt(((number % 8) + 8) % 8);
  const old = p.load(address, 1, memory.site);
  p.flags.set('z', (old & mask) === 0n);
  if (change !== 'tst')
    p.store(address, 1, (CHANGES[change] as (typeof CHANGES)[string])(old, mask), memory.site);
  return true;
} // biome-ignore format: long lines

/** `bfffo register{#0:#0},destination`: the first one from above, of all 32 bits; 32 where there is none. */
function firstOne(p: Processor, place: string, offset: string, width: string, target: string): boolean {
  const from = locate(p, place, STYLE);
  const to = locate(p, target, STYLE);
  if (from?.kind !== 'register' || to === undefined || offset !== '#0' || width !== '#0') return false;
  const value = p.read(from, 4);
  p.flags.set('z', value === 0n);
  return write(p, to, 4, BigInt(value === 0n ? 32 : 32 - value.toString(2).length));
} // biome-ignore format: a signature

const CONDITIONS: Readonly<Record<string, (p: Processor) => boolean>> = {
  ne: (p) => !p.flag('z'),
  eq: (p) => p.flag('z'),
  mi: (p) => p.flag('n'),
  pl: (p) => !p.flag('n'),
  ra: () => true,
};

/** Branches, and bytes that are set where a condition holds. */
function conditional(p: Processor, name: string, operands: readonly string[]): boolean | undefined {
  const [, kind, condition = ''] = /^([jbs])(ne|eq|mi|pl|ra)$/.exec(name) ?? [];
  const holds = CONDITIONS[condition]?.(p);
  if (kind === undefined || holds === undefined) return undefined;
  if (kind !== 's') return !holds || jump(p, operands[0] ?? '');
  const to = locate(p, operands[0] ?? '', STYLE);
  return to !== undefined && write(p, to, 1, holds ? 0xffn : 0n);
}

/** The supervisor bit, and the level below which interrupts wait (arch/m68k/include/asm/entry.h, ALLOWINT). */
const SUPERVISOR = 0x2000n;
const LEVEL = 0x700n;

function interrupts(p: Processor, name: string, operands: readonly string[]): boolean | undefined {
  const { machine } = p;
  const at = operands.indexOf('%%sr');
  if (at < 0) return undefined;
  const status = machine.interruptsEnabled ? SUPERVISOR : SUPERVISOR | LEVEL;
  const other = locate(p, operands[1 - at] ?? '', STYLE);
  if (other === undefined) return false;
  if (at === 0) return write(p, other, 2, status);
  const value = p.read(other, 2);
  const next = /^or/.test(name) ? status | value : /^and/.test(name) ? status & value : value;
  machine.interruptsEnabled = (next & LEVEL) === 0n;
  return true;
}

/** The control register of caches, of which there are none: it reads as 0. */
function cacheControl(
  p: Processor,
  name: string,
  operands: readonly string[],
): boolean | undefined {
  if (name !== 'movec' || !operands.includes('%%cacr')) return undefined;
  const to = locate(p, operands[1] ?? '', STYLE);
  return operands[0] !== '%%cacr' || (to !== undefined && write(p, to, 4, 0n));
}

/** What acts on caches and TLBs. */
const NOTHING = /^(nop|pflush\w*|cpush\w*|cinv\w*|ptest\w*)$/;

function execute(p: Processor, { name: spelled, operands: texts }: Instruction): boolean {
  // `%/` is the percent sign of a register, `%.` the dot before a size.
  const name = spelled.replace(/%?\./g, '');
  if (NOTHING.test(name)) return true;
  const operands = texts.map((text) => text.replace('%/', '%%'));
  for (const kind of [
    interrupts,
    cacheControl,
    arithmetic,
    move,
    compareAndSwap,
    bit,
    bitField,
    conditional,
  ]) {
    const isDone = kind(p, name, operands);
    if (isDone !== undefined) return isDone;
  }
  return false;
}

export const M68K: InstructionSet = { ...SET, registers: /[adrqg]/, execute };

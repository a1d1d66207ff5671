/** What x86 instructions compute, and the flags that they leave. */
import { Fault } from '../../run/fault.ts';
import { shorten } from '../../values/wide.ts';
import type { Location, Processor } from './processor.ts';
import { write } from './x86-operands.ts';

/** Conditions by the letters behind `j`, `set`, `cmov` and `=@cc`. */
const CONDITIONS: Readonly<Record<string, (p: Processor) => boolean>> = {
  e: (p) => p.flag('z'), z: (p) => p.flag('z'), ne: (p) => !p.flag('z'), nz: (p) => !p.flag('z'),
  c: (p) => p.flag('c'), b: (p) => p.flag('c'), nae: (p) => p.flag('c'),
  nc: (p) => !p.flag('c'), ae: (p) => !p.flag('c'), nb: (p) => !p.flag('c'),
  s: (p) => p.flag('s'), ns: (p) => !p.flag('s'), o: (p) => p.flag('o'), no: (p) => !p.flag('o'),
  a: (p) => !p.flag('c') && !p.flag('z'), nbe: (p) => !p.flag('c') && !p.flag('z'),
  be: (p) => p.flag('c') || p.flag('z'), na: (p) => p.flag('c') || p.flag('z'),
  l: (p) => p.flag('s') !== p.flag('o'), nge: (p) => p.flag('s') !== p.flag('o'),
  ge: (p) => p.flag('s') === p.flag('o'), nl: (p) => p.flag('s') === p.flag('o'),
  g: (p) => !p.flag('z') && p.flag('s') === p.flag('o'),
  le: (p) => p.flag('z') || p.flag('s') !== p.flag('o'),
}; // biome-ignore format: a table

export function isCondition(name: string): boolean {
  return name in CONDITIONS;
}

export function conditionHolds(processor: Processor, name: string): boolean {
  return CONDITIONS[name]?.(processor) ?? processor.unknown(`the condition ${name}`);
}

/** Operands in the order of AT&T syntax: the destination is the last. */
export function arithmetic(
  p: Processor,
  name: string,
  operands: readonly Location[],
  size: number,
): boolean {
  const meaning = MEANINGS[name];
  if (meaning !== undefined) {
    meaning(p, operands, size);
    return true;
  }
  const condition = /^(set|cmov)(\w+)$/.exec(name);
  if (condition === null || !isCondition(condition[2])) return false;
  const holds = conditionHolds(p, condition[2]);
  const to = operands[operands.length - 1];
  if (condition[1] === 'set') write(p, to, 1, BigInt(holds));
  else if (holds) write(p, to, size, p.read(operands[0], size));
  return true;
}

type Meaning = (p: Processor, operands: readonly Location[], size: number) => void;

const MEANINGS: Readonly<Record<string, Meaning>> = {
  mov: (p, [from, to], n) => write(p, to, n, p.read(from, n)),
  movnti: (p, [from, to], n) => write(p, to, n, p.read(from, n)),
  movabs: (p, [from, to], n) => write(p, to, n, p.read(from, n)),
  movzb: (p, [from, to], n) => write(p, to, n, p.read(from, 1)),
  lea: (p, [from, to], n) => write(p, to, n, from.kind === 'memory' ? BigInt(from.address) : 0n),
  xchg: (p, [a, b], n) => { const x = p.read(a, n); const y = p.read(b, n); write(p, b, n, x); write(p, a, n, y); },
  bswap: (p, [to], n) => write(p, to, n, reversed(p.read(to, n), n)),
  not: (p, [to], n) => write(p, to, n, ~p.read(to, n)),
  neg: (p, [to], n) => { const x = p.read(to, n); write(p, to, n, difference(p, 0n, x, 0n, n)); },
  inc: (p, [to], n) => { const carry = p.flag('c'); write(p, to, n, sum(p, p.read(to, n), 1n, 0n, n)); p.flags.set('c', carry); },
  dec: (p, [to], n) => { const carry = p.flag('c'); write(p, to, n, difference(p, p.read(to, n), 1n, 0n, n)); p.flags.set('c', carry); },
  add: (p, [from, to], n) => write(p, to, n, sum(p, p.read(to, n), p.read(from, n), 0n, n)),
  adc: (p, [from, to], n) => write(p, to, n, sum(p, p.read(to, n), p.read(from, n), BigInt(p.flag('c')), n)),
  sub: (p, [from, to], n) => write(p, to, n, difference(p, p.read(to, n), p.read(from, n), 0n, n)),
  sbb: (p, [from, to], n) => write(p, to, n, difference(p, p.read(to, n), p.read(from, n), BigInt(p.flag('c')), n)),
  cmp: (p, [from, to], n) => { difference(p, p.read(to, n), p.read(from, n), 0n, n); },
  and: (p, [from, to], n) => write(p, to, n, setLogicFlags(p, p.read(to, n) & p.read(from, n), n)),
  or: (p, [from, to], n) => write(p, to, n, setLogicFlags(p, p.read(to, n) | p.read(from, n), n)),
  xor: (p, [from, to], n) => write(p, to, n, setLogicFlags(p, p.read(to, n) ^ p.read(from, n), n)),
  test: (p, [from, to], n) => { setLogicFlags(p, p.read(to, n) & p.read(from, n), n); },
  shl: (p, ops, n) => shift(p, ops, n, (x, by) => x << by),
  shr: (p, ops, n) => shift(p, ops, n, (x, by) => x >> by),
  sar: (p, ops, n) => shift(p, ops, n, (x, by) => BigInt.asIntN(8 * n, x) >> by),
  xadd: (p, [from, to], n) => { const old = p.read(to, n); const result = sum(p, old, p.read(from, n), 0n, n); write(p, from, n, old); write(p, to, n, result); },
  cmpxchg: (p, [from, to], n) => compareExchange(p, from, to, n),
  cmpxchg16b: (p, [to]) => compareExchangePair(p, to, 8),
  cmpxchg8b: (p, [to]) => compareExchangePair(p, to, 4),
  bt: (p, [index, base], n) => bitTest(p, index, base, n, undefined),
  bts: (p, [index, base], n) => bitTest(p, index, base, n, (word, bit) => word | bit),
  btr: (p, [index, base], n) => bitTest(p, index, base, n, (word, bit) => word & ~bit),
  btc: (p, [index, base], n) => bitTest(p, index, base, n, (word, bit) => word ^ bit),
  bsf: (p, [from, to], n) => scan(p, from, to, n, lowestBit),
  tzcnt: (p, [from, to], n) => scan(p, from, to, n, lowestBit),
  bsr: (p, [from, to], n) => scan(p, from, to, n, (x) => x.toString(2).length - 1),
  popcnt: (p, [from, to], n) => write(p, to, n, BigInt(ones(p.read(from, n)))),
  mul: (p, [from], n) => multiply(p, from, n),
  div: (p, [by], n) => divide(p, by, n),
}; // biome-ignore format: a table

function sum(p: Processor, a: bigint, b: bigint, carry: bigint, size: number): bigint {
  const bits = 8 * size;
  const whole = a + b + carry;
  const result = BigInt.asUintN(bits, whole);
  const signed = BigInt.asIntN(bits, a) + BigInt.asIntN(bits, b) + carry;
  setResultFlags(p, result, size);
  p.flags.set('c', whole !== result);
  p.flags.set('o', signed !== BigInt.asIntN(bits, result));
  return result;
}

function difference(p: Processor, a: bigint, b: bigint, borrow: bigint, size: number): bigint {
  const bits = 8 * size;
  const result = BigInt.asUintN(bits, a - b - borrow);
  const signed = BigInt.asIntN(bits, a) - BigInt.asIntN(bits, b) - borrow;
  setResultFlags(p, result, size);
  p.flags.set('c', a < b + borrow);
  p.flags.set('o', signed !== BigInt.asIntN(bits, result));
  return result;
}

function setResultFlags(p: Processor, result: bigint, size: number): void {
  p.flags.set('z', BigInt.asUintN(8 * size, result) === 0n);
  p.flags.set('s', BigInt.asIntN(8 * size, result) < 0n);
}

function setLogicFlags(p: Processor, result: bigint, size: number): bigint {
  setResultFlags(p, result, size);
  p.flags.set('c', false);
  p.flags.set('o', false);
  return result;
}

/** By the count modulo the width, 64 or 32; the flags of a shift are not modelled but for zero and sign. */
function shift(
  p: Processor,
  operands: readonly Location[],
  size: number,
  shifted: (x: bigint, by: bigint) => bigint,
): void {
  const to = operands[operands.length - 1];
  const count = operands.length === 1 ? 1n : p.read(operands[0], 1);
  const result = BigInt.asUintN(
    8 * size,
    shifted(p.read(to, size), count & (size === 8 ? 63n : 31n)),
  );
  setResultFlags(p, result, size);
  write(p, to, size, result);
}

const ACCUMULATOR: Location = { kind: 'register', name: 'rax', sizeBytes: 8 };

/** Intel SDM, CMPXCHG: the accumulator decides, and takes what was there when they differ. */
function compareExchange(p: Processor, from: Location, to: Location, size: number): void {
  const old = p.read(to, size);
  difference(p, p.read(ACCUMULATOR, size), old, 0n, size);
  if (p.flag('z')) write(p, to, size, p.read(from, size));
  else write(p, ACCUMULATOR, size, old);
}

/** CMPXCHG8B and 16B: d:a against memory, c:b goes there. */
export function compareExchangePair(p: Processor, to: Location, size: number): void {
  const bits = BigInt(8 * size);
  const half = (name: string): bigint => BigInt.asUintN(8 * size, p.register(name));
  const old = p.read(to, 2 * size);
  const equal = old === ((half('rdx') << bits) | half('rax'));
  p.flags.set('z', equal);
  if (equal) write(p, to, 2 * size, (half('rcx') << bits) | half('rbx'));
  else {
    p.registers.set('rax', BigInt.asUintN(8 * size, old));
    p.registers.set('rdx', old >> bits);
  }
}

/** Intel SDM, BT: an index in a register reaches beyond the operand in memory; a constant does not. */
function bitTest(
  p: Processor,
  index: Location,
  base: Location,
  size: number,
  change: ((word: bigint, bit: bigint) => bigint) | undefined,
): void {
  const width = 8 * size;
  const count = BigInt.asIntN(width, p.read(index, size));
  const word = BigInt(width);
  const bit = 1n << (((count % word) + word) % word);
  let place = base;
  if (base.kind === 'memory' && index.kind === 'register') {
    const words = (count - (((count % word) + word) % word)) / word;
    place = {
      ...base,
      address: shorten(BigInt.asUintN(64, BigInt(base.address) + words * BigInt(size))),
    };
  }
  const old = p.read(place, size);
  p.flags.set('c', (old & bit) !== 0n);
  if (change) write(p, place, size, change(old, bit));
}

/** The destination keeps its value for 0, as processors do and the kernel relies on (bitops.h, ffs()). */
function scan(
  p: Processor,
  from: Location,
  to: Location,
  size: number,
  position: (x: bigint) => number,
): void {
  const x = p.read(from, size);
  p.flags.set('z', x === 0n);
  if (x !== 0n) write(p, to, size, BigInt(position(x)));
}

function lowestBit(x: bigint): number {
  return (x & -x).toString(2).length - 1;
}

export function ones(x: bigint): number {
  return x.toString(2).replaceAll('0', '').length;
}

function reversed(x: bigint, size: number): bigint {
  let result = 0n;
  for (let i = 0; i < size; i++) result = (result << 8n) | ((x >> BigInt(8 * i)) & 255n);
  return result;
}

function multiply(p: Processor, from: Location, size: number): void {
  const bits = BigInt(8 * size);
  const product = p.read(ACCUMULATOR, size) * p.read(from, size);
  write(p, ACCUMULATOR, size, product);
  write(p, { kind: 'register', name: 'rdx', sizeBytes: size }, size, product >> bits);
}

function divide(p: Processor, by: Location, size: number): void {
  const bits = BigInt(8 * size);
  const high: Location = { kind: 'register', name: 'rdx', sizeBytes: size };
  const dividend = (p.read(high, size) << bits) | p.read(ACCUMULATOR, size);
  const divisor = p.read(by, size);
  const quotient = divisor === 0n ? -1n : dividend / divisor;
  if (quotient < 0n || quotient >> bits !== 0n)
    throw new Fault('division-by-zero', 'a division in inline assembly that the processor traps');
  write(p, ACCUMULATOR, size, quotient);
  write(p, high, size, dividend % divisor);
}

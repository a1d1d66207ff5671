/**
 * powerpc: reservations, barriers, and the arithmetic between them (arch/powerpc/include/asm/atomic.h,
 * bitops.h, cmpxchg.h, barrier.h). A conditional store always succeeds, as one processor runs.
 */
import { shorten } from '../../values/wide.ts';
import type { Location, Processor } from './processor.ts';
import { type Condition, type Meaning, put, riscSet, three } from './risc.ts';

const SIZES = { b: 1, h: 2, w: 4, d: 8 } as const;

/** `rA,rB`: the sum of two registers, of which 0 as the first means no register. */
function indexed(p: Processor, a: Location, b: Location): Location {
  const sum = p.read(a, 8) + p.read(b, 8);
  const address = shorten(BigInt.asUintN(8 * p.machine.target.pointerSizeBytes, sum));
  return { kind: 'memory', address, sizeBytes: undefined, site: undefined };
}

/** The first condition register, as a signed comparison with 0 leaves it. */
function record(p: Processor, value: bigint, bits: number): void {
  compare(p, BigInt.asIntN(bits, value), 0n);
}

function compare(p: Processor, a: bigint, b: bigint): void {
  p.flags.set('lt', a < b);
  p.flags.set('gt', a > b);
  p.flags.set('eq', a === b);
}

const whole = (): number => 8;
const ARITHMETIC: readonly (readonly [string, (a: bigint, b: bigint) => bigint])[] = [
  ['add', (a, b) => a + b], ['addi', (a, b) => a + b], ['addic', (a, b) => a + b], ['addc', (a, b) => a + b], ['subc', (a, b) => a - b], ['subf', (a, b) => b - a], ['sub', (a, b) => a - b],
  ['and', (a, b) => a & b], ['andi', (a, b) => a & b], ['or', (a, b) => a | b], ['ori', (a, b) => a | b], ['xor', (a, b) => a ^ b],
  ['xori', (a, b) => a ^ b], ['andc', (a, b) => a & ~b], ['nor', (a, b) => ~(a | b)],
]; // biome-ignore format: a table

const meanings = new Map<string, Meaning>([
  ['mr', (p, [to, from]) => put(p, to, 8, p.read(from, 8))],
  ['li', (p, [to, from]) => put(p, to, 8, p.read(from, 8))],
  ['not', (p, [to, from]) => put(p, to, 8, ~p.read(from, 8))],
  ['neg', (p, [to, from]) => put(p, to, 8, -p.read(from, 8))],
  ['cntlzd', (p, [to, from]) => put(p, to, 8, leadingZeros(p.read(from, 8), 64))],
  ['cntlzw', (p, [to, from]) => put(p, to, 8, leadingZeros(p.read(from, 4), 32))],
]);

for (const [name, compute] of ARITHMETIC) {
  const meaning = three(compute, whole);
  meanings.set(name, meaning);
  meanings.set(`${name}.`, (p, operands) => {
    meaning(p, operands);
    record(p, p.read(operands[0] as Location, 8), 8 * p.machine.target.pointerSizeBytes);
  });
}

for (const [letter, size] of Object.entries(SIZES)) {
  const zero = letter === 'd' ? '' : 'z';
  meanings.set(`l${letter}${zero}`, (p, [to, from]) => put(p, to, 8, p.read(from, size)));
  meanings.set(`st${letter}`, (p, [from, to]) => put(p, to, size, p.read(from, 8)));
  meanings.set(`l${letter}arx`, (p, [to, a, b]) => put(p, to, 8, p.read(indexed(p, a, b), size)));
  meanings.set(`st${letter}cx.`, (p, [from, a, b]) => {
    put(p, indexed(p, a, b), size, p.read(from, 8));
    compare(p, 0n, 0n);
  });
  meanings.set(`cmp${letter}`, (p, operands) => compareOperands(p, operands, size, true));
  meanings.set(`cmpl${letter}`, (p, operands) => compareOperands(p, operands, size, false));
  meanings.set(`cmp${letter}i`, (p, operands) => compareOperands(p, operands, size, true));
  meanings.set(`cmpl${letter}i`, (p, operands) => compareOperands(p, operands, size, false));
}

/** With or without the condition register, which must be the first. */
function compareOperands(
  p: Processor,
  operands: readonly Location[],
  size: number,
  isSigned: boolean,
): void {
  const [a, b] = operands.slice(-2).map((l) => {
    const value = p.read(l, size);
    return isSigned ? BigInt.asIntN(8 * size, value) : value;
  });
  compare(p, a as bigint, b as bigint);
}

function leadingZeros(x: bigint, bits: number): bigint {
  return BigInt(bits - (x === 0n ? 0 : x.toString(2).length));
}

/** BUG_ON() and WARN_ON() trap on a condition (arch/powerpc/include/asm/bug.h); one that holds is not known. */
for (const [letter, size] of [['w', 4], ['d', 8]] as const)
  for (const [condition, holds] of [['ne', (a: bigint, b: bigint) => a !== b], ['eq', (a: bigint, b: bigint) => a === b]] as const)
    meanings.set(`t${letter}${condition}i`, (p, [a, b]) => {
      if (a && b && holds(p.read(a, size), p.read(b, size))) p.unknown(`t${letter}${condition}i`);
    }); // biome-ignore format: a table

const branches = new Map<string, Condition>([
  ['b', () => true],
  ['beq', (p) => p.flag('eq')],
  ['bne', (p) => !p.flag('eq')],
  ['blt', (p) => p.flag('lt')],
  ['bgt', (p) => p.flag('gt')],
  ['ble', (p) => !p.flag('gt')],
  ['bge', (p) => !p.flag('lt')],
]);

export const POWERPC = riscSet({
  syntax: { comment: /#.*$/, prefixes: new Set() },
  style: { modifierBytes: {}, zeros: new Set(), register: /^(?:%%)?(r\d+)$/ },
  memory: /[mZ]/,
  argumentRegisters: ['r3', 'r4', 'r5', 'r6', 'r7', 'r8', 'r9', 'r10'],
  resultRegister: 'r3',
  nothing: /^(nop|sync|lwsync|ptesync|isync|eieio|hwsync|tlbsync|or 31,31,31)$/,
  meanings,
  branches,
  // %U and %X choose between forms of one load, %I the one for constants; + and - are hints.
  plain: (name) => name.replace(/%[UXI]\d/gi, '').replace(/^(b\w+)[+-]$/, '$1'),
});

/**
 * riscv: AMOs, lr and sc, fences (arch/riscv/include/asm/atomic.h, cmpxchg.h, barrier.h, bitops.h).
 * A conditional store always succeeds, as one processor runs.
 */
import type { Location, Processor } from './processor.ts';
import { type Condition, fetch, type Meaning, put, riscSet, three } from './risc.ts';

/** All registers have the width of a pointer; values of 32 bits are sign-extended in them. */
function wordBytes(p: Processor): number {
  return p.machine.target.pointerSizeBytes;
}

function signed(p: Processor, to: Location, sizeBytes: number, value: bigint): void {
  put(p, to, wordBytes(p), BigInt.asIntN(8 * sizeBytes, value));
}

const AMOS: readonly (readonly [string, (old: bigint, x: bigint, bits: number) => bigint])[] = [
  ['add', (old, x) => old + x], ['and', (old, x) => old & x], ['or', (old, x) => old | x], ['xor', (old, x) => old ^ x], ['swap', (_, x) => x],
  ['max', (old, x, bits) => (BigInt.asIntN(bits, old) > BigInt.asIntN(bits, x) ? old : x)],
  ['min', (old, x, bits) => (BigInt.asIntN(bits, old) < BigInt.asIntN(bits, x) ? old : x)],
]; // biome-ignore format: a table

const whole = (): number => 8;
const meanings = new Map<string, Meaning>([
  ['add', three((a, b) => a + b, whole)],
  ['addi', three((a, b) => a + b, whole)],
  ['sub', three((a, b) => a - b, whole)],
  ['and', three((a, b) => a & b, whole)],
  ['andi', three((a, b) => a & b, whole)],
  ['or', three((a, b) => a | b, whole)],
  ['ori', three((a, b) => a | b, whole)],
  ['xor', three((a, b) => a ^ b, whole)],
  ['not', (p, [to, from]) => put(p, to, 8, ~p.read(from, 8))],
  ['mv', (p, [to, from]) => put(p, to, 8, p.read(from, 8))],
  ['li', (p, [to, from]) => put(p, to, 8, p.read(from, 8))],
]);

for (const [letter, size] of [['b', 1], ['h', 2], ['w', 4], ['d', 8]] as const) {
  meanings.set(`l${letter}`, (p, [to, from]) => signed(p, to, size, p.read(from, size)));
  meanings.set(`s${letter}`, (p, [from, to]) => put(p, to, size, p.read(from, 8)));
  meanings.set(`lr.${letter}`, (p, [to, from]) => signed(p, to, size, p.read(from, size)));
  meanings.set(`sc.${letter}`, (p, [status, from, to]) => {
    put(p, to, size, p.read(from, 8));
    put(p, status, 8, 0n);
  });
  for (const [name, change] of AMOS)
    meanings.set(`amo${name}.${letter}`, (p, [to, x, memory]) => {
      const by = p.read(x, size);
      signed(p, to, size, fetch(p, memory, size, (old) => change(old, by, 8 * size)));
    });
} // biome-ignore format: a table

/** The register of a pointer's width, as the comparison sees it. */
function value(p: Processor, location: Location): bigint {
  return BigInt.asIntN(8 * wordBytes(p), p.read(location, wordBytes(p)));
}

/** The bit of sstatus that lets interrupts in (arch/riscv/include/asm/csr.h, SR_SIE). */
const INTERRUPTS = 2n;

/** Control and status registers: of sstatus (0x100), the interrupt bit is kept. */
for (const [name, change] of [
  ['csrr', undefined],
  ['csrrs', true],
  ['csrrc', false],
  ['csrs', true],
  ['csrc', false],
] as const)
  meanings.set(name, (p, operands) => {
    const gives = name.startsWith('csrr');
    const [register, mask] = gives ? operands.slice(1) : operands;
    if (register?.kind !== 'immediate' || register.value !== 0x100n) p.unknown(name);
    const bits = mask === undefined ? 0n : p.read(mask, 8);
    if (gives) put(p, operands[0] as Location, 8, p.machine.interruptsEnabled ? INTERRUPTS : 0n);
    if (change !== undefined && (bits & INTERRUPTS) !== 0n) p.machine.interruptsEnabled = change;
  });

const branches = new Map<string, Condition>([
  ['j', () => true],
  ['beq', (p, [a, b]) => value(p, a) === value(p, b)],
  ['bne', (p, [a, b]) => value(p, a) !== value(p, b)],
  ['blt', (p, [a, b]) => value(p, a) < value(p, b)],
  ['bge', (p, [a, b]) => value(p, a) >= value(p, b)],
  ['beqz', (p, [a]) => value(p, a) === 0n],
  ['bnez', (p, [a]) => value(p, a) !== 0n],
  ['bltz', (p, [a]) => value(p, a) < 0n],
]);

const SET = riscSet({
  syntax: { comment: /#.*$/, prefixes: new Set() },
  style: {
    modifierBytes: {},
    zeros: new Set(['zero', 'x0']),
    register: /^([xats]\d+|ra|sp|gp|tp)$/,
  },
  memory: /[mA]/,
  argumentRegisters: ['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'],
  resultRegister: 'a0',
  nothing: /^(nop|pause)$/,
  meanings,
  branches,
  plain: (name) => name.replace(/\.(aq|rl|aqrl)$/, ''),
});

export const RISCV: typeof SET = {
  ...SET,
  // The operands of fences are no registers.
  execute: (p, instruction) =>
    /^(fence(\.i|\.tso)?|sfence\.vma)$/.test(instruction.name) || SET.execute(p, instruction),
};

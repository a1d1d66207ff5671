/**
 * loongarch: atomic memory operations, load linked and store conditional, the interrupt bit of the current mode
 * (arch/loongarch/include/asm/atomic.h, cmpxchg.h, percpu.h, irqflags.h). A conditional store always succeeds,
 * as one processor runs.
 */
import type { InstructionSet } from './instruction-set.ts';
import { locate, type OperandStyle } from './locate.ts';
import type { Location, Processor } from './processor.ts';
import { type Condition, fetch, type Meaning, put, riscSet, three } from './risc.ts';
import type { Instruction } from './template.ts';

const whole = (): number => 8;

/** A register's value; a C value of up to 32 bits is sign-extended in it. */
function value(p: Processor, location: Location | undefined): bigint {
  if (location === undefined) return 0n;
  const bytes = location.kind === 'register' ? Math.min(location.sizeBytes ?? 8, 8) : 8;
  return BigInt.asIntN(8 * bytes, p.read(location, bytes));
}

const meanings = new Map<string, Meaning>([
  ['move', (p, [to, from]) => put(p, to as Location, 8, value(p, from))],
  ['add.d', three((a, b) => a + b, whole)],
  ['addi.d', three((a, b) => a + b, whole)],
  ['sub.d', three((a, b) => a - b, whole)],
  ['and', three((a, b) => a & b, whole)],
  ['andi', three((a, b) => a & b, whole)],
  ['or', three((a, b) => a | b, whole)],
  ['ori', three((a, b) => a | b, whole)],
  ['xor', three((a, b) => a ^ b, whole)],
  ['nor', three((a, b) => ~(a | b), whole)],
]);

const CHANGES: readonly (readonly [string, (old: bigint, x: bigint) => bigint])[] = [
  ['add', (old, x) => old + x],
  ['and', (old, x) => old & x],
  ['or', (old, x) => old | x],
  ['xor', (old, x) => old ^ x],
  ['swap', (_, x) => x],
];

/** `rA, rB`: the sum of two registers. */
function indexed(p: Processor, a: Location | undefined, b: Location | undefined): Location {
  const sum = BigInt.asUintN(64, value(p, a) + value(p, b));
  const address = sum <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(sum) : sum;
  return { kind: 'memory', address, sizeBytes: undefined, site: undefined };
}

for (const [letter, size] of [['b', 1], ['h', 2], ['w', 4], ['d', 8]] as const) {
  const signed = (x: bigint): bigint => BigInt.asIntN(8 * size, x);
  for (const name of ['ld', 'll', 'ldptr'])
    meanings.set(`${name}.${letter}`, (p, [to, from]) => put(p, to as Location, 8, signed(p.read(from as Location, size))));
  for (const name of ['st', 'sc', 'stptr'])
    meanings.set(`${name}.${letter}`, (p, [from, to]) => {
      put(p, to as Location, size, p.read(from as Location, size));
      if (name === 'sc') put(p, from as Location, 8, 1n);
    });
  meanings.set(`ldx.${letter}`, (p, [to, a, b]) => put(p, to as Location, 8, signed(p.read(indexed(p, a, b), size))));
  meanings.set(`stx.${letter}`, (p, [from, a, b]) => put(p, indexed(p, a, b), size, p.read(from as Location, size)));
  for (const [name, change] of CHANGES)
    for (const order of ['', '_db'])
      meanings.set(`am${name}${order}.${letter}`, (p, [to, x, memory]) => {
        const by = p.read(x as Location, size);
        put(p, to as Location, 8, signed(fetch(p, memory as Location, size, (old) => change(old, by))));
      });
} // biome-ignore format: a table

const branches = new Map<string, Condition>([
  ['b', () => true],
  ['beqz', (p, [a]) => value(p, a) === 0n],
  ['bnez', (p, [a]) => value(p, a) !== 0n],
  ['beq', (p, [a, b]) => value(p, a) === value(p, b)],
  ['bne', (p, [a, b]) => value(p, a) !== value(p, b)],
  ['blt', (p, [a, b]) => value(p, a) < value(p, b)],
  ['bge', (p, [a, b]) => value(p, a) >= value(p, b)],
]);

const STYLE: OperandStyle = {
  modifierBytes: {},
  zeros: new Set(['$zero', '$r0']),
  register: /^(\$\w+)$/,
};

const SET = riscSet({
  syntax: { comment: /#.*$/, prefixes: new Set() },
  style: STYLE,
  memory: /[mkZ]/,
  argumentRegisters: ['$a0', '$a1', '$a2', '$a3', '$a4', '$a5', '$a6', '$a7'],
  resultRegister: '$a0',
  nothing: /^nop$/,
  meanings,
  branches,
  plain: (name) => name,
});

/** The register of the current mode, and its bit that lets interrupts in (arch/loongarch/include/asm/loongarch.h). */
const CURRENT_MODE = 0n;
const INTERRUPTS = 4n;

/** csrrd, csrwr and csrxchg: each gives what was there. */
function interrupts(p: Processor, { name, operands }: Instruction): boolean | undefined {
  if (!/^csr(rd|wr|xchg)$/.test(name)) return undefined;
  const [taken, ...rest] = operands.map((text) => locate(p, text, STYLE));
  const number = rest[rest.length - 1];
  if (taken === undefined || number === undefined || p.read(number, 4) !== CURRENT_MODE) return false;
  const { machine } = p;
  const next = p.read(taken, 8);
  const mask = name === 'csrxchg' && rest[0] ? p.read(rest[0], 8) : name === 'csrwr' ? INTERRUPTS : 0n;
  put(p, taken, 8, machine.interruptsEnabled ? INTERRUPTS : 0n);
  if ((mask & INTERRUPTS) !== 0n) machine.interruptsEnabled = (next & INTERRUPTS) !== 0n;
  return true;
} // biome-ignore format: long lines

export const LOONGARCH: InstructionSet = {
  ...SET,
  // What a barrier or a hint is for is a number, which is no operand.
  execute: (p, instruction) =>
    /^(dbar|ibar|preld|invtlb|cacop)$/.test(instruction.name) ||
    (interrupts(p, instruction) ?? SET.execute(p, instruction)),
};

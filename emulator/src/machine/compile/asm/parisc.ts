/**
 * parisc: ordered loads and stores, load and clear, the interrupt bit of the status word, checks that skip a
 * trap (arch/parisc/include/asm/barrier.h, ldcw.h, spinlock.h, irqflags.h).
 */
import type { InstructionSet } from './instruction-set.ts';
import { bugHere } from './kernel-tables.ts';
import { locate, type OperandStyle } from './locate.ts';
import type { Location, Processor } from './processor.ts';
import { type Meaning, put, riscSet } from './risc.ts';
import type { Instruction } from './template.ts';

/** `op left, right, destination`: the last operand takes the result. */
function three(compute: (a: bigint, b: bigint) => bigint): Meaning {
  return (p, operands) => {
    const [a, b, to] = operands as [Location, Location, Location];
    put(p, to, 8, compute(p.read(a, 8), p.read(b, 8)));
  };
}

const copy: Meaning = (p, [from, to]) => put(p, to as Location, 8, p.read(from as Location, 8));
const meanings = new Map<string, Meaning>([
  ['copy', copy],
  ['ldi', copy],
  ['add', three((a, b) => a + b)],
  ['sub', three((a, b) => a - b)],
  ['and', three((a, b) => a & b)],
  ['andcm', three((a, b) => a & ~b)],
  ['or', three((a, b) => a | b)],
  ['xor', three((a, b) => a ^ b)],
]);

for (const [letter, size] of [['b', 1], ['h', 2], ['w', 4], ['d', 8]] as const) {
  meanings.set(`ld${letter}`, (p, [from, to]) => put(p, to as Location, 8, p.read(from as Location, size)));
  meanings.set(`st${letter}`, (p, [from, to]) => put(p, to as Location, size, p.read(from as Location, size)));
  meanings.set(`ldc${letter}`, (p, [from, to]) => {
    put(p, to as Location, 8, p.read(from as Location, size));
    put(p, from as Location, size, 0n);
  });
} // biome-ignore format: a table

const STYLE: OperandStyle = {
  modifierBytes: {},
  zeros: new Set(['%%r0']),
  register: /^%%(r\d+|sp)$/,
};

const SET = riscSet({
  syntax: { comment: /;.*$/, prefixes: new Set(), separator: '!' },
  style: STYLE,
  memory: /[mRT]/,
  argumentRegisters: ['r26', 'r25', 'r24', 'r23'],
  resultRegister: 'r28',
  nothing: /^(nop|sync|syncdma)$/,
  meanings,
  branches: new Map(),
  // Completers of order and of caches; one that moves a pointer does not, for the distance is 0.
  plain: (name) => name.replace(/,(ma|co|o|sl)$/, ''),
});

/** The bit of the status word that lets interrupts in (arch/parisc/include/asm/psw.h, PSW_I). */
const INTERRUPTS = 1n;

/** ssm and rsm set and reset bits, and give what was there; mtsm writes them all. */
function interrupts(p: Processor, { name, operands }: Instruction): boolean | undefined {
  if (!/^([sr]sm|mtsm)$/.test(name)) return undefined;
  const { machine } = p;
  const [bits, to] = operands.map((text) => locate(p, text, STYLE));
  if (bits === undefined || (name !== 'mtsm' && to === undefined)) return false;
  const isNamed = (p.read(bits, 8) & INTERRUPTS) !== 0n;
  const old = machine.interruptsEnabled;
  if (name === 'mtsm') machine.interruptsEnabled = isNamed;
  else if (isNamed) machine.interruptsEnabled = name === 'ssm';
  if (to) put(p, to, 8, old ? INTERRUPTS : 0n);
  return true;
}

/** `andcm,= a,b,%r0`: the next instruction does not run where the result is 0. */
function skipping(p: Processor, { name, operands }: Instruction): boolean | undefined {
  if (name !== 'andcm,=') return undefined;
  const [a, b] = operands.map((text) => locate(p, text, STYLE));
  if (a === undefined || b === undefined) return false;
  const size = p.machine.target.pointerSizeBytes;
  if ((p.read(a, size) & ~p.read(b, size)) === 0n) p.at++;
  return true;
}

export const PARISC: InstructionSet = {
  ...SET,
  execute: (p, instruction) => {
    // The trap of the checks around spinlocks is a word of code.
    if (instruction.name === '.word' || instruction.name === 'break') bugHere(p);
    return interrupts(p, instruction) ?? skipping(p, instruction) ?? SET.execute(p, instruction);
  },
};

/**
 * sh: load linked and store conditional, sequences that one processor restarts, the interrupt mask of the status
 * register (arch/sh/include/asm/atomic-llsc.h, atomic-grb.h, cmpxchg-*.h, bitops.h, arch/sh/kernel/irq_32.c).
 * Nothing interrupts a sequence here, so that what begins and ends one moves registers and no more.
 */
import type { InstructionSet } from './instruction-set.ts';
import { locate, type OperandStyle } from './locate.ts';
import type { Location, Processor } from './processor.ts';
import { jump, type Meaning, put, riscSet } from './risc.ts';
import { END, type Instruction } from './template.ts';

/** `op source, destination`. */
function two(compute: (to: bigint, from: bigint) => bigint): Meaning {
  return (p, [from, to]) =>
    put(p, to as Location, 4, compute(p.read(to as Location, 4), p.read(from as Location, 4)));
}

/** A comparison, whose result is the T bit; the second operand comes first. */
function test(holds: (a: bigint, b: bigint) => boolean): Meaning {
  return (p, operands) => {
    const [b, a] = operands.length === 1 ? [undefined, operands[0]] : operands;
    const signed = (location: Location | undefined): bigint =>
      location ? BigInt.asIntN(32, p.read(location, 4)) : 0n;
    p.flags.set('t', holds(signed(a), signed(b)));
  };
}

const meanings = new Map<string, Meaning>([
  ['mov', two((_, from) => from)],
  ['add', two((to, from) => to + from)],
  ['sub', two((to, from) => to - from)],
  ['and', two((to, from) => to & from)],
  ['or', two((to, from) => to | from)],
  ['xor', two((to, from) => to ^ from)],
  ['not', two((_, from) => ~from)],
  ['neg', two((_, from) => -from)],
  ['tst', test((a, b) => (a & b) === 0n)],
  ['cmp/eq', test((a, b) => a === b)],
  ['cmp/pl', test((a) => a > 0n)],
  ['cmp/pz', test((a) => a >= 0n)],
  ['shlr', (p, [to]) => {
    const old = p.read(to as Location, 4);
    p.flags.set('t', (old & 1n) === 1n);
    put(p, to as Location, 4, old >> 1n);
  }],
  ['movt', (p, [to]) => put(p, to as Location, 4, p.flag('t') ? 1n : 0n)],
]); // biome-ignore format: a table

for (const [letter, size] of [['b', 1], ['w', 2], ['l', 4]] as const)
  for (const name of [`mov.${letter}`, `movli.${letter}`, `movco.${letter}`])
    meanings.set(name, (p, [from, to]) => {
      const value = p.read(from as Location, size);
      const isLoad = from?.kind === 'memory';
      put(p, to as Location, isLoad ? 4 : size, isLoad ? BigInt.asIntN(8 * size, value) : value);
      if (name.startsWith('movco')) p.flags.set('t', true);
    }); // biome-ignore format: a table

const STYLE: OperandStyle = { modifierBytes: {}, zeros: new Set(), register: /^(r\d+)$/ };

const SET = riscSet({
  syntax: { comment: /!.*$/, prefixes: new Set() },
  style: STYLE,
  memory: /m/,
  argumentRegisters: ['r4', 'r5', 'r6', 'r7'],
  resultRegister: 'r0',
  nothing: /^(nop|synco|icbi|ocbi|ocbp|ocbwb|pref|movca\.l)$/,
  meanings,
  branches: new Map(),
  plain: (name) => name,
});

/** `bf/s 1b`: what follows runs before the branch. */
function branch(p: Processor, { name, operands }: Instruction): boolean | undefined {
  const [, condition, slot] = /^b(t|f|ra)(\/s)?$/.exec(name) ?? [];
  if (condition === undefined) return undefined;
  const isTaken = condition === 'ra' || p.flag('t') === (condition === 't');
  const { at } = p;
  const next = slot !== undefined || condition === 'ra' ? p.code.template.code[p.at++] : undefined;
  if (next !== undefined && next !== END && !execute(p, next)) return false;
  if (!isTaken) return true;
  p.at = at;
  return jump(p, operands[0] ?? '');
} // biome-ignore format: a long line

/** The bits of SR that mask interrupts (arch/sh/include/asm/irqflags.h). */
const MASKED = 0xf0n;

function interrupts(p: Processor, { name, operands }: Instruction): boolean | undefined {
  const { machine } = p;
  const [from = '', to = ''] = operands;
  const register = locate(p, name === 'stc' ? to : from, STYLE);
  if (name === 'stc' && from === 'sr' && register)
    put(p, register, 4, machine.interruptsEnabled ? 0n : MASKED);
  // Where a sequence keeps its mask for the interrupts that it lets in.
  else if (name === 'stc' && from === 'r6_bank' && register) put(p, register, 4, 0n);
  else if (name === 'ldc' && to === 'sr' && register)
    machine.interruptsEnabled = (p.read(register, 4) & MASKED) === 0n;
  else return undefined;
  return true;
}

function execute(p: Processor, { name, operands: texts }: Instruction): boolean {
  // The end of a sequence that is restarted, as an address: no one looks at it.
  if (name === 'mova') return true;
  const operands = texts.map((text) => text.replace(/^@([^(].*)$/, '0($1)'));
  const instruction = { name, operands };
  return branch(p, instruction) ?? interrupts(p, instruction) ?? SET.execute(p, instruction);
}

export const SH: InstructionSet = { ...SET, execute };

/**
 * sparc: compare and swap, barriers, the interrupt level (arch/sparc/include/asm/cmpxchg_64.h, barrier_64.h,
 * irqflags_64.h). The instruction after a branch runs before it is taken, or not at all where it is annulled.
 */
import type { InstructionSet } from './instruction-set.ts';
import { locate, type OperandStyle } from './locate.ts';
import type { Location, Processor } from './processor.ts';
import { fetch, jump, type Meaning, put, riscSet } from './risc.ts';
import { END } from './template.ts';

/** `op left, right, destination`: the last operand takes the result. */
function three(compute: (a: bigint, b: bigint) => bigint): Meaning {
  return (p, operands) => {
    const [a, b] = operands as [Location, Location];
    put(p, operands[operands.length - 1] as Location, 8, compute(p.read(a, 8), p.read(b, 8)));
  };
}

function swapWhereEqual(sizeBytes: number): Meaning {
  return (p, [memory, expected, next]) => {
    if (!memory || !expected || !next) return;
    const wanted = p.read(expected, sizeBytes);
    const value = p.read(next, sizeBytes);
    put(
      p,
      next,
      8,
      fetch(p, memory, sizeBytes, (old) => (old === wanted ? value : undefined)),
    );
  };
}

const meanings = new Map<string, Meaning>([
  ['mov', (p, [from, to]) => put(p, to as Location, 8, p.read(from as Location, 8))],
  ['add', three((a, b) => a + b)],
  ['sub', three((a, b) => a - b)],
  ['and', three((a, b) => a & b)],
  ['andn', three((a, b) => a & ~b)],
  ['or', three((a, b) => a | b)],
  ['xor', three((a, b) => a ^ b)],
  ['sllx', three((a, b) => a << (b & 63n))],
  ['srlx', three((a, b) => a >> (b & 63n))],
  ['sll', three((a, b) => a << (b & 31n))],
  ['srl', three((a, b) => BigInt.asUintN(32, a) >> (b & 31n))],
  ['cas', swapWhereEqual(4)],
  ['casx', swapWhereEqual(8)],
  ['cmp', (p, [a, b]) => {
    // Which of the two widths a branch asks about is said by the branch.
    const [x, y] = [p.read(a as Location, 8), p.read(b as Location, 8)];
    p.flags.set('icc', BigInt.asUintN(32, x) === BigInt.asUintN(32, y));
    p.flags.set('xcc', x === y);
  }],
]); // biome-ignore format: a table

for (const [name, size] of [
  ['ldub', 1],
  ['lduh', 2],
  ['lduw', 4],
  ['ld', 4],
  ['ldx', 8],
] as const)
  meanings.set(name, (p, [from, to]) => put(p, to as Location, 8, p.read(from as Location, size)));
for (const [name, size] of [
  ['stb', 1],
  ['sth', 2],
  ['stw', 4],
  ['st', 4],
  ['stx', 8],
] as const)
  meanings.set(name, (p, [from, to]) => put(p, to as Location, size, p.read(from as Location, 8)));

const STYLE: OperandStyle = {
  modifierBytes: {},
  zeros: new Set(['%%g0']),
  register: /^%%([gilo][0-7]|sp|fp)$/,
};

const SET = riscSet({
  syntax: { comment: /!.*$/, prefixes: new Set() },
  style: STYLE,
  memory: /m/,
  argumentRegisters: ['o0', 'o1', 'o2', 'o3', 'o4', 'o5'],
  resultRegister: 'o0',
  nothing: /^(nop|membar|flushw|stbar)$/,
  meanings,
  branches: new Map(),
  plain: (name) => name,
});

/** `bne,a,pn %icc, 1b`: whether it is taken, by the condition codes that it names. */
function branch(p: Processor, name: string, operands: readonly string[]): boolean | undefined {
  const [, condition, hints = ''] = /^b(a|e|ne|z|nz)?((?:,\w+)*)$/.exec(name) ?? [];
  if (!name.startsWith('b') || (condition === undefined && name !== 'b')) return undefined;
  const codes = operands.length > 1 && operands[0] === '%%icc' ? 'icc' : 'xcc';
  const isEqual = p.flag(codes);
  const isAlways = condition === undefined || condition === 'a';
  const isTaken = isAlways || (condition === 'e' || condition === 'z') === isEqual;
  const isAnnulled = hints.split(',').includes('a');
  const next = p.code.template.code[p.at++];
  // The slot of an annulled branch runs only where the branch is taken, and never where it always is.
  if (next !== undefined && next !== END && !(isAnnulled && (isAlways || !isTaken)))
    if (!execute(p, next)) return false;
  return !isTaken || jumpFrom(p, operands[operands.length - 1] ?? '');
}

/** Labels before and after are told from the branch, which the slot follows. */
function jumpFrom(p: Processor, target: string): boolean {
  p.at--;
  return jump(p, target);
}

/** The level below which interrupts wait (asm/pil.h): 0 lets all in. */
function interruptLevel(p: Processor, name: string, operands: readonly string[]): boolean {
  const [first = '', last = ''] = [operands[0], operands[operands.length - 1]];
  const location = locate(p, name === 'rdpr' ? last : first, STYLE);
  if (location === undefined) return false;
  if (name === 'rdpr') put(p, location, 8, p.machine.interruptsEnabled ? 0n : 14n);
  else p.machine.interruptsEnabled = p.read(location, 8) === 0n;
  return true;
}

function execute(p: Processor, { name, operands }: { name: string; operands: readonly string[] }): boolean {
  if (name === 'membar') return true;
  if ((name === 'rdpr' && operands[0] === '%%pil') || (name === 'wrpr' && operands[operands.length - 1] === '%%pil'))
    return interruptLevel(p, name, operands);
  return branch(p, name, operands) ?? SET.execute(p, { name, operands });
} // biome-ignore format: long conditions

export const SPARC: InstructionSet = { ...SET, execute };

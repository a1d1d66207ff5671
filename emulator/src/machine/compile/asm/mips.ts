/**
 * mips: load linked and store conditional, the interrupt bit of the status register, barriers
 * (arch/mips/include/asm/atomic.h, bitops.h, cmpxchg.h, irqflags.h). A conditional store always succeeds, as
 * one processor runs. After a branch the next instruction runs first where the text says `.set noreorder`.
 */
import type { InstructionSet } from './instruction-set.ts';
import { bugHere } from './kernel-tables.ts';
import { locate, type OperandStyle } from './locate.ts';
import type { Location, Processor } from './processor.ts';
import { type Condition, jump, type Meaning, put, riscSet } from './risc.ts';
import { END, type Instruction } from './template.ts';

/** Bytes of a register. */
function wordBytes(p: Processor): number {
  return p.machine.target.pointerSizeBytes;
}

/** A register's value; a C value of up to 32 bits is sign-extended in it. */
function value(p: Processor, location: Location | undefined): bigint {
  if (location === undefined) return 0n;
  const size = location.kind === 'register' ? (location.sizeBytes ?? wordBytes(p)) : wordBytes(p);
  const bytes = Math.min(size, wordBytes(p));
  return BigInt.asIntN(8 * bytes, p.read(location, bytes));
}

/** `op destination, left, right`, or without the left one. */
function three(compute: (a: bigint, b: bigint) => bigint, bits?: number): Meaning {
  return (p, operands) => {
    const [a, b] = operands.slice(-2);
    const result = compute(value(p, a), value(p, b));
    put(
      p,
      operands[0] as Location,
      wordBytes(p),
      bits === undefined ? result : BigInt.asIntN(bits, result),
    );
  };
}

const meanings = new Map<string, Meaning>([
  ['move', (p, [to, from]) => put(p, to as Location, wordBytes(p), value(p, from))],
  ['li', (p, [to, from]) => put(p, to as Location, wordBytes(p), value(p, from))],
  ['and', three((a, b) => a & b)],
  ['andi', three((a, b) => a & b)],
  ['or', three((a, b) => a | b)],
  ['ori', three((a, b) => a | b)],
  ['xor', three((a, b) => a ^ b)],
  ['xori', three((a, b) => a ^ b)],
  ['nor', three((a, b) => ~(a | b))],
  ['sll', three((a, b) => a << (b & 31n), 32)],
  ['dsll', three((a, b) => a << (b & 63n), 64)],
  ['srl', three((a, b) => BigInt.asUintN(32, a) >> (b & 31n), 32)],
  ['clz', (p, [to, from]) => put(p, to as Location, wordBytes(p), leadingZeros(BigInt.asUintN(32, value(p, from)), 32))],
  ['dclz', (p, [to, from]) => put(p, to as Location, wordBytes(p), leadingZeros(BigInt.asUintN(64, value(p, from)), 64))],
]); // biome-ignore format: a table

for (const name of ['add', 'addi']) {
  meanings.set(
    `${name}u`,
    three((a, b) => a + b, 32),
  );
  meanings.set(
    `d${name}u`,
    three((a, b) => a + b, 64),
  );
}
meanings.set(
  'subu',
  three((a, b) => a - b, 32),
);
meanings.set(
  'dsubu',
  three((a, b) => a - b, 64),
);

for (const [names, size] of [['lb', 1], ['lh', 2], ['lw ll', 4], ['ld lld', 8]] as const)
  for (const name of names.split(' '))
    meanings.set(name, (p, [to, from]) =>
      put(p, to as Location, wordBytes(p), BigInt.asIntN(8 * size, p.read(from as Location, size))),
    ); // biome-ignore format: a table
for (const [names, size] of [['sb', 1], ['sh', 2], ['sw sc', 4], ['sd scd', 8]] as const)
  for (const name of names.split(' '))
    meanings.set(name, (p, [from, to]) => {
      put(p, to as Location, size, p.read(from as Location, size));
      if (name.startsWith('sc')) put(p, from as Location, wordBytes(p), 1n);
    }); // biome-ignore format: a table

/** BUG() and BUG_ON() (arch/mips/include/asm/bug.h). */
meanings.set('break', (p) => bugHere(p));
meanings.set('tne', (p, [a, b]) => {
  if (value(p, a) !== value(p, b)) bugHere(p);
});

/** A field of bits, from a bit on: ins puts it there. */
for (const name of ['ins', 'dins'])
  meanings.set(name, (p, [to, from, position, size]) => {
    const [at, bits] = [value(p, position), value(p, size)];
    const mask = ((1n << bits) - 1n) << at;
    const old = p.read(to as Location, wordBytes(p));
    put(p, to as Location, wordBytes(p), (old & ~mask) | ((value(p, from) << at) & mask));
  });

function leadingZeros(x: bigint, bits: number): bigint {
  return BigInt(bits - (x === 0n ? 0 : x.toString(2).length));
}

const branches = new Map<string, Condition>([
  ['b', () => true],
  ['beqz', (p, [a]) => value(p, a) === 0n],
  ['bnez', (p, [a]) => value(p, a) !== 0n],
  ['beq', (p, [a, b]) => value(p, a) === value(p, b)],
  ['bne', (p, [a, b]) => value(p, a) !== value(p, b)],
  ['bltz', (p, [a]) => value(p, a) < 0n],
  ['bgez', (p, [a]) => value(p, a) >= 0n],
]);

const STYLE: OperandStyle = {
  modifierBytes: {},
  zeros: new Set(['$0', '$zero']),
  register: /^(\$\w+)$/,
};

const SET = riscSet({
  syntax: { comment: /#.*$/, prefixes: new Set() },
  style: STYLE,
  memory: /[moRZ]/,
  argumentRegisters: ['$4', '$5', '$6', '$7'],
  resultRegister: '$2',
  nothing: /^(nop|ssnop|sync|ehb|pause|pref|cache|synci|_ssnop|_ehb)$/,
  meanings,
  branches,
  plain: (name) => name,
});

/** The number of the status register of coprocessor 0, and its bit that lets interrupts in. */
const STATUS = '$12';
const INTERRUPTS = 1n;

/** di, ei, and the status register by name. */
function interrupts(p: Processor, { name, operands }: Instruction): boolean | undefined {
  const { machine } = p;
  const [text, status] = operands;
  const register = text === undefined ? undefined : locate(p, text, STYLE);
  const isMove = (name === 'mfc0' || name === 'mtc0') && status === STATUS;
  if (name !== 'di' && name !== 'ei' && !isMove) return undefined;
  if (text !== undefined && register === undefined) return false;
  if (name === 'mtc0')
    machine.interruptsEnabled = (value(p, register) & INTERRUPTS) !== 0n;
  else if (register)
    put(p, register, wordBytes(p), machine.interruptsEnabled ? INTERRUPTS : 0n);
  if (name === 'di' || name === 'ei') machine.interruptsEnabled = name === 'ei';
  return true;
} // biome-ignore format: a chain

/** `.set push`, `.set noreorder`, `.set pop`: what of it changes what runs. */
function setting(p: Processor, what: string): boolean {
  if (what === 'push') p.stack.push(p.flag('noreorder') ? 1n : 0n);
  else if (what === 'pop') p.flags.set('noreorder', p.stack.pop() === 1n);
  else if (what === 'reorder' || what === 'noreorder')
    p.flags.set('noreorder', what === 'noreorder');
  return true;
}

function execute(p: Processor, instruction: Instruction): boolean {
  const { name, operands } = instruction;
  if (name === '.set') return setting(p, operands[0] ?? '');
  // What a hint or a barrier is for is a number, which is no operand.
  if (/^(sync|pref|cache|synci)$/.test(name)) return true;
  const isDone = interrupts(p, instruction);
  if (isDone !== undefined) return isDone;
  if (!branches.has(name) || !p.flag('noreorder')) return SET.execute(p, instruction);
  return delayed(p, instruction);
}

/** A branch after which the next instruction runs whether it is taken or not. */
function delayed(p: Processor, { name, operands }: Instruction): boolean {
  const locations = operands.slice(0, -1).map((text) => locate(p, text, STYLE));
  if (locations.includes(undefined)) return false;
  const isTaken = branches.get(name)?.(p, locations as Location[]);
  const { at } = p;
  const next = p.code.template.code[p.at++];
  if (next !== undefined && next !== END && !execute(p, next)) return false;
  if (!isTaken) return true;
  p.at = at;
  return jump(p, operands[operands.length - 1] ?? '');
}

export const MIPS: InstructionSet = { ...SET, execute };

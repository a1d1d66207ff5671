/**
 * powerpc: reservations, barriers, and the arithmetic between them (arch/powerpc/include/asm/atomic.h,
 * bitops.h, cmpxchg.h, barrier.h). A conditional store always succeeds, as one processor runs.
 */
import { shorten } from '../../values/wide.ts';
import type { InstructionSet } from './instruction-set.ts';
import { kernelBug } from './kernel-tables.ts';
import { locate, type OperandStyle } from './locate.ts';
import type { Location, Processor } from './processor.ts';
import { type Condition, type Meaning, put, riscSet, three } from './risc.ts';
import type { Instruction } from './template.ts';

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

/** Whether a trap's condition holds (arch/powerpc/include/asm/bug.h); undefined for other instructions. */
function traps(p: Processor, { name, operands }: Instruction): boolean | undefined {
  const [, always, width, condition] = /^(trap|tw)$|^t([wd])(eq|ne)?i$/.exec(name) ?? [];
  if (always !== undefined) return true;
  if (width === undefined) return undefined;
  // `twi 31,0,0`: on every condition there is.
  if (condition === undefined) return operands[0] === '31' || undefined;
  const size = width === 'd' ? 8 : 4;
  const [a, b] = operands.map((text) => locate(p, text, STYLE));
  if (a === undefined || b === undefined) return undefined;
  return (p.read(a, size) === p.read(b, size)) === (condition === 'eq');
}

const branches = new Map<string, Condition>([
  ['b', () => true],
  ['beq', (p) => p.flag('eq')],
  ['bne', (p) => !p.flag('eq')],
  ['blt', (p) => p.flag('lt')],
  ['bgt', (p) => p.flag('gt')],
  ['ble', (p) => !p.flag('gt')],
  ['bge', (p) => !p.flag('lt')],
]);

const STYLE: OperandStyle = {
  modifierBytes: {},
  zeros: new Set(),
  register: /^(?:%%)?(r\d+)$/,
  numberedBase: 'r',
};

const SET = riscSet({
  syntax: { comment: /#.*$/, prefixes: new Set() },
  style: STYLE,
  memory: /[mZ]/,
  argumentRegisters: ['r3', 'r4', 'r5', 'r6', 'r7', 'r8', 'r9', 'r10'],
  resultRegister: 'r3',
  nothing: /^(nop|sync|lwsync|ptesync|isync|eieio|hwsync|tlbsync|or 31,31,31)$/,
  meanings,
  branches,
  // %U and %X choose between forms of one load, %I the one for constants; + and - are hints.
  plain: (name) => name.replace(/%[UXI]\d/gi, '').replace(/^(b\w+)[+-]$/, '$1'),
});

/** Instructions whose last operand is a constant: `cmpwi 9,0`. */
const WITH_CONSTANT = /^(li|lis|\w+i|\w+is|\w+i\.|addic\.?)$/;

/** A bare number is a register, but for a constant, and for 0 where memory is addressed by two registers. */
function named({ name, operands }: Instruction): Instruction {
  const plain = name.replace(/%[UXI]\d/gi, '');
  const constant = WITH_CONSTANT.test(plain) ? operands.length - 1 : -1;
  const base = /x\.?$/.test(plain) ? 1 : -1;
  const names = operands.map((text, i) => {
    const isNumber = i === constant || (i === base && text === '0') || !/^\d+$/.test(text);
    return isNumber ? text : `r${text}`;
  });
  return { name, operands: names };
}

export const POWERPC: InstructionSet = {
  ...SET,
  special: (template) => {
    const [instruction] = template.code;
    if (!template.sections.has('__bug_table') || instruction === undefined)
      return SET.special?.(template);
    const bug = kernelBug(template);
    return (p) => {
      const holds = traps(p, instruction);
      if (holds === undefined) p.unknown(instruction.name);
      if (holds) bug(p);
    };
  },
  execute: (p, instruction) => SET.execute(p, named(instruction)),
};

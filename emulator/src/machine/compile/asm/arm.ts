/**
 * arm: exclusive loads and stores, conditions on every instruction, halves of 64-bit operands, barriers, the
 * interrupt mask (arch/arm/include/asm/atomic.h, bitops.h, cmpxchg.h, spinlock.h, irqflags.h). An exclusive
 * store always succeeds, as one processor runs. Alternatives for one processor are not applied.
 */
import type { InstructionSet } from './instruction-set.ts';
import { locate, type OperandStyle } from './locate.ts';
import type { Location, Processor } from './processor.ts';
import { jump, put, riscSet } from './risc.ts';
import type { Instruction } from './template.ts';

/** The bit of CPSR that masks interrupts (arch/arm/include/uapi/asm/ptrace.h, PSR_I_BIT). */
const MASKED = 0x80n;

const STYLE: OperandStyle = {
  modifierBytes: { Q: 4 },
  zeros: new Set(),
  register: /^(r\d+|sp|lr|pc|ip|fp)$/,
};

const CONDITIONS: Readonly<Record<string, (p: Processor) => boolean>> = {
  eq: (p) => p.flag('z'),
  ne: (p) => !p.flag('z'),
  cs: (p) => p.flag('c'),
  cc: (p) => !p.flag('c'),
  mi: (p) => p.flag('n'),
  pl: (p) => !p.flag('n'),
  ge: (p) => p.flag('n') === p.flag('v'),
  lt: (p) => p.flag('n') !== p.flag('v'),
  gt: (p) => !p.flag('z') && p.flag('n') === p.flag('v'),
  le: (p) => p.flag('z') || p.flag('n') !== p.flag('v'),
  al: () => true,
};

/** `%H1`, `%R1`: the upper half of an operand of 64 bits (`%H`: the second register, whichever that is). */
function half(p: Processor, text: string): { readonly name: string; readonly isHigh: boolean } | undefined {
  const [, letter, rest] = /^%([HR])(.+)$/.exec(text) ?? [];
  const whole = rest === undefined ? undefined : locate(p, `%${rest}`, STYLE);
  if (whole?.kind !== 'register') return undefined;
  return { name: whole.name, isHigh: letter === 'R' || !p.machine.target.bigEndian };
} // biome-ignore format: a signature

/** A register of 32 bits, or a constant. */
function read(p: Processor, text: string): bigint | undefined {
  const part = half(p, text);
  if (part) return BigInt.asUintN(32, p.register(part.name) >> (part.isHigh ? 32n : 0n));
  const location = locate(p, text, STYLE);
  return location && p.read(location, 4);
}

/** The other half of an operand of 64 bits stays. */
function write(p: Processor, text: string, value: bigint): boolean {
  const part = half(p, text);
  const location = part ? undefined : locate(p, text, STYLE);
  const name = part?.name ?? (location?.kind === 'register' ? location.name : undefined);
  if (name === undefined) return false;
  const cut = BigInt.asUintN(32, value);
  const old = p.register(name);
  const whole = part?.isHigh ? (cut << 32n) | (old & 0xffffffffn) : ((old >> 32n) << 32n) | cut;
  p.registers.set(name, whole);
  return true;
}

/** `ror #16`, `lsl #20` after a register. */
function shifted(value: bigint, shift: string): bigint | undefined {
  const [, how, count] = /^(lsl|lsr|ror)\s+#(\d+)$/.exec(shift) ?? [];
  const n = BigInt(count ?? 0);
  if (how === 'lsl') return BigInt.asUintN(32, value << n);
  if (how === 'lsr') return value >> n;
  if (how === 'ror') return BigInt.asUintN(32, (value >> n) | (value << (32n - n)));
  return undefined;
}

/** The last operand, with what shifts it. */
function last(p: Processor, texts: readonly string[]): bigint | undefined {
  const [text = '', shift] = texts;
  const value = read(p, text);
  return value === undefined || shift === undefined ? value : shifted(value, shift);
}

type Compute = (a: bigint, b: bigint, carry: bigint) => bigint;
const ARITHMETIC: Readonly<Record<string, Compute>> = {
  add: (a, b) => a + b,
  adc: (a, b, carry) => a + b + carry,
  sub: (a, b) => a - b,
  sbc: (a, b, carry) => a - b - 1n + carry,
  rsb: (a, b) => b - a,
  and: (a, b) => a & b,
  bic: (a, b) => a & ~b,
  orr: (a, b) => a | b,
  eor: (a, b) => a ^ b,
  lsl: (a, b) => a << b,
  lsr: (a, b) => a >> b,
};

function setFlags(p: Processor, name: string, a: bigint, b: bigint, result: bigint): void {
  const cut = BigInt.asUintN(32, result);
  p.flags.set('z', cut === 0n);
  p.flags.set('n', cut >> 31n === 1n);
  if (!/^(add|adc|sub|sbc|rsb|cmp)$/.test(name)) return;
  // A subtraction carries where it does not borrow.
  p.flags.set('c', name.startsWith('ad') ? result > 0xffffffffn : result >= 0n);
  const signed = /^ad/.test(name) ? BigInt.asIntN(32, a) + BigInt.asIntN(32, b) : BigInt.asIntN(32, a) - BigInt.asIntN(32, b);
  p.flags.set('v', signed !== BigInt.asIntN(32, signed));
} // biome-ignore format: a long condition

function compute(p: Processor, name: string, texts: readonly string[], sets: boolean): boolean {
  const [to = ''] = texts;
  const isShort = texts.length === 2;
  const a = read(p, isShort ? to : (texts[1] ?? ''));
  const b = last(p, texts.slice(isShort ? 1 : 2));
  const how = ARITHMETIC[name];
  if (a === undefined || b === undefined || how === undefined) return false;
  const result = how(a, b, p.flag('c') ? 1n : 0n);
  if (sets) setFlags(p, name, a, b, result);
  return write(p, to, result);
}

/** cmp, teq, tst: flags alone. */
function compare(p: Processor, name: string, texts: readonly string[]): boolean {
  const a = read(p, texts[0] ?? '');
  const b = last(p, texts.slice(1));
  if (a === undefined || b === undefined) return false;
  const result = name === 'cmp' ? a - b : name === 'teq' ? a ^ b : a & b;
  setFlags(p, name, a, b, result);
  return true;
}

function move(p: Processor, name: string, texts: readonly string[]): boolean {
  const value = last(p, texts.slice(1));
  return value !== undefined && write(p, texts[0] ?? '', name === 'mvn' ? ~value : value);
}

const BYTES: Readonly<Record<string, number>> = { b: 1, h: 2, d: 8 };

/** ldr and str in their widths, exclusive or not; those of 64 bits name both halves. */
function access(p: Processor, name: string, texts: readonly string[]): boolean {
  const [, kind, exclusive, letter = ''] = /^(ldr|str)(ex)?([bhd])?$/.exec(name) ?? [];
  const size = BYTES[letter] ?? 4;
  const memory = locate(p, texts[texts.length - 1] ?? '', STYLE);
  const isStatus = kind === 'str' && exclusive !== undefined;
  const register = locate(p, texts[isStatus ? 1 : 0] ?? '', STYLE);
  if (kind === undefined || memory?.kind !== 'memory' || register?.kind !== 'register') return false;
  if (kind === 'str') put(p, memory, size, p.read(register, size));
  else if (size === 8) p.registers.set(register.name, p.read(memory, 8));
  else write(p, texts[0] ?? '', p.read(memory, size));
  return !isStatus || write(p, texts[0] ?? '', 0n);
} // biome-ignore format: a long condition

/** The mask of interrupts: cpsid, cpsie, and CPSR as a register. */
function interrupts(p: Processor, name: string, texts: readonly string[]): boolean | undefined {
  const { machine } = p;
  if (name === 'cpsid' || name === 'cpsie') {
    if (texts[0] === 'i') machine.interruptsEnabled = name === 'cpsie';
    return true;
  }
  if (name === 'mrs' && texts[1] === 'cpsr')
    return write(p, texts[0] ?? '', machine.interruptsEnabled ? 0n : MASKED);
  if (name !== 'msr' || !texts[0]?.startsWith('cpsr_c')) return undefined;
  const flags = read(p, texts[1] ?? '');
  if (flags !== undefined) machine.interruptsEnabled = (flags & MASKED) === 0n;
  return flags !== undefined;
}

/** Barriers, hints, and what acts on caches and TLBs, which are the seventh and eighth coprocessor registers. */
function isNothing(name: string, texts: readonly string[]): boolean {
  if (/^(nop|dmb|dsb|isb|sev|wfe|wfi|yield|pldw?|it\w*|\.inst\S*)$/.test(name)) return true;
  return name === 'mcr' && texts[0] === 'p15' && /^c[78]$/.test(texts[3] ?? '');
}

const BASES = [
  ...Object.keys(ARITHMETIC),
  'mov',
  'movw',
  'mvn',
  'cmp',
  'teq',
  'tst',
  'mcr',
  'wfe',
  'b',
].join('|');
const MNEMONIC = new RegExp(`^(${BASES}|(?:ldr|str)(?:ex)?[bhd]?)(s)?(${Object.keys(CONDITIONS).join('|')})?$`); // biome-ignore format: patterns

function execute(p: Processor, { name, operands }: Instruction): boolean {
  const mask = interrupts(p, name, operands);
  if (mask !== undefined) return mask;
  if (isNothing(name, operands)) return true;
  const [, base = '', sets, condition = 'al'] = MNEMONIC.exec(name) ?? [];
  if (CONDITIONS[condition]?.(p) === false) return true;
  if (isNothing(base, operands)) return true;
  if (base === 'b') return jump(p, operands[0] ?? '');
  if (base in ARITHMETIC) return compute(p, base, operands, sets !== undefined);
  if (base.startsWith('mov') || base === 'mvn') return move(p, base, operands);
  if (base === 'cmp' || base === 'teq' || base === 'tst') return compare(p, base, operands);
  return access(p, base, operands);
}

const SET = riscSet({
  syntax: { comment: /@.*$/, prefixes: new Set() },
  style: STYLE,
  memory: /[mQ]/,
  argumentRegisters: ['r0', 'r1', 'r2', 'r3'],
  resultRegister: 'r0',
  nothing: /^$/,
  meanings: new Map<string, (p: Processor, operands: readonly Location[]) => void>(),
  branches: new Map(),
  plain: (name) => name,
});

export const ARM: InstructionSet = { ...SET, execute };

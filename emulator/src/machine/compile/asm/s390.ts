/**
 * s390: compare and swap, interlocked access, and what stands around them
 * (arch/s390/include/asm/atomic_ops.h, cmpxchg.h, bitops.h, barrier.h). The condition code is 0 to 3
 * as the Principles of Operation give it.
 */
import { shorten } from '../../values/wide.ts';
import type { Location, Processor } from './processor.ts';
import { type Condition, fetch, type Meaning, put, riscSet } from './risc.ts';

/** The condition code, kept as two bits. */
function setCode(p: Processor, code: number): void {
  p.flags.set('cc1', (code & 1) !== 0);
  p.flags.set('cc2', (code & 2) !== 0);
}

function code(p: Processor): number {
  return (p.flag('cc2') ? 2 : 0) + (p.flag('cc1') ? 1 : 0);
}

/** 32 bits change the low half of a register only. */
function set(p: Processor, to: Location, size: number, value: bigint): void {
  if (to.kind !== 'register' || size === 8) put(p, to, size, value);
  else {
    const high = (p.register(to.name) >> 32n) << 32n;
    p.registers.set(to.name, high | BigInt.asUintN(8 * size, value));
  }
}

function arithmeticCode(p: Processor, exact: bigint, size: number): void {
  const result = BigInt.asIntN(8 * size, exact);
  setCode(p, result !== exact ? 3 : result === 0n ? 0 : result < 0n ? 1 : 2);
}

const signed = (p: Processor, l: Location, size: number): bigint =>
  BigInt.asIntN(8 * size, p.read(l, size));

type Compute = (a: bigint, b: bigint) => bigint;
const LOGIC: readonly (readonly [string, Compute])[] = [
  ['n', (a, b) => a & b], ['o', (a, b) => a | b], ['x', (a, b) => a ^ b],
]; // biome-ignore format: a table

const meanings = new Map<string, Meaning>();

for (const [suffix, size] of [
  ['', 4],
  ['g', 8],
] as const) {
  // Loads and stores: l, lg; lr, lgr; st, stg.
  meanings.set(`l${suffix}`, (p, [to, from]) => set(p, to, size, p.read(from, size)));
  meanings.set(`l${suffix}r`, (p, [to, from]) => set(p, to, size, p.read(from, size)));
  meanings.set(`st${suffix}`, (p, [from, to]) => put(p, to, size, p.read(from, size)));
  meanings.set(`l${suffix}hi`, (p, [to, from]) => set(p, to, size, signed(p, from, 8)));
  meanings.set(`mv${suffix}hi`, (p, [to, from]) => put(p, to, size, signed(p, from, 8)));
  // Arithmetic: ar, agr, ahi, sr; the result's sign is the code.
  const add =
    (sign: bigint): Meaning =>
    (p, [to, from]) => {
      const exact = signed(p, to, size) + sign * signed(p, from, size);
      set(p, to, size, exact);
      arithmeticCode(p, exact, size);
    };
  for (const name of ['r', '', 'hi', 'fi']) meanings.set(`a${suffix}${name}`, add(1n));
  for (const name of ['r', '']) meanings.set(`s${suffix}${name}`, add(-1n));
  meanings.set(`a${suffix}si`, (p, [to, from]) => {
    const exact = signed(p, to, size) + signed(p, from, 8);
    put(p, to, size, exact);
    arithmeticCode(p, exact, size);
  });
  // Logic: nr, ngr; or, ogr; xr, xgr.
  for (const [name, compute] of LOGIC)
    for (const form of ['r', ''])
      meanings.set(`${name}${suffix}${form}`, (p, [to, from]) => {
        const result = compute(p.read(to, size), p.read(from, size));
        set(p, to, size, result);
        setCode(p, result === 0n ? 0 : 1);
      });
  // Compare and swap: the first operand takes what was there when they differ.
  const swap: Meaning = (p, [expected, next, memory]) => {
    const wanted = p.read(expected, size);
    const old = fetch(p, memory, size, (v) => (v === wanted ? p.read(next, size) : undefined));
    setCode(p, old === wanted ? 0 : 1);
    if (old !== wanted) set(p, expected, size, old);
  };
  meanings.set(`cs${suffix}`, swap);
  if (size === 4) meanings.set('csy', swap);
  // Interlocked access of z196: the first operand takes what was there.
  const interlocked: readonly (readonly [string, Compute])[] = [['laa', (a, b) => a + b], ['lan', (a, b) => a & b], ['lao', (a, b) => a | b], ['lax', (a, b) => a ^ b]]; // biome-ignore format: a table
  for (const [name, compute] of interlocked)
    meanings.set(`${name}${suffix}`, (p, [to, from, memory]) => {
      const by = p.read(from, size);
      const old = fetch(p, memory, size, (v) => compute(v, by));
      const exact = compute(BigInt.asIntN(8 * size, old), BigInt.asIntN(8 * size, by));
      if (name === 'laa') arithmeticCode(p, exact, size);
      else setCode(p, exact === 0n ? 0 : 1);
      set(p, to, size, old);
    });
  meanings.set(`c${suffix}r`, (p, [a, b]) => {
    const [x, y] = [signed(p, a, size), signed(p, b, size)];
    setCode(p, x === y ? 0 : x < y ? 1 : 2);
  });
}

/** One byte of memory and a constant. */
for (const [name, compute] of LOGIC)
  meanings.set(`${name}i`, (p, [to, mask]) => {
    const result = compute(p.read(to, 1), p.read(mask, 1));
    put(p, to, 1, result);
    setCode(p, result === 0n ? 0 : 1);
  });
meanings.set('mvhhi', (p, [to, value]) => put(p, to, 2, p.read(value, 2)));
meanings.set('sth', (p, [from, to]) => put(p, to, 2, p.read(from, 2)));
meanings.set('xilf', (p, [to, mask]) => set(p, to, 4, p.read(to, 4) ^ p.read(mask, 4)));
meanings.set('flogr', (p, [to, from]) => {
  const x = p.read(from, 8);
  put(p, to, 8, BigInt(64 - (x === 0n ? 0 : x.toString(2).length)));
});
/** The condition code as the program mask's register gives it: bits 28 and 29. */
meanings.set('ipm', (p, [to]) => set(p, to, 4, BigInt(code(p) << 28)));
meanings.set('srl', (p, [to, by]) => set(p, to, 4, p.read(to, 4) >> (p.read(by, 1) & 63n)));

/** Compare and swap and purge: a pair of registers, and an address whose low bits say what is purged. */
for (const [name, size] of [['csp', 4], ['cspg', 8]] as const)
  meanings.set(name, (p, [pair, at]) => {
    if (pair?.kind !== 'register' || at === undefined) return;
    const both = p.read(pair, 16);
    const [expected, next] = [BigInt.asUintN(8 * size, both >> 64n), BigInt.asUintN(8 * size, both)];
    const address = shorten(p.read(at, 8) & ~BigInt(size - 1));
    const old = p.load(address, size);
    if (old === expected) p.store(address, size, next);
    else p.registers.set(pair.name, (old << 64n) | BigInt.asUintN(64, both));
    setCode(p, old === expected ? 0 : 1);
  }); // biome-ignore format: a table

/** The bits of the system mask that let interrupts in (arch/s390/include/asm/irqflags.h). */
const INTERRUPTS = 3n;

function storeMask(p: Processor, to: Location): void {
  // The compiler takes all of the operand as written; the mask is its first byte.
  const size = to.kind === 'memory' ? (to.sizeBytes ?? 1) : 1;
  const mask = p.machine.interruptsEnabled ? INTERRUPTS : 0n;
  put(p, to, size, mask << BigInt(8 * (size - 1)));
}

function setMask(p: Processor, mask: bigint): void {
  p.machine.interruptsEnabled = (mask & INTERRUPTS) !== 0n;
}

meanings.set('stnsm', (p, [to, mask]) => {
  storeMask(p, to as Location);
  setMask(p, p.machine.interruptsEnabled ? INTERRUPTS & p.read(mask as Location, 1) : 0n);
});
meanings.set('stosm', (p, [to, mask]) => {
  storeMask(p, to as Location);
  if ((p.read(mask as Location, 1) & INTERRUPTS) !== 0n) setMask(p, INTERRUPTS);
});
meanings.set('ssm', (p, [from]) => setMask(p, p.read(from as Location, 1)));

const oneOf =
  (...codes: readonly number[]): Condition =>
  (p) =>
    codes.includes(code(p));
/** The mask has a bit for each condition code, the first one for 0. */
const masked: Condition = (p, [mask]) =>
  mask !== undefined && (p.read(mask, 1) & (8n >> BigInt(code(p)))) !== 0n;

const branches = new Map<string, Condition>([
  ['brc', masked],
  ['brcl', masked],
  ['j', () => true],
  ['jl', oneOf(1)], ['jm', oneOf(1)], ['jnl', oneOf(0, 2, 3)], ['jz', oneOf(0)], ['je', oneOf(0)],
  ['jnz', oneOf(1, 2, 3)], ['jne', oneOf(1, 2, 3)], ['jh', oneOf(2)], ['jo', oneOf(3)],
]); // biome-ignore format: a table

const SET = riscSet({
  syntax: { comment: /#.*$/, prefixes: new Set() },
  style: { modifierBytes: {}, zeros: new Set(), register: /^(?:%%)?(r\d+)$/ },
  memory: /[mQRST]/,
  argumentRegisters: ['r2', 'r3', 'r4', 'r5', 'r6'],
  resultRegister: 'r2',
  nothing: /^(nop|nopr|bcr|ptlb)$/,
  meanings,
  branches,
  plain: (name) => name,
});

/** Instructions whose last operand is a number; in all others a bare number is a register. */
const HAS_CONSTANT = /^(.*hi|brcl|.*fi|.*si|[nox]i|xilf|srl|bcr|brcl?|mc)$/;

export const S390: typeof SET = {
  ...SET,
  execute(p, { name, operands }) {
    // Without a table's address it flushes what was translated, and changes no entry.
    if (name === 'idte' && operands[0] === '0') return true;
    const isRegisters = !HAS_CONSTANT.test(name);
    const spelled = operands.map((text) => (isRegisters ? text.replace(/^(\d+)$/, 'r$1') : text));
    return SET.execute(p, { name, operands: spelled });
  },
};

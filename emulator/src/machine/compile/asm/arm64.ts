/**
 * arm64: atomics with exclusive loads and stores and with LSE, barriers, acquire and release
 * (arch/arm64/include/asm/atomic_ll_sc.h, atomic_lse.h, cmpxchg.h, barrier.h, irqflags.h). An
 * exclusive store always succeeds, as one processor runs. Alternatives are not applied.
 */
import type { InstructionSet } from './instruction-set.ts';
import { locate, type OperandStyle } from './locate.ts';
import type { Location, Processor } from './processor.ts';
import { bytesOf, type Condition, fetch, type Meaning, put, riscSet, three } from './risc.ts';

/** The bits of DAIF that mask interrupts (arch/arm64/include/asm/irqflags.h). */
const MASKED = 0xc0n;

/** b, h, or by the register: the width of a load or store. */
function width(suffix: string, register: Location | undefined): number {
  return suffix === 'b' ? 1 : suffix === 'h' ? 2 : bytesOf(register);
}

function flagsOf(p: Processor, a: bigint, b: bigint, bits: number): bigint {
  const result = BigInt.asUintN(bits, a - b);
  p.flags.set('z', result === 0n);
  p.flags.set('n', BigInt.asIntN(bits, result) < 0n);
  p.flags.set('c', a >= b);
  p.flags.set('v', BigInt.asIntN(bits, a) - BigInt.asIntN(bits, b) !== BigInt.asIntN(bits, result));
  return result;
}

const meanings = new Map<string, Meaning>([
  ['mov', (p, [to, from]) => put(p, to, bytesOf(to), p.read(from, bytesOf(to)))],
  ['mvn', (p, [to, from]) => put(p, to, bytesOf(to), ~p.read(from, bytesOf(to)))],
  ['neg', (p, [to, from]) => put(p, to, bytesOf(to), -p.read(from, bytesOf(to)))],
  ['add', three((a, b) => a + b)],
  ['sub', three((a, b) => a - b)],
  ['and', three((a, b) => a & b)],
  ['orr', three((a, b) => a | b)],
  ['eor', three((a, b) => a ^ b)],
  ['bic', three((a, b) => a & ~b)],
  ['lsl', three((a, b, bits) => a << (b & BigInt(bits - 1)))],
  ['lsr', three((a, b, bits) => a >> (b & BigInt(bits - 1)))],
  ['subs', (p, [to, a, b]) => { const n = bytesOf(to); put(p, to, n, flagsOf(p, p.read(a, n), p.read(b, n), 8 * n)); }],
  ['cmp', (p, [a, b]) => { const n = bytesOf(a); flagsOf(p, p.read(a, n), p.read(b, n), 8 * n); }],
  ['sbc', (p, [to, a, b]) => { const n = bytesOf(to); put(p, to, n, p.read(a, n) - p.read(b, n) - (p.flag('c') ? 0n : 1n)); }],
  ['clz', (p, [to, from]) => { const n = bytesOf(to); const x = p.read(from, n); put(p, to, n, BigInt(8 * n - (x === 0n ? 0 : x.toString(2).length))); }],
  ['mrs', (p, [to]) => put(p, to, 8, p.machine.interruptsEnabled ? 0n : MASKED)],
]); // biome-ignore format: a table

for (const suffix of ['', 'b', 'h']) {
  for (const name of ['ldr', 'ldar', 'ldxr', 'ldaxr', 'ldapr'])
    meanings.set(name + suffix, (p, [to, from]) => {
      const n = width(suffix, to);
      put(p, to, Math.max(n, 4), p.read(from, n));
    });
  for (const name of ['str', 'stlr'])
    meanings.set(name + suffix, (p, [from, to]) =>
      put(p, to, width(suffix, from), p.read(from, 8)),
    );
  for (const name of ['stxr', 'stlxr'])
    meanings.set(name + suffix, (p, [status, from, to]) => {
      put(p, to, width(suffix, from), p.read(from, 8));
      put(p, status, 4, 0n);
    });
  const orders = ['', 'a', 'l', 'al'];
  for (const order of orders) atomics(order + suffix, suffix);
}

/** LSE: ldadd and its kin give what was there; stadd does not; swp, cas. */
function atomics(ending: string, suffix: string): void {
  const changes: readonly (readonly [string, (old: bigint, x: bigint) => bigint])[] = [
    ['add', (old, x) => old + x], ['clr', (old, x) => old & ~x], ['set', (old, x) => old | x], ['eor', (old, x) => old ^ x],
  ]; // biome-ignore format: a table
  for (const [name, change] of changes) {
    meanings.set(`ld${name}${ending}`, (p, [x, old, memory]) => {
      const n = width(suffix, x);
      put(
        p,
        old,
        Math.max(n, 4),
        fetch(p, memory, n, (v) => change(v, p.read(x, n))),
      );
    });
    meanings.set(`st${name}${ending}`, (p, [x, memory]) => {
      const n = width(suffix, x);
      fetch(p, memory, n, (v) => change(v, p.read(x, n)));
    });
  }
  meanings.set(`swp${ending}`, (p, [x, old, memory]) => {
    const n = width(suffix, x);
    const next = p.read(x, n);
    put(
      p,
      old,
      Math.max(n, 4),
      fetch(p, memory, n, () => next),
    );
  });
  meanings.set(`cas${ending}`, (p, [expected, next, memory]) => {
    const n = width(suffix, expected);
    const wanted = p.read(expected, n);
    const old = fetch(p, memory, n, (v) => (v === wanted ? p.read(next, n) : undefined));
    put(p, expected, Math.max(n, 4), old);
  });
}

const isZero: Condition = (p, [x]) => p.read(x, bytesOf(x)) === 0n;
const bit: Condition = (p, [x, n]) => ((p.read(x, 8) >> p.read(n, 8)) & 1n) === 1n;

const branches = new Map<string, Condition>([
  ['b', () => true],
  ['cbz', isZero],
  ['cbnz', (p, operands) => !isZero(p, operands)],
  ['tbz', (p, operands) => !bit(p, operands)],
  ['tbnz', bit],
  ['b.eq', (p) => p.flag('z')],
  ['b.ne', (p) => !p.flag('z')],
  ['b.lt', (p) => p.flag('n') !== p.flag('v')],
  ['b.ge', (p) => p.flag('n') === p.flag('v')],
  ['b.mi', (p) => p.flag('n')],
  ['b.pl', (p) => !p.flag('n')],
  ['b.lo', (p) => !p.flag('c')],
  ['b.hs', (p) => p.flag('c')],
]);

const ARGUMENTS = ['x0', 'x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7'];

function restoreInterrupts(p: Processor, operand: string): boolean {
  const flags = locate(p, operand, STYLE);
  if (flags !== undefined) p.machine.interruptsEnabled = (p.read(flags, 8) & MASKED) === 0n;
  return flags !== undefined;
}

const STYLE: OperandStyle = {
  modifierBytes: { w: 4, x: 8 },
  zeros: new Set(['xzr', 'wzr']),
  register: /^([xw]\d+|sp)$/,
};

const SET = riscSet({
  syntax: { comment: /\/\/.*$/, prefixes: new Set() },
  style: STYLE,
  memory: /[mQ]|^Ump$/,
  argumentRegisters: ARGUMENTS,
  resultRegister: 'x0',
  nothing: /^(nop|yield|sev|sevl|wfe|csdb)$/,
  meanings,
  branches,
  plain: (name) => name,
});

export const ARM64: InstructionSet = {
  ...SET,
  execute(p, instruction) {
    const { name, operands } = instruction;
    const [first, second] = operands;
    // What a hint, a barrier or a prefetch is for has names of its own, which are no operands.
    if (/^(dmb|dsb|isb|prfm|tlbi|ic|dc|hint)$/.test(name)) return true;
    if (name === 'msr' && /^daif(set|clr)$/.test(first ?? '')) {
      p.machine.interruptsEnabled = first === 'daifclr';
      return true;
    }
    if (name === 'msr' && first === 'daif') return restoreInterrupts(p, second ?? '');
    if (name === 'mrs')
      return second === 'daif' && SET.execute(p, { name, operands: [first ?? ''] });
    return SET.execute(p, instruction);
  },
};

import assert from 'node:assert/strict';
import { findTarget } from '../../language/src/targets/all-targets.ts';
import type { Target } from '../../language/src/targets/target.ts';
import { runCompiler } from '../../language/test/targets/compilers.ts';
import { missingOracle, requireOracle } from '../../test/oracles/gcc.ts';
import { runWatched } from './watch-kit.ts';

/** What a compiler must take as well: it knows whether the assembly is any. */
const written = new Map<string, string[]>();

/** `f()` must return 1 on the target, without a finding. */
function checkHolds(targetName: string, text: string): void {
  written.set(targetName, [...(written.get(targetName) ?? []), text]);
  const target = findTarget(targetName) as Target;
  const { result, fault, watch } = runWatched(text, { target, wrapsOverflow: true });
  assert.equal(fault, undefined, fault?.message);
  assert.deepEqual(watch.findings, []);
  assert.equal(result, 1, text);
}

/** A C function around one statement of assembly: `V` is an atomic_t-like object, `i` an int. */
function around(type: string, body: string, holds: string): string {
  return `struct { ${type} counter; } object = { 40 }, *v = &object;
    int f(void) { ${type} i = 2, old, result, tmp; ${body} return ${holds}; }`;
}

describe('inline assembly of other architectures', () => {
  it('runs the exclusive loads and stores of arm64, and LSE', () => {
    const loop = (type: string, w: string, op: string): string =>
      around(type, `asm volatile("// atomic\\n\\tprfm pstl1strm, %2\\n1:\\tldxr\\t%${w}0, %2\\n\\t${op}\\t%${w}0, %${w}0, %${w}3\\n\\tstxr\\t%w1, %${w}0, %2\\n\\tcbnz\\t%w1, 1b\\n\\tdmb ish" : "=&r" (result), "=&r" (tmp), "+Q" (v->counter) : "Ir" (i));`, 'v->counter == result && result == EXPECTED'); // biome-ignore format: C
    checkHolds('aarch64', loop('int', 'w', 'add').replace('EXPECTED', '42'));
    checkHolds('aarch64', loop('long', '', 'sub').replace('EXPECTED', '38'));
    checkHolds('aarch64_be', loop('int', 'w', 'orr').replace('EXPECTED', '42'));
    checkHolds('aarch64', loop('int', 'w', 'bic').replace('EXPECTED', '40'));
    checkHolds('aarch64', around('int', 'asm volatile(".arch_extension lse\\n\\tldaddal %w[i], %w[old], %[v]" : [v] "+Q" (v->counter), [old] "=r" (old) : [i] "r" (i) : "memory");', 'old == 40 && v->counter == 42'));
    checkHolds('aarch64', around('long', 'old = 41; asm volatile(".arch_extension lse\\n\\tcasal %[old], %[new], %[v]" : [v] "+Q" (v->counter), [old] "+r" (old) : [new] "rZ" (7l) : "memory");', 'old == 40 && v->counter == 40'));
    checkHolds('aarch64', around('int', 'asm volatile("1:\\tldaxr %w0, %2\\n\\teor %w1, %w0, %w3\\n\\tcbnz %w1, 2f\\n\\tstlxr %w1, %w4, %2\\n\\tcbnz %w1, 1b\\n2:" : "=&r" (old), "=&r" (tmp), "+Q" (v->counter) : "r" (40), "r" (i) : "memory");', 'old == 40 && v->counter == 2'));
    checkHolds('aarch64', around('int', 'asm volatile("stlr %w1, %0" : "=Q" (v->counter) : "rZ" (i) : "memory"); asm volatile("ldar %w0, %1" : "=r" (result) : "Q" (v->counter));', 'result == 2'));
    checkHolds('aarch64', 'int f(void) { unsigned long mask, flags; asm volatile("cmp %1, %2\\n\\tsbc %0, xzr, xzr" : "=r" (mask) : "r" (3ul), "Ir" (4ul) : "cc"); asm volatile("msr daifset, #3\\n\\tmrs %0, daif" : "=r" (flags)); return mask == ~0ul && flags != 0; }');
  }); // biome-ignore format: a table

  it('takes static branches wherever the entry stands', () => {
    // arm64 spells the constant with a modifier that others do not have.
    const text = (enabled: number, branch: number, key: string): string => `
      struct static_key { int enabled; } key = { ${enabled} };
      int f(void) {
        asm goto("1:\\tnop\\n\\t.pushsection __jump_table, \\"aw\\"\\n\\t.balign 8\\n\\t.long 1b - ., %l[l_yes] - .\\n\\t.quad ${key} - .\\n\\t.popsection\\n"
          : : "i" (&((char *)&key)[${branch}]) : : l_yes);
        return ${enabled === branch ? 1 : 0};
      l_yes:
        return ${enabled === branch ? 0 : 1};
      }`; // biome-ignore format: C
    for (const [enabled, branch] of [[0, 0], [0, 1], [1, 0], [1, 1]] as const)
      for (const target of ['aarch64', 's390x', 'riscv64', 'powerpc64le'])
        checkHolds(target, text(enabled, branch, target === 'aarch64' ? '%c0' : '%0'));
  }); // biome-ignore format: a list

  it('knows BUG() and WARN() of arm64', () => {
    const bug = (flags: number): string =>
      `int f(void) { asm volatile("\\t.pushsection __bug_table,\\"aw\\"\\n\\t.align 2\\n14470:\\t.long 14471f - .\\n\\t.short ${flags}\\n\\t.popsection\\n14471:\\tbrk 2048"); return 1; }`;
    const target = findTarget('aarch64') as Target;
    assert.equal(runWatched(bug(0), { target }).fault?.kind, 'trap');
    const warned = runWatched(bug(1), { target });
    assert.equal(warned.result, 1);
    assert.deepEqual(warned.watch.findings.map((f) => f.kind), ['kernel-warning']);
  }); // biome-ignore format: C

  it('runs the atomics of riscv', () => {
    checkHolds('riscv64', around('int', 'asm volatile("\\tamoadd.w zero, %1, %0" : "+A" (v->counter) : "r" (i) : "memory");', 'v->counter == 42'));
    checkHolds('riscv64', around('long', 'asm volatile("\\tamoor.d.aqrl  %1, %2, %0" : "+A" (v->counter), "=r" (old) : "r" (i) : "memory");', 'old == 40 && v->counter == 42'));
    checkHolds('riscv64', around('int', 'v->counter = -5; asm volatile("\\tamoswap.w %0, %2, %1" : "=r" (old), "+A" (v->counter) : "r" (i) : "memory");', 'old == -5 && v->counter == 2'));
    const cas = 'asm volatile("\\tfence rw, w\\n0:\\tlr.w %0, %2\\n\\tbne  %0, %z3, 1f\\n\\tsc.w.rl %1, %z4, %2\\n\\tbnez %1, 0b\\n\\tfence rw, rw\\n1:\\n" : "=&r" (old), "=&r" (tmp), "+A" (v->counter) : "rJ" ((long)EXPECTED), "rJ" (9) : "memory");';
    for (const target of ['riscv64', 'riscv32']) {
      checkHolds(target, around('int', cas.replace('EXPECTED', '40'), 'old == 40 && v->counter == 9'));
      checkHolds(target, around('int', cas.replace('EXPECTED', '41'), 'old == 40 && v->counter == 40'));
    }
  }); // biome-ignore format: a table

  it('runs the reservations of powerpc', () => {
    const loop = 'asm volatile("1:\\tlwarx\\t%0,0,%3\\t\\t# atomic\\n\\tadd%I2 %0,%0,%2\\n\\tstwcx.\\t%0,0,%3 \\n\\tbne-\\t1b\\n" : "=&r" (result), "+m" (v->counter) : "r" (i), "r" (&v->counter) : "cc");';
    for (const target of ['powerpc64le', 'powerpc64', 'powerpc'])
      checkHolds(target, around('int', loop, 'result == 42 && v->counter == 42'));
    checkHolds('powerpc64le', around('long', 'asm volatile("lwsync\\n1:\\tldarx\\t%0,0,%3\\n\\tsubf\\t%1,%2,%0\\n\\tstdcx.\\t%1,0,%3\\n\\tbne-\\t1b\\n\\tsync" : "=&r" (old), "=&r" (result), "+r" (i) : "r" (&v->counter) : "cc", "memory");', 'old == 40 && v->counter == 38'));
    checkHolds('powerpc64', around('int', 'asm volatile("1:\\tlwarx\\t%0,0,%2\\n\\tcmpw\\t0,%0,%3\\n\\tbne-\\t2f\\n\\tstwcx.\\t%4,0,%2\\n\\tbne-\\t1b\\n2:" : "=&r" (old), "+m" (v->counter) : "r" (&v->counter), "r" (39), "r" (i) : "cc", "memory");', 'old == 40 && v->counter == 40'));
    checkHolds('powerpc64le', around('int', 'asm volatile("lwz%U1%X1 %0,%1" : "=r" (result) : "m<>" (v->counter)); asm volatile("stw %1,0(%2)" : "=m" (v->counter) : "r" (i), "b" (&v->counter));', 'result == 40 && v->counter == 2'));
  }); // biome-ignore format: a table

  it('compares, swaps and adds on s390', () => {
    checkHolds('s390x', around('int', 'asm volatile(".machine z196\\n\\tlaa\\t%[old],%[val],%[ptr]\\nbcr 14,0\\n" : [old] "=d" (old), [ptr] "+QS" (v->counter) : [val] "d" (i) : "cc", "memory");', 'old == 40 && v->counter == 42'));
    checkHolds('s390x', around('long', 'asm volatile(".machine z196\\n\\tagsi\\t%[ptr],%[val]\\n" : [ptr] "+QS" (v->counter) : [val] "i" (-1) : "cc", "memory");', 'v->counter == 39'));
    checkHolds('s390x', around('int', 'asm volatile("0:\\tlr\\t%[new],%[old]\\n\\tor\\t%[new],%[val]\\n\\tcs\\t%[old],%[new],%[ptr]\\n\\tjl\\t0b" : [old] "=d" (old), [new] "=&d" (result), [ptr] "+Q" (v->counter) : [val] "d" (i), "0" (7) : "cc", "memory");', 'old == 40 && v->counter == 42'));
    checkHolds('s390x', around('long', 'old = 40; asm volatile("\\tcsg\\t%[old],%[new],%[ptr]\\n" : [old] "+d" (old), [ptr] "+QS" (v->counter) : [new] "d" (i) : "cc", "memory");', 'old == 40 && v->counter == 2'));
    checkHolds('s390x', around('int', 'asm volatile("\\tl\\t%0,%1\\n0:\\tlr\\t0,%0\\n\\tnr\\t0,%3\\n\\tor\\t0,%2\\n\\tcs\\t%0,0,%1\\n\\tjl\\t0b\\n" : "=&d" (old), "+Q" (v->counter) : "d" (i << 8), "d" (~(0xff << 8)) : "memory", "cc", "0");', 'old == 40 && v->counter == 552'));
    checkHolds('s390x', 'int f(void) { unsigned char flags = 5; asm volatile("oi\\t%0,%b1\\n" : "+Q" (flags) : "i" (8) : "cc", "memory"); asm volatile("ni %0,254" : "+Q" (flags)); return flags == 12; }');
  }); // biome-ignore format: a table

  it('runs the exclusive accesses of arm, its conditions, and halves of wide operands', () => {
    const loop = (op: string) => `asm volatile("@ atomic\\n1:\\tldrex\\t%0, [%3]\\n\\t${op}\\t%0, %0, %4\\n\\tstrex\\t%1, %0, [%3]\\n\\tteq\\t%1, #0\\n\\tbne\\t1b" : "=&r" (result), "=&r" (tmp), "+Qo" (v->counter) : "r" (&v->counter), "Ir" (i) : "cc");`;
    checkHolds('arm', around('int', loop('add'), 'result == 42 && v->counter == 42'));
    checkHolds('arm', around('int', loop('bic'), 'result == 40 && v->counter == 40'));
    const cas = 'asm volatile("ldrex\\t%1, [%2]\\n\\tmov\\t%0, #0\\n\\tteq\\t%1, %3\\n\\tstrexeq %0, %4, [%2]\\n" : "=&r" (result), "=&r" (old) : "r" (&v->counter), "Ir" (EXPECTED), "r" (i) : "memory", "cc");';
    checkHolds('arm', around('int', cas.replace('EXPECTED', '40'), 'result == 0 && old == 40 && v->counter == 2'));
    checkHolds('arm', around('int', cas.replace('EXPECTED', '41'), 'result == 0 && old == 40 && v->counter == 40'));
    checkHolds('arm', around('long long', 'old = 0xffffffffll; i = 0x100000001ll; asm volatile("adds\\t%Q0, %Q1, %Q2\\n\\tadc\\t%R0, %R1, %R2" : "=&r" (result) : "r" (old), "r" (i) : "cc");', 'result == 0x200000000ll'));
    checkHolds('arm', 'struct __attribute__((aligned(4))) lock { unsigned short owner, next; } lock = { 1, 2 }; int f(void) { struct lock seen; asm volatile("ldr %0, [%1]" : "=r" (seen) : "r" (&lock)); return seen.owner == 1 && seen.next == 2; }');
    checkHolds('arm', 'int f(void) { unsigned long flags; asm volatile("mrs %0, cpsr\\n\\tcpsid i" : "=r" (flags)); return (flags & 128) == 0; }');
  }); // biome-ignore format: a table

  it('runs the linked loads of mips, with and without a slot after a branch', () => {
    const loop = 'asm volatile(".set push\\n.if (0 != -1) && (0)\\n\\tbroken\\n.endif\\n1: ll %1, %2 # atomic\\n addu %0, %1, %3\\n sc %0, %2\\n beqz %0, 1b\\n addu %0, %1, %3\\n.set pop" : "=&r" (result), "=&r" (tmp), "+m" (v->counter) : "Ir" (i));';
    for (const target of ['mips', 'mipsel', 'mips64'])
      checkHolds(target, around('int', loop, 'result == 42 && v->counter == 42'));
    checkHolds('mips', around('int', 'old = 0; asm volatile(".set push\\n.set noreorder\\n beqz %1, 1f\\n addiu %0, %0, 1\\n addiu %0, %0, 2\\n1:\\n.set pop" : "+r" (old) : "r" (0));', 'old == 1'));
    checkHolds('mips', around('int', 'asm volatile(".set push\\n.set noat\\n1: ll %0, %2\\n bne %0, %z3, 2f\\n move $1, %z4\\n sc $1, %1\\n beqz $1, 1b\\n2:\\n.set pop" : "=&r" (old), "=m" (v->counter) : "m" (v->counter), "Jr" (40), "Jr" (0) : "memory");', 'old == 40 && v->counter == 0'));
  }); // biome-ignore format: a table

  it('compares and swaps on sparc, and runs the slot of a branch that is annulled only where it is taken', () => {
    checkHolds('sparc64', around('int', 'old = i; asm volatile("cas [%2], %3, %0" : "=&r" (old) : "0" (old), "r" (&v->counter), "r" (40) : "memory");', 'old == 40 && v->counter == 2'));
    const swap = 'result = 7; asm volatile("mov %0, %1\\n1: ldx [%4], %2\\n casx [%4], %2, %0\\n cmp %2, %0\\n bne,a,pn %%xcc, 1b\\n  mov %1, %0\\n" : "=&r" (result), "=&r" (tmp), "=&r" (old) : "0" (result), "r" (&v->counter) : "cc", "memory");';
    checkHolds('sparc64', around('long', swap, 'result == 40 && v->counter == 7'));
    checkHolds('sparc64', 'int f(void) { unsigned long x = 1; asm volatile("ba,pt %%xcc, 1f\\n add %0, 1, %0\\n add %0, 10, %0\\n1: sllx %0, 4, %0" : "+r" (x)); return x == 32; }');
  }); // biome-ignore format: a table

  it('changes memory, bits and bit fields on m68k', () => {
    checkHolds('m68k', around('int', 'asm volatile("addl %1,%0" : "+m" (v->counter) : "di" (i)); asm volatile("subql #1,%0" : "+m" (v->counter));', 'v->counter == 41'));
    checkHolds('m68k', around('int', 'old = 40; asm volatile("casl %0,%2,%1" : "=d" (old), "+m" (v->counter) : "d" (i), "0" (old));', 'old == 40 && v->counter == 2'));
    checkHolds('m68k', around('int', 'old = 39; asm volatile("1: movel %2,%1\\n\\taddl %3,%1\\n\\tcasl %2,%1,%0\\n\\tjne 1b" : "+m" (v->counter), "=&d" (result), "=&d" (old) : "di" (i), "2" (old));', 'result == 42 && v->counter == 42'));
    checkHolds('m68k', 'unsigned long word = 2; int f(void) { char was; asm volatile("bfset %2{%1:#1}; sne %0" : "=d" (was) : "d" (31), "o" (word) : "memory"); return word == 3 && was == 0; }');
    checkHolds('m68k', 'int f(void) { int first; asm("bfffo %1{#0:#0},%0" : "=d" (first) : "dm" (0x00400000)); return first == 9; }');
  }); // biome-ignore format: a table

  it('runs the atomics of loongarch', () => {
    checkHolds('loongarch64', around('int', 'asm volatile("amadd_db.w %1, %2, %0" : "+ZB" (v->counter), "=&r" (old) : "r" (i) : "memory"); asm volatile("amor.w $zero, %1, %0" : "+ZB" (v->counter) : "r" (1) : "memory");', 'old == 40 && v->counter == 43'));
    const cas = 'asm volatile("1: ll.w %0, %2\\n bne %0, %z3, 2f\\n move $t0, %z4\\n sc.w $t0, %1\\n beqz $t0, 1b\\n2: dbar 0x700\\n" : "=&r" (old), "=ZB" (v->counter) : "ZB" (v->counter), "Jr" (40), "Jr" (i) : "t0", "memory");';
    checkHolds('loongarch64', around('int', cas, 'old == 40 && v->counter == 2'));
  }); // biome-ignore format: a table

  it('loads and clears on parisc, and skips a trap', () => {
    checkHolds('parisc', around('int', 'asm volatile("ldcw 0(%1),%0" : "=r" (old) : "r" (v) : "memory"); asm volatile("stw,ma %0,0(%1)!sync" : : "r" (i), "r" (v) : "memory");', 'old == 40 && v->counter == 2'));
    checkHolds('parisc', 'int f(void) { asm volatile("andcm,= %0,%1,%%r0\\n.word 0x3e0\\n" : : "r" (0), "r" (1)); return 1; }');
  }); // biome-ignore format: a table

  it('runs the linked loads of sh, and what follows a branch', () => {
    checkHolds('sh', around('int', 'asm volatile("1: movli.l @%2, %0 ! atomic\\n add %1, %0\\n movco.l %0, @%2\\n bf 1b\\n synco" : "=&z" (result) : "r" (i), "r" (&v->counter) : "t", "memory");', 'result == 42 && v->counter == 42'));
    checkHolds('sh', 'int f(void) { unsigned result, word = 8; asm("1: shlr %1\\n bf/s 1b\\n  add #1, %0" : "=r" (result), "=r" (word) : "0" (~0u), "1" (word) : "t"); return result == 3; }');
  }); // biome-ignore format: a table

  it('is assembly to the compilers', function () {
    const commands: readonly (readonly [string, string, ...string[]])[] = [
      ['aarch64', 'aarch64-linux-gnu-gcc'], ['aarch64_be', 'aarch64-linux-gnu-gcc', '-mbig-endian'], ['riscv64', 'riscv64-linux-gnu-gcc'],
      ['riscv32', 'riscv64-linux-gnu-gcc', '-march=rv32ima', '-mabi=ilp32'], ['powerpc64le', 'powerpc64le-linux-gnu-gcc'],
      ['powerpc64', 'powerpc64-linux-gnu-gcc'], ['powerpc', 'powerpc64-linux-gnu-gcc', '-m32'], ['s390x', 's390x-linux-gnu-gcc', '-march=zEC12'],
      ['arm', 'arm-linux-gnueabihf-gcc', '-marm'], ['mips', 'mips-linux-gnu-gcc'], ['mipsel', 'mips-linux-gnu-gcc', '-EL'], ['mips64', 'mips64-linux-gnuabi64-gcc'],
      ['sparc64', 'sparc64-linux-gnu-gcc'], ['m68k', 'm68k-linux-gnu-gcc'], ['parisc', 'hppa-linux-gnu-gcc'], ['sh', 'sh4-linux-gnu-gcc', '-m4a', '-mb'],
    ]; // biome-ignore format: a table
    for (const [target, command, ...flags] of commands) {
      const compiler = requireOracle(this, command);
      const texts = written.get(target) ?? missingOracle(this, `${target} has no assembly`);
      for (const text of texts)
        runCompiler(compiler, [...flags, '-O1', '-w', '-fno-pic', '-c', '-o', '/dev/null'], text);
    }
  });
});

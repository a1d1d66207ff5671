import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingOracle, requireOracle } from '../../test/oracles/gcc.ts';
import { run, runOk } from '../../test/oracles/run.ts';
import { runWatched } from './watch-kit.ts';

/** What was checked: the processor must agree. */
const held: string[] = [];

/** `f()` must return 1, without a finding. */
function checkHolds(text: string): void {
  held.push(text);
  const { result, fault, watch } = runWatched(text, { wrapsOverflow: true });
  assert.equal(fault, undefined, fault?.message);
  assert.deepEqual(watch.findings, []);
  assert.equal(result, 1, text);
}

function checkStops(text: string, kind: string, message: RegExp): void {
  const { fault } = runWatched(text);
  assert.equal(fault?.kind, kind);
  assert.match(fault?.message ?? '', message);
}

describe('inline assembly of x86', () => {
  it('adds, subtracts and exchanges atomically', () => {
    checkHolds('int f(void) { int v = 5; asm volatile("lock addl %1,%0" : "+m" (v) : "ir" (3)); return v == 8; }');
    checkHolds('int f(void) { long v = 5, i = -7; asm volatile("lock; xaddq %0, %1" : "+r" (i), "+m" (v)); return v == -2 && i == 5; }');
    checkHolds('int f(void) { int v = 1; _Bool z; asm volatile("lock decl %[var]\\n\\t/* output condition code e*/\\n" : [var] "+m" (v), "=@cce" (z)); return v == 0 && z; }');
    checkHolds('int f(void) { int v = -3; _Bool s; asm("lock addl %[val], %[var]" : [var] "+m" (v), "=@ccs" (s) : [val] "er" (1)); return v == -2 && s; }');
    checkHolds('int f(void) { short v = 5, x = 300; asm volatile("xchgw %w0, %1" : "+r" (x), "+m" (v)); return v == 300 && x == 5; }');
    checkHolds('int f(void) { unsigned v = 0; _Bool c; asm("subl $1, %0" : "+m" (v), "=@ccc" (c)); return v == 4294967295u && c; }');
    checkHolds('int f(void) { unsigned char v = 0x81; _Bool s; asm("lock xorb %2,%1" : "=@ccs" (s), "+m" (v) : "iq" (1)); return v == 0x80 && s; }');
  }); // biome-ignore format: a table

  it('compares and exchanges', () => {
    const cas = (old: number): string => `
      struct { long counter; } v = { 4 };
      int f(void) {
        long old = ${old}; _Bool done;
        asm volatile("lock cmpxchgq %[new], %[ptr]" : "=@ccz" (done), [ptr] "+m" (v.counter), [old] "+a" (old) : [new] "r" (9l) : "memory");
        return ${old === 4 ? 'done && v.counter == 9 && old == 4' : '!done && v.counter == 4 && old == 4'};
      }`; // biome-ignore format: C
    checkHolds(cas(4));
    checkHolds(cas(5));
    checkHolds('int f(void) { int v = 4, ret; asm volatile("lock cmpxchgl %2,%1" : "=a" (ret), "+m" (v) : "r" (9), "0" (4) : "memory"); return ret == 4 && v == 9; }');
    checkHolds(`unsigned __int128 v = 7;
      int f(void) { unsigned long lo = 7, hi = 0; _Bool ok;
        asm volatile("lock cmpxchg16b %[ptr]" : "=@cce" (ok), [ptr] "+m" (v), "+a" (lo), "+d" (hi) : "b" (1ul), "c" (2ul));
        return ok && (unsigned long)v == 1 && (unsigned long)(v >> 64) == 2; }`); // biome-ignore format: C
  }); // biome-ignore format: a table

  it('sets, clears and finds bits, also beyond the first word', () => {
    checkHolds('long w[3]; int f(void) { asm volatile("lock btsq %1,%0" : : "m" (w[0]), "Ir" (130l) : "memory"); return w[2] == 4; }');
    checkHolds('long w[2] = { 0, 8 }; int f(void) { _Bool was; asm volatile("btrq %2,%1" : "=@ccc" (was) : "m" (w[0]), "Ir" (67l) : "memory"); return was && w[1] == 0; }');
    checkHolds('long w = 6; int f(void) { _Bool a, b; asm("btq %2,%1" : "=@ccc" (a) : "m" (w), "Ir" (2l)); asm("testb %2,%1" : "=@ccnz" (b) : "m" (w), "i" (1)); return a && !b; }');
    checkHolds('int f(void) { unsigned long x = 0x8010, lo, hi; asm("rep; bsf %1,%0" : "=r" (lo) : "r" (x)); asm("bsr %1,%0" : "=r" (hi) : "rm" (x)); return lo == 4 && hi == 15; }');
    checkHolds('int f(void) { int r; asm("bsfl %1,%0" : "=r" (r) : "rm" (0), "0" (-1)); return r == -1; }');
    checkHolds('int f(void) { unsigned x = 0x12345678; asm("bswapl %0" : "=r" (x) : "0" (x)); return x == 0x78563412; }');
    checkHolds('unsigned long w; int f(void) { asm volatile("lock orb %b1,%0" : "+m" (*(char *)((char *)&w + 1)) : "iq" (2)); return w == 512; }');
  }); // biome-ignore format: a table

  it('reads per-CPU data through gs, as that of the first CPU', () => {
    checkHolds('int current_task = 7; int f(void) { int v; asm("movl %%gs:%a[var], %[val]" : [val] "=r" (v) : [var] "i" (&current_task)); return v == 7; }');
    checkHolds('int count = 1; int f(void) { asm volatile("incl %%gs:%[var]" : [var] "+m" (count)); asm volatile("addl %[val], %%gs:%[var]" : [var] "+m" (count) : [val] "ri" (-5)); return count == -3; }');
    checkHolds('int count = 1; int f(void) { int t = 4; asm("xaddl %[tmp], %[var]" : [tmp] "+r" (t), [var] "+m" (count)); return count == 5 && t == 1; }');
  }); // biome-ignore format: a table

  it('takes a static branch when the key and its direction differ', () => {
    const branch = (enabled: number, direction: number): string => `
      struct static_key { int enabled; } key = { ${enabled} };
      static inline __attribute__((always_inline)) _Bool taken(struct static_key *const k, const _Bool b) {
        asm goto("1:jmp %l[l_yes] # objtool NOPs this \\n\\t.pushsection __jump_table, \\"aw\\" \\n\\t .balign 8 \\n\\t"
          ".long 1b - . \\n\\t.long %l[l_yes] - . \\n\\t .quad %c0 + %c1 - .\\n\\t.popsection \\n\\t" : : "i" (k), "i" (2 | b) : : l_yes);
        return 0;
      l_yes:
        return 1;
      }
      int f(void) { return taken(&key, ${direction}); }`;
    const text = (enabled: number, direction: number): string =>
      branch(enabled, direction).replace('"i" (2 | b)', '"i" (b)');
    checkHolds(text(1, 0));
    checkHolds(text(0, 1));
    checkHolds(text(0, 0).replace('return taken', 'return !taken'));
    checkHolds(text(1, 1).replace('return taken', 'return !taken'));
  });

  it('tests a feature as before alternatives are applied', () => {
    const text = (capability: number): string => `
      struct { char x86_capability[8]; } boot_cpu_data = { { 0, ${capability} } };
      static inline _Bool has(int bit) {
        asm goto("# ALT: oldinstr\\n771:\\n\\tjmp 6f\\n772:\\n# ALT: padding\\n.skip -(((775f-774f)-(772b-771b)) > 0),0x90\\n773:\\n"
          ".pushsection .altinstructions,\\"a\\"\\n .long 771b - .\\n.popsection\\n.pushsection .altinstr_replacement, \\"ax\\"\\n774:\\n\\tjmp %l[t_no]\\n775:\\n.popsection\\n"
          ".pushsection .altinstr_aux,\\"ax\\"\\n6:\\n testb %[bitnum], %a[cap_byte]\\n jnz %l[t_yes]\\n jmp %l[t_no]\\n.popsection\\n"
          : : [feature] "i" (9), [bitnum] "i" (2), [cap_byte] "i" (&boot_cpu_data.x86_capability[1]) : : t_yes, t_no);
      t_yes:
        return 1;
      t_no:
        return 0;
      }
      int f(void) { return has(9) == ${capability >> 1}; }`; // biome-ignore format: C
    checkHolds(text(2));
    checkHolds(text(0));
  });

  it('calls through a pointer with the arguments where the registers say', () => {
    checkHolds(`
      struct { unsigned long (*make)(unsigned long, int); } ops;
      static unsigned long make(unsigned long a, int b) { return a * 10 + b; }
      int f(void) {
        unsigned long d = 4, s = (1ul << 40) | 3, ret; ops.make = make;
        asm volatile("# ALT: oldinstr\\n\\tcall *%[paravirt_opptr];" : "=a" (ret), "+D" (d), "+S" (s) : [paravirt_opptr] "m" (ops.make));
        return ret == 43;
      }`); // biome-ignore format: C
    checkHolds('static long twice(long x) { return 2 * x; } int f(void) { long r; asm("call %c[fn]" : "=a" (r) : [fn] "i" (twice), "D" (21l)); return r == 42; }');
    checkHolds('int f(void) { unsigned r; asm("call __sw_hweight32" : "=a" (r) : "D" (0xf0f1u)); return r == 9; }');
    checkStops('int f(void) { asm("call nowhere" : : ); return 0; }', 'unmodelled-function', /nowhere\(\)/);
  }); // biome-ignore format: a table

  it('knows BUG() and WARN() by their tables', () => {
    const bug = (flags: number): string => `int f(void) {
      asm volatile("1:\\t.byte 0x0f, 0x0b\\n.pushsection __bug_table,\\"aw\\"\\n2:\\t.long 1b - .\\n\\t.long %c0 - .\\n\\t.word %c1\\n\\t.word %c2\\n\\t.org 2b+%c3\\n.popsection\\n"
        : : "i" ("mm/x.c"), "i" (3), "i" (${flags}), "i" (12));
      return 1; }`; // biome-ignore format: C
    checkStops(bug(0), 'trap', /kernel BUG at \/main\.c:2/);
    const { watch, result } = runWatched(bug(1));
    assert.equal(result, 1);
    assert.deepEqual(watch.findings.map((f) => f.kind), ['kernel-warning']);
  }); // biome-ignore format: lists

  it('keeps the interrupt flag', () => {
    checkHolds('static unsigned long flags(void) { unsigned long f; asm volatile("# __raw_save_flags\\n\\tpushf ; pop %0" : "=rm" (f) : : "memory"); return f >> 9 & 1; } int f(void) { int a = flags(), b; asm volatile("cli": : :"memory"); b = flags(); asm volatile("sti"); return a == 1 && b == 0 && flags(); }');
  }); // biome-ignore format: C

  it('fills and copies', () => {
    checkHolds('short b[8]; int f(void) { void *p = b; long n = 8; asm volatile("rep stosw" : "+D" (p), "+c" (n) : "a" (7) : "memory"); return b[7] == 7 && n == 0 && p == b + 8; }');
    checkHolds('char a[5] = "abcd", b[5]; int f(void) { void *d = b, *s = a; long n = 5; asm volatile("1:\\n\\trep movsb\\n2:\\n" : "+c" (n), "+D" (d), "+S" (s) : : "memory"); return b[3] == 100; }');
  }); // biome-ignore format: a table

  it('carries, shifts and divides', () => {
    checkHolds('int f(void) { unsigned a = 4294967295u; asm("addl %2,%0\\n\\tadcl $0,%0" : "=r" (a) : "0" (a), "rm" (2u)); return a == 2; }');
    checkHolds('int f(void) { unsigned long q; asm("mulq %2; divq %3" : "=a" (q) : "a" (1ul << 40), "rm" (1ul << 30), "rm" (1ul << 20) : "rdx"); return q == 1ul << 50; }');
    checkHolds('int f(void) { unsigned x = 0xfa1e0ff3u, y; asm("mov $~0xfa1e0ff3, %[e]\\n\\tnot %[e]\\n\\t" : [e] "=&r" (y)); return x == y; }');
  }); // biome-ignore format: a table

  it('ties, hides and fences', () => {
    checkHolds('int f(void) { int x = 3, y; asm volatile("" : "=r" (y) : "0" (x)); asm volatile("mfence" : : : "memory"); asm volatile("lock; addl $0,-4(%%rsp)" : : : "memory", "cc"); return y == 3; }');
    checkHolds('register unsigned long current_stack_pointer asm("rsp"); void g(void) { } int f(void) { asm volatile("call g" : "+r" (current_stack_pointer)); return current_stack_pointer > 4096; }');
    checkHolds('register long *task asm("r12"); static void set(long *p) { task = p; } int f(void) { long x = 7; set(&x); return *task == 7; }');
  }); // biome-ignore format: a table

  it('calls functions that stand in assembly outside of every function', () => {
    checkHolds(`
      unsigned long flags(void);
      asm(".pushsection .text,\\"ax\\"\\n.globl flags\\n.type flags, @function\\nflags:\\n\\tpushf\\n\\tpop %rax\\n\\tret\\n.size flags, .-flags\\n.popsection");
      unsigned long twice(unsigned long x) { return 2 * x; }
      extern __typeof(twice) thunk;
      asm(".pushsection .text, \\"ax\\";" ".globl thunk;" "thunk:" "push %rcx;" "call twice;" "pop %rcx;" "ret; int3;" ".popsection");
      unsigned long (*const ops[])(unsigned long) = { twice, thunk };
      int f(void) { return (flags() >> 9 & 1) == 1 && thunk(21) == 42 && ops[1](4) == 8; }`); // biome-ignore format: C
  });

  it('goes by sections as the assembler does', () => {
    checkHolds('int f(void) { int x = 1; asm("7: .pushsection .rodata.test, \\"a\\"\\n 8: .byte 1; .string \\"a;b\\"; .popsection\\n addl $2,%0" : "+r" (x)); return x == 3; }');
    checkHolds('int f(void) { int x = 0; asm("jmp 4f\\n3: incl %0\\n.pushsection .text.cold.test,\\"ax\\"\\n4: addl $8,%0\\n.section .rodata\\n.long 3b - .\\n.previous\\n jmp 3b\\n.popsection\\n" : "+r" (x)); return x == 9; }');
    checkHolds('int f(void) { int x = 5; asm(".section .rodata\\n4: .long 4b - .\\n.previous\\n5: 6: decl %0" : "+r" (x)); return x == 4; }');
    checkHolds('int f(void) { asm goto("jmp 1f\\n.pushsection .fixup,\\"ax\\"\\n1: .pushsection .discard.test_note,\\"a\\"; .long 1b - .; .popsection\\n jmp %l[out]\\n.popsection" : : : : out); return 0; out: return 1; }');
  }); // biome-ignore format: a table

  it('lets clobbered registers be operands without a value', () => {
    checkHolds(
      'int f(void) { unsigned long d = d, a = a; asm volatile("mov $1,%0" : "=a" (a), "+D" (d)); return a == 1; }',
    );
  });

  it('stops at what it does not know, with its place', () => {
    checkStops('int f(void) { int a; asm("rdmsr" : "=a" (a)); return a; }', 'unknown-assembly', /"rdmsr"/);
    checkStops('int f(void) { long a; asm("mov %1,%0\\n1:\\n.pushsection runtime_ptr_x,\\"a\\"\\n.popsection" : "=r" (a) : "i" (1l)); return a; }', 'unknown-assembly', /runtime_ptr_x/);
    checkStops('int f(void) { asm("1: jmp 1b"); return 0; }', 'limit-steps', /inline assembly/);
  }); // biome-ignore format: a table

  it('is what the processor does', async function () {
    requireOracle(this, 'gcc');
    if (process.arch !== 'x64') missingOracle(this, 'the processor is another one');
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-asm-'));
    try {
      for (const [i, text] of held.entries()) {
        // A hosted program has no per-CPU data, no kernel routines, no one who patches its
        // branches, and no say in interrupts.
        if (/%%gs:|call __sw|__jump_table|cli/.test(text)) continue;
        const file = join(folder, `${i}.c`);
        writeFileSync(file, `${text}\nint main(void) { return f() == 1 ? 0 : 1; }\n`);
        const program = join(folder, 'program');
        const flags = ['-O1', '-w', '-std=gnu17', '-no-pie', '-fno-pic', '-mno-red-zone', '-mcx16'];
        await runOk(['gcc', ...flags, file, '-o', program]);
        const { status } = await run([program]);
        assert.equal(status, 0, text);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

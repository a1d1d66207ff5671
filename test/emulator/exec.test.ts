import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../oracles/run.ts';

const COMMAND = [process.execPath, 'server/src/cli/main.ts', 'exec'];

/** Runs a program as a user would; the file is called prog.c. */
async function exec(text: string, before: readonly string[] = [], after: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-exec-'));
  const file = join(folder, 'prog.c');
  try {
    writeFileSync(file, text);
    const { status, stdout, stderr } = await run([...COMMAND, ...before, file, ...after]);
    return { status, stdout: stdout.toString(), stderr: stderr.replaceAll(`${folder}/`, '') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('ptdesc exec', function () {
  this.timeout(300_000);

  it('gives the output and the status of the program', async () => {
    const text = `#include <stdio.h>
      int main(int argc, char **argv) { printf("%d %s\\n", argc, argv[2]); return 42; }`;
    const { status, stdout } = await exec(text, [], ['one', '--two']);
    assert.deepEqual([status, stdout], [42, '3 --two\n']);
  });

  it('runs what atexit() registered, and ends abort() like a shell sees it', async () => {
    const text = `#include <stdio.h>
      #include <stdlib.h>
      static void bye(void) { puts("bye"); }
      int main(int argc, char **argv) { atexit(bye); if (argc > 1) abort(); exit(3); }`;
    assert.deepEqual((await exec(text)).stdout, 'bye\n');
    assert.equal((await exec(text, [], ['x'])).status, 134);
  });

  it('returns through setjmp, out of calls and with the locals as they were', async () => {
    const text = `#include <setjmp.h>
      #include <stdio.h>
      static jmp_buf buffer;
      static void down(int n) { if (n == 0) longjmp(buffer, 5); down(n - 1); }
      int main(void) {
        volatile int tries = 0;
        int got = setjmp(buffer);
        tries++;
        if (got == 0) down(100);
        printf("%d %d\\n", got, tries);
        return 0;
      }`;
    assert.equal((await exec(text)).stdout, '5 2\n');
  });

  it("runs for another machine: sizes and byte order are the target's", async () => {
    const text = `#include <stdio.h>
      int main(void) { union { int i; char c[4]; } u = { 1 };
        printf("%zu %d %ld\\n", sizeof(long), u.c[3], 1l << 20); return 0; }`;
    assert.equal((await exec(text, ['--target', 's390x'])).stdout, '8 1 1048576\n');
    assert.equal((await exec(text, ['--target', 'm68k'])).stdout, '4 1 1048576\n');
    assert.equal((await exec(text, ['--target', 'i386'])).stdout, '4 0 1048576\n');
  });

  /** Each way a run can be stopped: the program, the fault, and what the message must say. */
  const faults: readonly (readonly [string, string, RegExp, (readonly string[])?])[] = [
    ['a null pointer', 'int main(void) { int *p = 0; return *p; }', /prog\.c:1:\d+: .*null pointer \[null\]\n +in main\(\)/],
    ['a division by zero', 'int z; int main(void) { return 1 / z; }', /division-by-zero/],
    ['a function without a body', 'int far(void); int main(void) { return far(); }', /far\(\) has no body.*unmodelled-function/],
    ['unknown assembly', 'int main(void) { asm("cpuid"); return 0; }', /"cpuid" \[unknown-assembly\]/],
    ['an unknown builtin', 'int main(void) { return __builtin_no_such(1); }', /no_such.*(unknown-builtin|unmodelled-function)/],
    ['endless recursion', 'int f(int n) { return f(n + 1) + 1; } int main(void) { return f(0); }', /limit-depth/],
    ['an endless loop', 'int main(void) { for (;;); }', /limit-steps/, ['--max-steps', '100000']],
    ['a wild call', 'int main(void) { void (*f)(void) = (void *)12345; f(); return 0; }', /bad-call/],
    ['a double free', '#include <stdlib.h>\nint main(void) { char *p = malloc(3); free(p); free(p); return 0; }', /prog\.c:2:\d+: .*bad-free/],
    ['an object of a terabyte', 'char a[1ul << 40]; int main(void) { return a[5]; }', /prog\.c:1:\d+: .*limit-memory/],
    ['a variable of a terabyte', 'int main(void) { char a[1ul << 40]; return a[5]; }', /stack.*limit-depth/],
    ['an array of a negative length', 'int main(int n, char **v) { char a[n - 9]; return sizeof(a); }', /prog\.c:1:\d+: .*negative length/],
    ['a program that writes over its own stack', '#include <string.h>\nint main(void) { int x = 1; memset(&x, 7, 1 << 24); return x; }', /prog\.c:2:\d+: .*out-of-bounds/],
    ['a return into nowhere', 'void f(void) { long a[1]; for (int i = 0; i < 100; i++) a[i] = 1; } int main(void) { f(); return 0; }', /prog\.c:1:\d+: .*out-of-bounds/, ['--check']],
    ['a variable without a value', 'int main(void) { int x; return x; }', /prog\.c:1:32: .*4 bytes that no one wrote: x \[uninitialised\]/, ['--check']],
    ['a pointer without a value', 'struct s { int m; }; int main(void) { struct s *p; return p->m; }', /prog\.c:1:59: .*8 bytes that no one wrote: p \[uninitialised\]/, ['--check']],
    ['a value that was jumped over', 'int main(void) { goto in; { int x = 3; in: return x; } }', /prog\.c:1:51: .*no one wrote: x \[uninitialised\]/, ['--check']],
    ['a variable that is declared again', 'int main(void) { int s = 0; for (int i = 0; i < 2; i++) { int x; if (!i) x = 1; s += x; } return s; }', /prog\.c:1:86: .*no one wrote: x \[uninitialised\]/, ['--check']],
    ['an unsigned division by zero', 'int main(int n, char **v) { unsigned x = 4, y = n - 1; return x / y; }', /prog\.c:1:65: division by zero/, ['--check']],
    ['a table that is filled and does not fit', 'int a[1 << 26] = { [0 ... (1 << 26) - 1] = 7 }; int main(void) { return a[5]; }', /prog\.c:1:\d+: .*limit-memory/, ['--max-memory', '32']],
    ['an initialiser of 16 GiB', 'int main(void) { static int a[1u << 31] = { [0 ... (1u << 31) - 1] = 7 }; return a[5]; }', /prog\.c:1:\d+: .*limit-memory/],
    ['a long double that double does not hold', 'int main(int n, char **v) { long double x = (1ul << 60) + n; return x > 0; }', /prog\.c:1:\d+: .*long double/],
    ['a value that is not there where it is passed on, watched', 'static int f(int n, ...) { return n; } int main(void) { long l; return f(1, l); }', /prog\.c:1:\d+: .*no one wrote: l \[uninitialised\]/, ['--check']],
    ['a record that is no place for _Complex', 'int main(void) { _Complex double z = 1; return z == 2; }', /prog\.c:1:\d+: .*\[unsupported\]/],
    ['a trap', 'int main(void) { __builtin_trap(); }', /\[trap\]/],
  ]; // biome-ignore format: a table
  for (const [name, text, message, options] of faults) {
    it(`stops at ${name}, with 125 and one line why`, async () => {
      const { status, stderr } = await exec(text, options);
      assert.equal(status, 125);
      assert.match(stderr, message);
    });
  }

  it('stops with --check at what C leaves undefined, and tells the story', async () => {
    const text = `#include <stdlib.h>
      int main(void) { char *p = malloc(5); free(p);
        return p[4]; }`;
    assert.notEqual((await exec(text)).status, 125);
    const { status, stderr } = await exec(text, ['--check']);
    assert.equal(status, 125);
    assert.match(stderr, /^prog\.c:3:17: .*block of 5 bytes, which is free \[use-after-free\]/);
    assert.match(stderr, /prog\.c:2:40: a block of 5 bytes was allocated here/);
    assert.match(stderr, /prog\.c:2:\d+: a block of 5 bytes was freed here\n +in free\(\)/);
  });

  it('passes on what has no value, as a processor does', async () => {
    const text = `int printf(const char *, ...);
      struct s { long a; };
      static int f(int n, ...) { return n; }
      static int id(long x) { return 0 & x; }
      int main(void) { long l; char *p; struct s s; unsigned long long u;
        for (int i = 0; i < 2; i++) { long again; u = again; }
        printf("%d\\n", f(3, l, p, s.a, s) + id(l) + (u & 0)); return 0; }`;
    assert.equal((await exec(text)).stdout, '3\n');
  });

  it('gives a null pointer for an allocation that does not fit', async () => {
    const text = `#include <stdlib.h>
      int main(void) { return malloc(1ul << 40) == 0 ? 9 : 1; }`;
    assert.equal((await exec(text)).status, 9);
  });

  it('answers 2 for a function that is defined twice', async () => {
    const { status, stderr } = await exec(
      'int f(void) { return 1; }\nint f(void) { return 2; } int main(void) { return f(); }',
    );
    assert.equal(status, 2);
    assert.match(stderr, /prog\.c:2:5: .*f/);
  });

  it('answers 2 for what is no C', async () => {
    const { status, stderr } = await exec('int main(void) { return }');
    assert.equal(status, 2);
    assert.match(stderr, /prog\.c:1:\d+: expected/);
  });
});

import assert from 'node:assert/strict';
import { sparc64 } from '../../language/src/targets/sparc.ts';
import { withMarkers } from '../../language/test/kit.ts';
import { type RunSetup, runWatched } from './watch-kit.ts';

const HEAP =
  'void *malloc(unsigned long); void free(void *); void *memcpy(void *, const void *, unsigned long);\n';

/** The line and the column of the marker, as a place has them. */
function markerPlace(marked: string): { text: string; line: number; column: number } {
  const { text, offsets } = withMarkers(marked);
  const before = text.slice(0, offsets[0]);
  const line = before.split('\n').length;
  return { text, line, column: before.length - before.lastIndexOf('\n') };
}

/** Runs `f()`: there must be one finding of the kind, at the marker, and the run goes on. */
function checkFinding(marked: string, kind: string, message: RegExp, setup: RunSetup = {}): void {
  const { text, line, column } = markerPlace(HEAP + marked);
  const { watch, fault } = runWatched(text, setup);
  assert.equal(fault, undefined);
  assert.equal(watch.findings.length, 1, JSON.stringify(watch.findings));
  const [finding] = watch.findings;
  assert.equal(finding?.kind, kind);
  assert.match(finding?.message ?? '', message);
  assert.deepEqual([finding?.place?.line, finding?.place?.column], [line, column]);
}

function checkClean(text: string, setup: RunSetup = {}): void {
  const { watch, fault } = runWatched(HEAP + text, setup);
  assert.equal(fault, undefined);
  assert.deepEqual(watch.findings, []);
}

describe('findings of a watched machine', () => {
  it('names reads of what no one wrote', () => {
    checkFinding('int f(void) { int x; return $0x; }', 'uninitialised', /no one wrote: x/);
    checkFinding('int f(void) { int *p = malloc(8); p[0] = 1; return p$0[1]; }', 'uninitialised', /byte 4 of a block of 8/);
    checkFinding('struct s { int a, b; }; int f(void) { struct s x, y; x.a = 1; y = x; return y.a + y.$0b; }', 'uninitialised', /: y/);
    checkFinding('int f(void) { int s = 0; for (int i = 0; i < 2; i++) { int x; if (i == 0) x = 1; s += $0x; } return s; }', 'uninitialised', /: x/);
  }); // biome-ignore format: a table

  it('lets padding, bit-fields and copies of half-filled records be', () => {
    checkClean('struct s { char a; int b; }; int f(void) { struct s x = { 1, 2 }, y; y = x; return y.a + y.b; }');
    checkClean('struct s { unsigned a : 3, b : 9; }; int f(void) { struct s x; x.a = 1; x.b = 2; return x.a + x.b; }');
    checkClean('struct s { int a, b; }; int f(void) { struct s x, y; x.a = 1; memcpy(&y, &x, sizeof(x)); return y.a; }');
  }); // biome-ignore format: a table

  it('names accesses beyond an object', () => {
    checkFinding('int a[4]; int f(void) { volatile int i = 4; return a$0[i]; }', 'out-of-bounds', /array of 16 bytes/);
    checkFinding('int f(void) { char *p = malloc(5); p$0[5] = 1; return 0; }', 'out-of-bounds', /byte 5 of a block of 5 bytes/);
    checkFinding('int a[2], b[2]; int f(void) { int *p = a; long n = b - a; p$0[n] = 1; return 0; }', 'out-of-bounds', /from a to b/);
    checkFinding('struct s { char t[3]; char u; }; int f(void) { struct s x = { "ab", 1 }; volatile int i = 3; return x.t$0[i]; }', 'out-of-bounds', /array of 3 bytes/);
    checkFinding('int f(void) { char c[13]; char *p = c; p$0[13] = 0; return 0; }', 'out-of-bounds', /c \(13 bytes\)/);
    checkFinding('int f(void) { int x = 0; int *p = &x; return $0*(p + 1); }', 'out-of-bounds', /beyond the end of x/);
  }); // biome-ignore format: a table

  it('lets the end of an array have an address, and flexible arrays be', () => {
    checkClean('int a[4]; int f(void) { int s = 0; for (int *p = a; p != &a[4]; p++) s += *p; return s; }');
    checkClean('struct s { int n; int v[]; }; int f(void) { struct s *p = malloc(12); p->v[1] = 3; return p->v[1]; }');
    checkClean('struct s { int n; int v[1]; }; int f(void) { struct s *p = malloc(12); p->v[1] = 3; return p->v[1]; }');
  }); // biome-ignore format: a table

  it('names uses of what is gone, and where it went', () => {
    const text = 'int f(void) { int *p = malloc(4); *p = 1;\nfree(p);\nreturn $0*p; }';
    checkFinding(text, 'use-after-free', /block of 4 bytes, which is free/);
    const { watch } = runWatched(HEAP + text.replace('$0', ''));
    const related = watch.findings[0]?.related.map((r) => [r.message, r.place?.line]);
    assert.deepEqual(related, [
      ['a block of 4 bytes was allocated here', 2],
      ['a block of 4 bytes was freed here', 3],
    ]);
    checkFinding('int *g(void) { int x = 1; return &x; } int f(void) { return $0*g(); }', 'use-after-free', /x of g\(\), whose call has returned/);
  }); // biome-ignore format: a table

  it('names overflow where the flags leave it undefined, and shifts always', () => {
    const sum = 'int f(void) { volatile int x = 2147483647; return x $0+ 1; }';
    checkFinding(sum, 'signed-overflow', /2147483647 \+ 1 .* 32 bits/);
    checkClean(sum.replace('$0', ''), { wrapsOverflow: true });
    checkFinding('long f(void) { volatile long x = 1l << 62; return x $0* 2; }', 'signed-overflow', /64 bits/);
    checkFinding('int f(void) { volatile int x = -2147483647 - 1; return x $0/ -1; }', 'signed-overflow', /32 bits/, { wrapsOverflow: true });
    checkFinding('int f(void) { volatile int n = 32; return 1 $0<< n; }', 'bad-shift', /by 32 of a type of 32/);
    checkFinding('unsigned f(void) { volatile int n = -1; return 1u $0>> n; }', 'bad-shift', /by -1/);
    checkClean('int f(void) { signed char c = 127; c++; c += 200; return c; }');
    checkClean('unsigned f(void) { volatile unsigned x = 4294967295u; return x + 2u; }');
  }); // biome-ignore format: a table

  it('names misaligned accesses where the target traps', () => {
    const text = 'char b[16]; int f(void) { char *p = b + 1; return $0*(int *)p; }';
    checkFinding(text, 'misaligned', /no multiple of 4/, { target: sparc64 });
    checkClean(text.replace('$0', ''));
    const packed = 'struct s { char c; int i; } __attribute__((packed)); struct s x; int f(void) { return x.i; }';
    checkClean(packed, { target: sparc64 });
  }); // biome-ignore format: a table

  it('ends the run where nothing is mapped, with the place of the access', () => {
    const { text, line, column } = markerPlace('struct s { int a, b; };\nint f(void) { struct s *p = 0; return 1 + p->$0b; }');
    const { fault } = runWatched(text);
    assert.equal(fault?.kind, 'null');
    assert.deepEqual([fault?.place?.line, fault?.place?.column], [line, column]);
  }); // biome-ignore format: a table

  it('reports a place once, however often the run comes by', () => {
    const { watch } = runWatched('int f(void) { int x, s = 0; for (int i = 0; i < 9; i++) s += x; return s; }');
    assert.equal(watch.findings.length, 1);
  }); // biome-ignore format: short

  it('ends the run at the first finding where it is asked to', () => {
    const { fault } = runWatched('int f(void) { int x; return x; }', { stopsAtFinding: true });
    assert.deepEqual([fault?.kind, fault?.calls.map((c) => c.function)], ['uninitialised', ['f']]);
  });
});

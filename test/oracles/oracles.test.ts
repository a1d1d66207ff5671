import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { measuredUnits, requireKernel } from '../kernels/builds.ts';
import { alignmentAssertions, memberAssertions, refusedAssertions } from './alignment.ts';
import { clangFlags } from './clang-flags.ts';
import { dwarfLayouts, dwarfLayoutsOf } from './dwarf/dwarf.ts';
import { emptyFunctionBodies } from './function-bodies.ts';
import { requireLibraries } from './gcc.ts';
import { splitCommand, withoutOutputs } from './kbuild-cmd.ts';
import type { LayoutLine } from './layout-lines.ts';

describe('recorded commands', () => {
  it('are split as a shell splits them', () => {
    const command = `gcc -DA='"mm/x"' "-DB=\\"q\\" 'r'" a\\ b.c ; ./tools/objtool/objtool x.o`;
    assert.deepEqual(splitCommand(command), ['gcc', '-DA="mm/x"', `-DB="q" 'r'`, 'a b.c']);
  });

  it('lose outputs, dependency files and the source', () => {
    const recorded = ['-Wp,-MMD,mm/.x.o.d', '-MF', 'x.d', '-O2', '-c', '-o', 'mm/x.o', 'mm/x.c'];
    assert.deepEqual(withoutOutputs(recorded, 'mm/x.c'), ['-O2']);
  });

  it('are found for the 96 files of the default configuration', function () {
    const kernel = requireKernel(this, 'defconfig');
    assert.equal(measuredUnits(kernel).length, 96);
  });

  it('give clang what decides the meaning and nothing that only gcc knows', () => {
    const recorded = ['-include', 'a.h', '-Ib', '-DX=1', '-O2', '-fconserve-stack', '-Wall'];
    const flags = clangFlags(recorded, '12.2.0').join(' ');
    assert.match(flags, /-fgnuc-version=12\.2\.0 .*-include a\.h -Ib -DX=1 -O2/);
    assert.doesNotMatch(flags, /conserve-stack|-Wall/);
  });
});

describe('emptied function bodies', () => {
  const kept = [
    'struct s { int a; } __attribute__((packed)) x = { 1 };',
    'struct __attribute__((packed)) t { int b[sizeof(struct { int c; })]; };',
    'int table[] = { [1] = (1) }; struct s y = (struct s) { 1 };',
    'typedef union { int i; } u __attribute__((aligned(4)));',
  ];
  for (const text of kept)
    it(`keep \`${text}\``, () => assert.equal(emptyFunctionBodies(text), text));

  const emptied: [string, string][] = [
    ['static int f(int a) { return "}"[a] + \'}\'; } int x;', 'static int f(int a) {} int x;'],
    [
      'struct s *g(void) __attribute__((cold)) { if (1) { } }',
      'struct s *g(void) __attribute__((cold)) {}',
    ],
    ['void h(void)\n{\n# 7 "h.c"\n}\nint y;', 'void h(void)\n{\n# 7 "h.c"\n}\nint y;'],
  ];
  for (const [text, expected] of emptied)
    it(`empty ${JSON.stringify(text.slice(0, 30))}`, () =>
      assert.equal(emptyFunctionBodies(text), expected));

  it('lose no record and no line of a real unit', async function () {
    this.timeout(120_000);
    requireLibraries(this, 'libdw-dev');
    const kernel = requireKernel(this, 'defconfig');
    const unit = measuredUnits(kernel).find(({ object }) => object === 'mm/memory.o');
    assert.ok(unit);
    const argv = ['sh', '-c', 'cd "$0" && exec "$@"', unit.folder, unit.compiler, ...unit.flags];
    const whole = await dwarfLayoutsOf([...argv, '-w'], readFileSync(unit.sourcePath, 'latin1'));
    const reduced = await dwarfLayouts(kernel, unit);
    const shape = (lines: typeof whole) =>
      lines.map(({ tag, size, members }) => ({ tag, size, members }));
    assert.ok(whole.length > 1000);
    assert.deepEqual(shape(reduced), shape(whole));
  });
});

describe('alignment assertions', () => {
  it('hold for one alignment only and name the record when wrong', async function () {
    this.timeout(300_000);
    const unit = measuredUnits(requireKernel(this, 'defconfig'))[0];
    assert.ok(unit);
    const layouts = [4, 8, 16, 32].map((align) => pageAligned(align));
    const wrong = await refusedAssertions(unit, alignmentAssertions(layouts));
    assert.equal(wrong.length, 3);
    assert.match(wrong[0] ?? '', /ptdesc: struct page is not aligned to 4"/);
  });

  it('check members too', async function () {
    this.timeout(300_000);
    const unit = measuredUnits(requireKernel(this, 'defconfig'))[0];
    assert.ok(unit);
    const members = [64, 72].map((offset_bits) => {
      return { path: 'lru.next', type: '', offset_bits, size_bits: 64, bitfield: false };
    });
    const wrong = await refusedAssertions(unit, memberAssertions({ ...pageAligned(8), members }));
    assert.deepEqual(wrong, ['"ptdesc: struct page.lru.next is not 72"']);
  });
});

function pageAligned(align: number): LayoutLine {
  return { tag: 'struct page', kind: 'struct', decl: '', size: 0, align, members: [] };
}

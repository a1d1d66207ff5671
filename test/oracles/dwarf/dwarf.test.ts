import assert from 'node:assert/strict';
import { requireLibraries, requireOracle } from '../gcc.ts';
import type { LayoutLine } from '../layout-lines.ts';
import { dwarfLayoutsOf } from './dwarf.ts';

const TEXT = `
struct bits { unsigned a : 3, : 2, b : 7; unsigned char c : 1; long d : 33, e : 60; };
struct outer {
  char first;
  union { struct { int x; struct { short y; }; }; long z; };
  struct named { int deep[3]; } in, several[2];
  int grid[2][3];
  void (*call)(struct outer *, const char *const *);
  char tail[];
};
typedef struct { int counter; } atomic_t, *atomic_pointer;
typedef union { int i; struct outer *o; } either;
struct holder { struct { int n; } nameless; atomic_t count; volatile int v; };
struct empty { };
struct declared_only;
int f(void) { struct in_block { int q; } v = { 1 }; return v.q; }
`;

/** `path@offset+size`, with `:` for a bit-field. */
function summary(line: LayoutLine | undefined): string {
  const members = line?.members ?? [];
  const show = members.map(
    (m) => `${m.path}@${m.offset_bits}+${m.size_bits}${m.bitfield ? ':' : ''}`,
  );
  return `${line?.size} ${show.join(' ')}`.trim();
}

const EXPECTED: Record<string, string> = {
  'struct bits': '16 a@0+3: b@5+7: c@12+1: d@13+33: e@64+60:',
  'struct outer':
    '88 first@0+8 x@64+32 y@96+16 z@64+64 in@128+96 in.deep@128+96 several@224+192 ' +
    'grid@416+192 call@640+64 tail@704+0',
  'struct named': '12 deep@0+96',
  atomic_t: '4 counter@0+32',
  either: '8 i@0+32 o@0+64',
  'struct holder': '12 nameless@0+32 nameless.n@0+32 count@32+32 count.counter@32+32 v@64+32',
  'struct empty': '0',
};

describe('layouts from debug information', () => {
  before(function () {
    requireLibraries(this, 'libdw-dev');
  });

  for (const version of ['-gdwarf-5', '-gdwarf-4', '-gdwarf-3', '-gdwarf-2']) {
    it(`reads records, bit-fields and typedef names (${version} -gstrict-dwarf)`, async function () {
      const gcc = requireOracle(this, 'gcc');
      const lines = await dwarfLayoutsOf([gcc, '-m64', version, '-gstrict-dwarf'], TEXT);
      const found = Object.fromEntries(lines.map((line) => [line.tag, summary(line)]));
      assert.deepEqual(found, EXPECTED);
    });
  }

  it('spells types and declaration lines', async function () {
    const lines = await dwarfLayoutsOf([requireOracle(this, 'gcc')], TEXT);
    const outer = lines.find(({ tag }) => tag === 'struct outer');
    assert.match(outer?.decl ?? '', /:3$/);
    const types = Object.fromEntries((outer?.members ?? []).map((m) => [m.path, m.type]));
    assert.equal(types.call, 'void (*)(struct outer *, const char *const *)');
    assert.equal(types.grid, 'int[2][3]');
    assert.equal(types.several, 'struct named[2]');
  });

  it('counts big-endian bit-fields from the most significant bit', async function () {
    const gcc = requireOracle(this, 's390x-linux-gnu-gcc');
    const lines = await dwarfLayoutsOf([gcc], TEXT);
    const bits = lines.find(({ tag }) => tag === 'struct bits');
    assert.equal(summary(bits), EXPECTED['struct bits']);
  });

  it('leaves records of a block out', async function () {
    const gcc = requireOracle(this, 'gcc');
    const text = 'struct t { int a; };\nvoid f(void) { struct t { char b[9]; } v; (void)v; }\n';
    const lines = await dwarfLayoutsOf([gcc], text);
    assert.deepEqual(lines.map(summary), ['4 a@0+32']);
  });
});

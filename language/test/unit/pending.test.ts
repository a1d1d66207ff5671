import assert from 'node:assert/strict';
import { Interner } from '../../src/lexer/interner.ts';
import { bareOptions } from '../../src/preprocessor/options.ts';
import { SourceMap } from '../../src/source/source-map.ts';
import { x86_64 } from '../../src/targets/x86.ts';
import { typeName } from '../../src/types/type-name.ts';
import { TranslationUnit } from '../../src/unit/translation-unit.ts';
import { textFiles } from '../kit.ts';

const unitOf = (files: Record<string, string>) =>
  new TranslationUnit(
    new SourceMap(textFiles(files), new Interner()),
    x86_64,
    bareOptions,
    '/main.c',
  ).build();

/** Names, types and layouts of everything that a unit declares, in the order of the source. */
function described(unit: TranslationUnit): string[] {
  const symbols = unit.declarations.flatMap((d) => d.symbols);
  const records = unit.records.map(
    (r) => `${r.keyword} ${r.tag} ${unit.sizeBytes(r)} ${unit.flatten(r).map((m) => m.path)}`,
  );
  return [
    ...symbols.map((s) => `${s.name}: ${typeName(s.type)} ${unit.sizeBytes(s.type)}`),
    ...records,
    ...unit.problems.map(({ message }) => message),
  ];
}

/** A header, read as one, must be what the same text is in the main file, where nothing waits. */
function checkSame(header: string): void {
  const included = unitOf({ '/main.c': '#include "h.h"\n', '/h.h': header });
  assert.deepEqual(described(included), described(unitOf({ '/main.c': header })));
}

/** Only these names are parsed once the main file's text was read. */
function checkParsed(header: string, main: string, names: readonly string[]): void {
  const unit = unitOf({ '/main.c': `#include "h.h"\n${main}`, '/h.h': header });
  assert.deepEqual(unit.problems, []);
  const fresh = unitOf({ '/main.c': `#include "h.h"\n${main}`, '/h.h': header });
  for (const { definition } of fresh.fileLevel.in(fresh.preprocessor.mainFile as never))
    if (definition) fresh.body(definition);
  const records = fresh.fileLevel.knownRecords.flat().map((r) => r.tag ?? r.typedefName ?? '');
  assert.deepEqual(records.sort(), [...names].sort());
}

const SAME: Record<string, string> = {
  'typedefs of typedefs': 'typedef int a; typedef a b; typedef b *c; c p[3]; b f(c, a);',
  'records in records': 'struct o { struct i { int x; enum { A = 3, B } k; } i; char t[B]; }; struct i j; int b[B];',
  'a tag before its definition': 'struct later; extern struct later *l; struct later { long a, b; }; struct later v;',
  'a tag that only a prototype names first':
    'int f(struct hidden *h); struct hidden { int x; }; struct hidden *g(void);',
  'prototype and definition': 'int f(int); static int f(int a) { return a; } int f(int a);',
  'arrays completed later': 'extern int a[]; extern int b[sizeof(long)]; int a[4]; char c[sizeof(a)];',
  'a function that returns a pointer to one': 'int (*g(int x))(void); typedef int (*fn)(long); fn h; typedef int name;',
  'a typedef in a nested declarator': 'typedef int t; t (*p)(t); t (q); extern t (*r[2])(void);',
  'attributes everywhere':
    'typedef unsigned u; static u __attribute__((unused)) f(void) { return 1; } struct __attribute__((packed)) s { char c; int i; } __attribute__((aligned(8))); u __attribute__((aligned(16))) v;',
  enumerators: 'enum e { X, Y = sizeof(struct q { int a[5]; }), Z }; int z[Z]; enum e w = Y;',
  'enumerators of enumerators': 'enum { A = 4 }; enum { B = A * 2, C }; enum k { D = C }; int d[D];',
  unions: 'typedef union { struct { int a; }; long b; } u; struct s { u u; union { char c; u v; }; };',
  initialisers: 'static const int t[] = { 1, 2, 3 }; int n[sizeof(t)]; struct p { int x; } p = { .x = 2 };',
  typeof: 'extern int v; typeof(v) w; typeof(struct t { char c; }) x; struct t y;',
  'old style': 'int f(a, b) int a; long b; { return a; } int g();',
  assertions: 'struct s { int a; _Static_assert(sizeof(int) == 4, ""); }; _Static_assert(sizeof(struct s) == 4, "");',
  'what does not end': 'int a; struct s { int b;',
  'stray brackets': 'int a; ) int b; } int c; ] struct s { int x; };',
  'a record that holds itself': 'struct a { struct a *next; struct b *b; }; struct b { struct a a; };',
  'names hidden in prototypes': 'typedef int t; void f(long t, int b[sizeof(t)]); t g(t);',
  pragmas: '#pragma pack(push, 1)\nstruct a { char c; long l; };\n#pragma pack(pop)\nstruct b { char c; long l; };\n',
  'a static assertion that fails': '_Static_assert(sizeof(int) == 8, "");',
}; // biome-ignore format: a table

describe('declarations of headers', () => {
  for (const [name, header] of Object.entries(SAME))
    it(`are the same as in the main file: ${name}`, () => checkSame(header));

  it('wait until they are asked for', () => {
    const header = `struct a { struct b *b; int x; }; struct c { int y; }; struct b { struct c c; };
struct d { int z; }; typedef struct { int w; } e; struct a *first(struct d *);\n`;
    checkParsed(header, 'int f(struct a *a) { return a->x; }', ['a']);
    checkParsed(header, 'int f(struct a *a) { return a->b != 0; }', ['a']);
    checkParsed(header, 'int f(struct a *a) { return a->b->c.y; }', ['a', 'b', 'c']);
    checkParsed(header, 'int f(e *p) { struct d *c = (void *)p; return first(c)->x; }', ['a', 'e']);
    checkParsed(header, 'char t[sizeof(struct b)];', ['b', 'c']);
  });

  it('are parsed in the middle of a body without disturbing it', () => {
    const header =
      'typedef struct { int n; } n; enum { x = 7 }; struct s { n n; char c[x]; };\nn g(struct s *);\n';
    const body =
      'int f(int n) { int x = n; { struct s s; int g2 = sizeof(s.c); return g(&s).n + x + g2; } }';
    const unit = unitOf({ '/main.c': `#include "h.h"\n${body}\n`, '/h.h': header });
    const definition = unit.definition(unit.interner.intern('f'));
    assert.ok(definition);
    unit.body(definition);
    assert.deepEqual(unit.problems, []);
    assert.equal(unit.symbol('n')?.kind, 'typedef');
    assert.equal(unit.symbol('x')?.kind, 'enumerator');
  });

  it('may wait for each other in a long row', () => {
    const count = 20_000;
    const lines = ['typedef int t0;'];
    for (let i = 1; i < count; i++) lines.push(`typedef t${i - 1} t${i};`);
    const files = { '/main.c': `#include "h.h"\nt${count - 1} x;\n`, '/h.h': lines.join('\n') };
    assert.equal(unitOf(files).sizeBytes(unitOf(files).symbol('x')?.type as never), 4);
  });

  it('may be in a row that no compiler accepts', () => {
    const lines: string[] = [];
    for (let i = 0; i < 5000; i++) lines.push(`struct s${i} { struct s${i + 1} a; };`);
    const files = { '/main.c': '#include "h.h"\nstruct s0 x;\n', '/h.h': lines.join('\n') };
    const unit = unitOf(files);
    unit.layout(unit.tag('s0') as never);
    assert.ok(unit.problems.length > 0);
  });
});

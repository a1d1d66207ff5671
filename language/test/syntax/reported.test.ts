/** What compilers refuse is told of, at its line; gcc 12 is the oracle for each of these inputs. */
import assert from 'node:assert/strict';
import { unitOf } from '../kit.ts';

const RECORD = 'struct rec { int num; struct rec *up; };\n';

/** A text behind RECORD, and what is told of it: `line: message`. */
const CASES: Readonly<Record<string, readonly [text: string, ...problems: string[]]>> = {
  'a missing header': ['#include <is/nowhere.h>\n', '2: is/nowhere.h: No such file or directory'],
  'an undeclared name, once in a function': [
    'int f(void) { return gone +\ngone; }\nint g(void) { return gone; }',
    "2: 'gone' undeclared",
    "4: 'gone' undeclared",
  ],
  'a function without a declaration': [
    'int f(void) { return gone(); }',
    "2: implicit declaration of function 'gone'",
  ],
  'an incomplete record': [
    'struct none;\nint f(struct none *p) { return p->num; }',
    "3: invalid use of undefined type 'struct none'",
  ],
  'a record that is defined later': [
    'struct late;\nint f(struct late *p) { return p->num; }\nstruct late { int num; };',
  ],
  'a member that is not there': [
    'int f(struct rec *r) { return r->gone; }',
    "2: 'struct rec' has no member named 'gone'",
  ],
  'a designated member that is not there': [
    'struct rec r = { .num = 1, .gone = 2 };',
    "2: 'struct rec' has no member named 'gone'",
  ],
  'an arrow on a record, a dot on a pointer': [
    'int f(struct rec r) { return r->num +\nr.up.num; }',
    "2: invalid type argument of '->' (have 'struct rec')",
    "3: request for member 'num' in something not a structure or union",
  ],
  'a missing semicolon': ['int f(void) { return 1 }', "2: expected ';' before '}'"],
  'a static assertion': [
    '_Static_assert(sizeof(struct rec) == 3, "size");',
    '2: static assertion failed: "size"',
  ],
  '#error': ['#error not here\n', '2: #error not here'],
  'a second definition of a record': [
    'struct rec { long wide; };',
    "2: redefinition of 'struct rec'",
  ],
  'a second definition of a function': [
    'int f(void) { return 1; }\nint f(void) { return 2; }',
    "3: redefinition of 'f'",
  ],
  'a second definition of a variable': ['int v = 1;\nint v = 2;', "3: redefinition of 'v'"],
  'a local that is declared twice': [
    'void f(void) { int a;\nint a; }',
    "3: redeclaration of 'a' with no linkage",
  ],
  'an enumerator that is declared twice': ['enum { A };\nenum { A };', "3: redeclaration of 'A'"],
  'an unknown type': ['gone_t *v;', "2: unknown type name 'gone_t'"],
  'an unknown type of a local, which is declared': [
    'int f(void) { gone_t v = 1;\nreturn v; }',
    "2: unknown type name 'gone_t'",
  ],
  'an unknown type of a parameter': ['int f(int a, gone_t *p);', "2: unknown type name 'gone_t'"],
  'an unknown type of a member': [
    'struct s { gone_t x; int y; };\nint f(struct s *s) { return s->y; }',
    "2: unknown type name 'gone_t'",
  ],
  'a local of unknown size': [
    'struct none;\nvoid f(void) { struct none n; }',
    "3: storage size of 'n' is not known",
  ],
  'macro arguments': [
    '#define TWO(a, b) a b\nint TWO(x);',
    '3: macro "TWO" requires 2 arguments, but only 1 given',
  ],
  'nesting that is too deep': [
    `int f(void) { return ${'('.repeat(400)}1${')'.repeat(400)}; }`,
    '2: nested more than 250 deep',
  ],
};

// Compilers refuse the one whose definition follows its use.
const LATE = 'a record that is defined later';

function told(text: string): string[] {
  const unit = unitOf(RECORD + text);
  for (const { definition } of unit.declarations) if (definition) unit.body(definition);
  return unit.problems.map(({ loc, message }) => `${unit.sources.place(loc)?.line}: ${message}`);
}

describe('what compilers refuse', () => {
  for (const [name, [text, ...problems]] of Object.entries(CASES)) {
    if (name === LATE) continue;
    it(`is told of: ${name}`, () => assert.deepEqual(told(text), problems));
  }

  it('is told of where a definition follows its use', () => {
    assert.deepEqual(told((CASES[LATE] as readonly string[])[0] as string), [
      "3: invalid use of undefined type 'struct late'",
    ]);
  });

  it('leaves a record with a member of unknown size without a size', () => {
    const unit = unitOf('struct s { gone_t x; int y; }; struct t { struct s s; };');
    for (const name of ['s', 't']) {
      const record = unit.tag(name);
      assert.ok(record?.kind === 'record');
      assert.equal(unit.sizeBytes(record), undefined);
    }
    const names = unit.flatten(unit.tag('s') as never).map(({ path }) => path);
    assert.deepEqual(names, ['x', 'y']);
  });

  it('is no access', () => {
    const unit = unitOf(`${RECORD}int f(struct rec *r) { return r->gone + r->num; }`);
    const main = unit.sources.load('/main.c');
    assert.ok(main);
    const fields = unit.accesses(main).map(({ fieldId }) => unit.interner.text(fieldId));
    assert.deepEqual(fields, ['num']);
  });
});

/** Long rows of what no brackets hold. */
const ROWS: Readonly<Record<string, (count: number) => string>> = {
  labels: (n) => `switch (x) { ${rows(n, (i) => `case ${i}:`)} r->num = 1; }`,
  'else if': (n) => `if (x) ; ${rows(n, (i) => `else if (x == ${i}) r->num = ${i};`)}`,
  '?:': (n) => `x = ${rows(n, (i) => `x == ${i} ? r->num :`)} 0;`,
  '=': (n) => `${rows(n, () => 'r->num =')} 0;`,
  initialisers: (n) => `int t[] = { ${rows(n, () => 'r->num,')} };`,
};

const rows = (count: number, row: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => row(i)).join('\n');

describe('long flat code', () => {
  const COUNT = 100_000;
  for (const [name, text] of Object.entries(ROWS))
    it(`has no limit: ${name}`, () => {
      const unit = unitOf(`${RECORD}void f(struct rec *r, int x) { ${text(COUNT)} }`);
      const main = unit.sources.load('/main.c');
      assert.ok(main);
      assert.equal(unit.accesses(main).length, name === 'labels' ? 1 : COUNT);
      assert.deepEqual(unit.problems, []);
    });
});

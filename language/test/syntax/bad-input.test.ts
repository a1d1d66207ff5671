import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tries } from '../../../test/effort.ts';
import type { TranslationUnit } from '../../src/unit/translation-unit.ts';
import { unitOf } from '../kit.ts';

const STRUCT = 'struct page { unsigned long flags; };\nstruct page *page;\n';

/** Builds a unit with every body; it must end, and every problem must lie in a file. */
function readAll(text: string): TranslationUnit {
  const unit = unitOf(text);
  for (const declaration of unit.declarations)
    if (declaration.definition) unit.body(declaration.definition);
  for (const problem of unit.problems)
    assert.ok(unit.sources.place(problem.loc) !== undefined, problem.message);
  return unit;
}

/** The text must have at most `most` problems, and the function behind it must still be understood. */
function checkRecovers(text: string, most = 2): void {
  const tail = '\nlong tail(void) { return page->flags; }\n';
  const unit = readAll(STRUCT + text + tail);
  const errors = unit.problems.filter(({ isWarning }) => !isWarning);
  const messages = errors.map((p) => p.message);
  assert.ok(
    messages.length <= most,
    `${messages.length} problems: ${messages.slice(0, 5).join('; ')}`,
  );
  const main = unit.sources.load('/main.c');
  assert.ok(main);
  const found = unit.find(main, STRUCT.length + text.length + tail.indexOf('flags'));
  assert.equal(found?.kind, 'memberUse', 'the next function lost its members');
}

describe('broken C', () => {
  const cases: Record<string, string> = {
    'a half-typed member access': 'int f(void) { page->; return 0; }',
    'a half-typed arrow': 'int f(void) { page- return 0; }',
    'a missing semicolon': 'int f(void) { int a = 1 return a; }',
    'an open call': 'int f(void) { g(1, 2; return 0; }',
    'a stray word at file level': 'what is this;',
    'a stray brace': '}',
    'a member without a type': 'struct s { x; int y; };',
    'an unknown type': 'unknown_t variable;',
    'an unknown type in a parameter': 'void f(unknown_t *x, int y);',
    'an unknown type in a body': 'int f(void) { unknown_t *x; return 0; }',
    'a string without its end': 'const char *s = "abc;\n;',
    'an initialiser cut short': 'int a[] = { 1, 2, ;',
    'a case outside of a switch': 'int f(void) { case 1: return 0; }',
    'an attribute cut short': 'int x __attribute__((aligned(;',
    'an empty asm': 'int f(void) { asm(); return 0; }',
    'an enumerator that is a number': 'enum e { A, 3, B };',
  };
  for (const [name, text] of Object.entries(cases))
    it(`costs two problems at most: ${name}`, () => checkRecovers(text, 2));
});

describe('hostile C', () => {
  it('nests 100,000 parentheses', () =>
    checkRecovers(`int x = ${'('.repeat(100_000)}1${')'.repeat(100_000)};`));
  it('nests 100,000 braces', () =>
    checkRecovers(`int f(void) ${'{'.repeat(100_000)}${'}'.repeat(100_000)}`));
  it('nests 100,000 operators', () =>
    checkRecovers(`int x = ${'-'.repeat(100_000)}1;`.replaceAll('--', '- -')));
  it('nests 50,000 structs', () =>
    checkRecovers(`${'struct {'.repeat(50_000)}${'} x;'.repeat(50_000)}`));
  it('nests 50,000 declarators', () =>
    checkRecovers(`int ${'(*'.repeat(50_000)}x${')'.repeat(50_000)};`));
  it('chains 50,000 ifs', () => checkRecovers(`int f(int a) { ${'if (a) '.repeat(50_000)};}`));
  it('chains 50,000 conditionals', () => checkRecovers(`int x = ${'1 ? 2 : '.repeat(50_000)}3;`));
  it('adds 200,000 numbers', () => checkRecovers(`int x = ${'1 + '.repeat(200_000)}3;`));
  it('assigns in a chain of 50,000', () =>
    checkRecovers(`int f(int a) { ${'a = '.repeat(50_000)}1; return a; }`));
  it('leaves 10,000 parentheses open', () => checkRecovers(`int x = ${'('.repeat(10_000)};`, 3));
});

describe('random C', () => {
  const SEED = `${STRUCT}static inline int f(struct page *p) { if (p->flags & (1UL << 3)) return ({ int x = 2; x; }); return sizeof(*p); }
#define LOCK(x) do { (x)->flags |= 1; } while (0)
struct s { int a : 3; union { long b; struct { char c; }; }; } __attribute__((packed)) v = { .a = 1, .c = 2 };
int g(void) { LOCK(page); asm volatile("" : "+m"(page->flags)); switch (v.a) { case 1 ... 2: break; default:; } return f(page) ?: 1; }
`;
  const pieces = SEED.match(/\w+|\s+|[^\w\s]/g) ?? [];

  it('never throws and always ends on cuts and splices', function () {
    this.timeout(300_000);
    const edit = fc.tuple(fc.nat(pieces.length), fc.nat(12), fc.nat(pieces.length));
    const property = fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
      const text = [...pieces];
      for (const [at, cut, from] of edits) text.splice(at, cut, ...pieces.slice(from, from + 5));
      readAll(text.join(''));
    });
    fc.assert(property, { numRuns: tries(600) });
  });

  it('never throws on random tokens', function () {
    this.timeout(300_000);
    const token = fc.constantFrom(
      ...'struct union enum typedef int page flags { } ( ) [ ] ; , . -> * & = == ? : ... sizeof typeof __attribute__ asm case default 1 "s" \'c\' _Generic __builtin_offsetof __extension__ ({ }) # ## #define \n'.split(
        ' ',
      ),
    );
    const property = fc.property(
      fc.array(token, { maxLength: 60 }),
      (tokens) => void readAll(tokens.join(' ')),
    );
    fc.assert(property, { numRuns: tries(1000) });
  });
});

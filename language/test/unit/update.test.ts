import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tries } from '../../../test/effort.ts';
import { Interner } from '../../src/lexer/interner.ts';
import { bareOptions } from '../../src/preprocessor/options.ts';
import { SourceMap } from '../../src/source/source-map.ts';
import { x86_64 } from '../../src/targets/x86.ts';
import { TranslationUnit } from '../../src/unit/translation-unit.ts';
import { textFiles } from '../kit.ts';
import { summaryOf } from './summary.ts';

const HEADER =
  '#ifndef H\n#define H\n#define FLAG(n) (1UL << (n))\nstruct list { struct list *next; };\nstruct later;\n#endif\n';

const SOURCE = `#include "h.h"
#define LIMIT 8
struct page { unsigned long flags; struct list lru; };
typedef struct page *pgtable_t;
enum kinds { ANON = LIMIT, FILE_ };
struct later { int x : 3; long y; };
#if LIMIT > 4
static inline int big(struct page *p) { return p->flags & FLAG(ANON); }
#else
static inline int big(struct page *p) { return 0; }
#endif
_Static_assert(sizeof(struct later) == 16, "later");
extern pgtable_t table[LIMIT];
int f(struct later *l, pgtable_t t) { l->y = big(t) + t->flags; return l->x; }
#pragma pack(push, 1)
struct tight { char a; long b; };
#pragma pack(pop)
long g(struct tight *t, struct page *p) { return t->b + __COUNTER__ + (p->lru.next != 0); }
`;

type Edit = readonly [at: number, cut: number, text: string, readTokens?: number];

/**
 * Replaces a piece of the text; the unit is updated, and must be what a new unit is. With `readTokens` the
 * next edit comes when only so much of the unit was read.
 */
function checkEdits(edits: readonly Edit[]): void {
  const files: Record<string, string> = { '/h.h': HEADER, '/main.c': SOURCE };
  const sources = new SourceMap(textFiles(files), new Interner());
  let unit = new TranslationUnit(sources, x86_64, bareOptions, '/main.c').build();
  let text = SOURCE;
  for (const [at, cut, inserted, readTokens] of edits) {
    text =
      text.slice(0, at % (text.length + 1)) + inserted + text.slice((at % (text.length + 1)) + cut);
    sources.replace('/main.c', new TextEncoder().encode(text));
    unit = unit.update();
    if (readTokens !== undefined) {
      for (let read = 0; read < readTokens && !unit.advance(8); read += 8);
      continue;
    }
    unit.build();
    const fresh = new SourceMap(textFiles({ ...files, '/main.c': text }), new Interner());
    const expected = new TranslationUnit(fresh, x86_64, bareOptions, '/main.c').build();
    assert.deepEqual(summaryOf(unit), summaryOf(expected), text);
  }
}

describe('an updated unit', () => {
  it('keeps what stands before the edit', () => {
    const sources = new SourceMap(textFiles({ '/h.h': HEADER, '/main.c': SOURCE }), new Interner());
    const unit = new TranslationUnit(sources, x86_64, bareOptions, '/main.c').build();
    const page = unit.tag('page');
    sources.replace(
      '/main.c',
      new TextEncoder().encode(SOURCE.replace('return l->x', 'return (l->x)')),
    );
    const updated = unit.update().build();
    assert.equal(updated, unit);
    assert.equal(updated.tag('page'), page);
  });

  it('forgets a definition that is taken away', () => {
    const at = SOURCE.indexOf('struct later { int x');
    checkEdits([[at, 'struct later { int x : 3; long y; };'.length, '']]);
  });

  it('blames the second definition of a tag, not the one of a header', () => {
    const twice = SOURCE.indexOf(' lru;');
    checkEdits([
      [twice, 0, '{'],
      [SOURCE.indexOf('typedef'), 0, 'x'],
    ]);
    const sources = new SourceMap(
      textFiles({ '/h.h': HEADER, '/main.c': '#include "h.h"\nstruct list { int other; };\n' }),
      new Interner(),
    );
    const unit = new TranslationUnit(sources, x86_64, bareOptions, '/main.c').build();
    const [problem] = unit.problems;
    assert.equal(problem?.message, "redefinition of 'struct list'");
    assert.equal(sources.place(problem.loc)?.file.path, '/main.c');
  });

  it('goes on from what stands before edits that came while it was read', () => {
    const sources = new SourceMap(textFiles({ '/h.h': HEADER, '/main.c': SOURCE }), new Interner());
    const unit = new TranslationUnit(sources, x86_64, bareOptions, '/main.c').build();
    for (const by of ['(l->x)', '((l->x))', '+l->x']) {
      const text = SOURCE.replace('return l->x', `return ${by}`);
      sources.replace('/main.c', new TextEncoder().encode(text));
      assert.equal(unit.update(), unit, by);
      assert.equal(unit.advance(1), false);
    }
    assert.equal(unit.build().isDone, true);
  });

  it('forgets that a record which a header mentions was broken', () => {
    const at = SOURCE.indexOf('{ int x : 3');
    checkEdits([
      [at, 1, '{; '],
      [at, 3, '{ '],
    ]);
    checkEdits([
      [SOURCE.indexOf('int x'), 3, 'nothing'],
      [SOURCE.indexOf('int x'), 7, 'int'],
    ]);
  });

  it('has no record that holds itself, at once or by way of another', () => {
    checkEdits([[SOURCE.indexOf(' { int x : 3'), 0, '{']]);
    checkEdits([[SOURCE.indexOf('{ int x'), 1, '{ struct later all; ']]);
    const both = 'struct a { struct b x; };\nstruct b { struct a y; };\n';
    checkEdits([[SOURCE.indexOf('enum kinds'), 0, both]]);
  });

  describe('is a new unit, whatever was edited', () => {
    const words = [
      'x',
      ' ',
      '\n',
      ';',
      '}',
      '{',
      '(',
      ')',
      '"',
      '/*',
      '*/',
      '#if 0\n',
      '#endif\n',
      '#define LIMIT 2\n',
      'struct list q;',
      '->',
      'pgtable_t',
      '#pragma pack(1)\n',
      '#include "h.h"\n',
    ];
    const edit = fc.tuple(fc.nat(5000), fc.nat(9), fc.constantFrom(...words));
    const early = fc.tuple(fc.nat(5000), fc.nat(9), fc.constantFrom(...words), fc.nat(300));

    it('when it was complete', function () {
      this.timeout(300_000);
      const edits = fc.array(edit, { minLength: 1, maxLength: 5 });
      fc.assert(fc.property(edits, checkEdits), { numRuns: tries(300) });
    });

    it('and before it was', function () {
      this.timeout(300_000);
      const edits = fc.tuple(fc.array(early, { minLength: 1, maxLength: 5 }), edit);
      const check = ([first, last]: [readonly Edit[], Edit]) => checkEdits([...first, last]);
      fc.assert(fc.property(edits, check), { numRuns: tries(300) });
    });
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tries } from '../../../test/effort.ts';
import { Interner } from '../../src/lexer/interner.ts';
import { bareOptions } from '../../src/preprocessor/options.ts';
import { SourceMap } from '../../src/source/source-map.ts';
import { x86_64 } from '../../src/targets/x86.ts';
import { TranslationUnit } from '../../src/unit/translation-unit.ts';
import { Workspace } from '../../src/unit/workspace.ts';
import { textFiles } from '../kit.ts';
import { summaryOf } from './summary.ts';

/** Each leaves behind what would change the others: macros, tags, types, pragmas, bodies, half a line. */
const FILES: Record<string, string> = {
  '/h.h':
    '#ifndef H\n#define H\n#define BIT(n) (1UL << (n))\nstruct list { struct list *next; };\n' +
    'static inline int one(int a) { return a + BIT(1); }\n#ifdef WIDE\ntypedef long word;\n#else\n' +
    'typedef int word;\n#endif\n#pragma weak one\n_Static_assert(sizeof(word) < 8, "narrow");\n#endif\n',
  '/tags.h': 'struct page;\nstruct folio { struct page *page; };\nenum kind { ANON, FILE_ };\n',
  '/wide.c':
    '#define WIDE\n#include "h.h"\nstruct page { word flags; struct list lru; };\n#pragma pack(push, 1)\n' +
    'struct tight { char a; word b; };\nint f(struct page *p) { return p->flags + one(2); }\n',
  '/narrow.c':
    '#include "tags.h"\n#include "h.h"\nstruct tight { char a; word b; };\n' +
    'struct page { word flags; };\nword f(struct folio *o) { return o->page->flags; }\n#if 0\nint x\n',
  '/names.c': 'typedef struct list tight;\nint WIDE, BIT;\n#define f(x) x x x x x x\nint f(a) b;\n',
  '/empty.c': '',
  '/torn.c': '#include "h.h"\n#define one(\n#pragma push_macro("BIT")\nint g(void) { return one(',
  '/missing.c':
    '#include "nowhere.h"\nstruct page *lost(struct folio *folio) { return folio->page; }\n',
};

const MAINS = Object.keys(FILES).filter((path) => path.endsWith('.c'));

const newSources = () => new SourceMap(textFiles(FILES), new Interner());

/** Units that are read one after the other in the same workspace say what they say when read alone. */
function checkInTurn(paths: readonly string[], expectedTokens: number): void {
  const workspace = new Workspace(expectedTokens);
  const sources = newSources();
  for (const path of paths) {
    const shared = new TranslationUnit(sources, x86_64, bareOptions, path, workspace).build();
    const alone = new TranslationUnit(newSources(), x86_64, bareOptions, path).build();
    assert.deepEqual(summaryOf(shared), summaryOf(alone), `${path} of ${paths.join(' ')}`);
  }
}

describe('a workspace', () => {
  it('leaves nothing of one unit to the next', () => {
    const orders = fc.array(fc.constantFrom(...MAINS), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(orders, fc.integer({ min: 1, max: 500 }), checkInTurn), {
      numRuns: tries(300),
    });
  });

  it('is not made anew for each unit', () => {
    const workspace = new Workspace();
    const { tokens } = workspace.tables;
    const sources = newSources();
    const read = (path: string) =>
      new TranslationUnit(sources, x86_64, bareOptions, path, workspace).build();
    read('/wide.c');
    const { ids } = tokens;
    assert.equal(read('/narrow.c').tokens, tokens);
    assert.equal(tokens.ids, ids);
  });
});

import assert from 'node:assert/strict';
import { Interner } from '../../src/lexer/interner.ts';

import { bareOptions } from '../../src/preprocessor/options.ts';
import { Preprocessor } from '../../src/preprocessor/preprocessor.ts';
import { stretchMemoOf } from '../../src/preprocessor/stretch-memo.ts';
import { SourceMap } from '../../src/source/source-map.ts';
import { x86_64 } from '../../src/targets/x86.ts';
import { TranslationUnit } from '../../src/unit/translation-unit.ts';
import { textFiles } from '../kit.ts';
import { summaryOf } from '../unit/summary.ts';

/** Enough text that an inclusion is worth keeping. */
const filler = (name: string) =>
  Array.from({ length: 24 }, (_, i) => `extern int ${name}_${i};`).join('\n');

const HEADERS: Record<string, string> = {
  '/guard.h': `#ifndef G\n#define G\n#define ONE 1\n${filler('guard')}\n#endif\n`,
  '/nested.h': `#ifndef N\n#define N\n#include "guard.h"\n#include "types.h"\nint nested[ONE];\n${filler('nested')}\n#endif\n`,
  '/types.h': `#ifndef T\n#define T\n#include "guard.h"\nstruct types { int a : ONE; long b; };\n#pragma pack(push, 1)\nstruct tight { char c; long l; };\n#pragma pack(pop)\n${filler('types')}\n#endif\n`,
  '/once.h': `#pragma once\nstatic inline int once(void)\n{\n\treturn FROM_MAIN;\n}\n${filler('once')}\n`,
  '/asks.h': `#ifdef ASKED\nstruct asked { int yes; };\n#else\nstruct asked { long no; };\n#endif\n${filler('asks')}\n`,
  '/list.h': `${filler('list')}\n#define X(n) int CAT(list, n);\n#include "items.h"\n#undef X\n`,
  '/items.h': `X(1) X(2)\n${filler('items')}\n`,
  '/pastes.h': `#define CAT(a, b) CAT2(a, b)\n#define CAT2(a, b) a##b\nint CAT(pasted_, SUFFIX);\n${filler('pastes')}\n`,
  '/counts.h': `int CAT(counted_, __COUNTER__);\n${filler('counts')}\n`,
  '/between.h': `${filler('before')}\nint CAT(counted_, __COUNTER__);\n${filler('after')}\n#ifdef LATE\nint late[__COUNTER__ + 1];\n#endif\n`,
  '/chooses.h': `#ifdef CHOSEN\n#include "guard.h"\n${filler('chosen')}\n#elif ONE\n${filler('one')}\n#include "asks.h"\n#else\n${filler('none')}\n#endif\n${filler('always')}\n`,
  '/spans.h': `#define BOTH(a, b) a; b;\nBOTH(int left,\n#include "half.h"\n)\n${filler('spans')}\n`,
  '/suffix.h': '#define SUFFIX one\n',
  '/indented.h': `  int indented;\n${filler('indented')}\n`,
  '/half.h': 'int right\n',
  '/lines.h': `#line 70 "other.c"\n${filler('lines')}\nint where = __LINE__; const char *who = __FILE__;\n`,
  '/looks.h': `#if __has_include("guard.h")\nint there;\n#endif\n${filler('looks')}\n`,
  '/ends.h': `#define EMPTY\n#define CALL(x) x\n${filler('ends')}\nEMPTY CALL\n`,
  '/wrong.h': `#define ONE 2\n${filler('wrong')}\n#endif\n`,
  '/name.h': `const char *name = __FILE__; int level = __INCLUDE_LEVEL__, line = __LINE__;\n${filler('name')}\n`,
  '/pushes.h': `#pragma push_macro("ONE")\n#undef ONE\n#define ONE 7\nint seven = ONE;\n#pragma pop_macro("ONE")\n${filler('pushes')}\n`,
  '/defines.h': Array.from({ length: 20 }, (_, i) => `#define D${i} ${i}`).join('\n'),
};

const MAINS = [
  '#include "nested.h"\nint a = ONE;',
  '#include "guard.h"\n#include "nested.h"\nstruct tight t;',
  '#define G\n#include "nested.h"\nint b;',
  '#define FROM_MAIN 3\n#include "once.h"\n#include "once.h"\nint c = FROM_MAIN;',
  '#define FROM_MAIN 4\n#include "once.h"\nint d = 1;',
  '#include "asks.h"\n#define ASKED\n#undef ASKED\nstruct asked e;',
  '#define ASKED\n#include "asks.h"\nstruct asked e;',
  '#define SUFFIX one\n#include "pastes.h"\n#include "list.h"\n',
  '#define SUFFIX two\n#define pasted_one other\n#include "pastes.h"\n#include "list.h"\nint pasted_one;',
  '#define SUFFIX one\n#define pasted_one other\n#include "pastes.h"\n#include "counts.h"\n#include "counts.h"\n',
  '#include "types.h"\n#include "wrong.h"\nint f = ONE;',
  '#include "name.h"\n',
  '#include "guard.h"\n#include "pushes.h"\nint g = ONE;',
  '#include "pushes.h"\n#ifdef ONE\nint h;\n#endif',
  '#include "defines.h"\n#include "types.h"\nint i = D7;',
  '#include "pastes.h"\n#include "between.h"\nint k;',
  '#include "pastes.h"\nint CAT(here_, __COUNTER__);\n#include "between.h"\n#define LATE\n#include "between.h"\n',
  '#include "chooses.h"\nint l;',
  '#define CHOSEN\n#include "chooses.h"\nint m;',
  '#define ONE 1\n#include "chooses.h"\n#include "guard.h"\n',
  '#include "spans.h"\nint n;',
  '#include "suffix.h"\n#include "pastes.h"\nint q;',
  '#include "suffix.h"\n#define pasted_one other\n#include "pastes.h"\nint q;',
  '#include "ends.h"\n#include "indented.h"\n',
  '#include "indented.h"\n',
  '#include "lines.h"\n#include "looks.h"\nint o = __LINE__;',
  '#include "ends.h"\n(int p);\n#include "guard.h"\n',
  '#include "ends.h"\n#include "guard.h"\n',
  '#define int long\n#include "guard.h"\n#undef int\nint j;',
  'int EARLY\n#include "guard.h"\n;',
];

const pathOf = (index: number) => `/main${index}.c`;
const FILES = {
  ...HEADERS,
  ...Object.fromEntries(MAINS.map((text, i) => [pathOf(i), `${text}\n`])),
  '/first.c': 'int first;\n',
};

/** All that the preprocessor gives of a unit, as text. */
function preprocessed(sources: SourceMap, path: string): string[] {
  const p = new Preprocessor(sources, bareOptions);
  p.run(path);
  const { locs, expansions, ids, kinds, flags, length } = p.tokens;
  const place = (loc: number) => {
    const at = sources.place(loc);
    return `${at?.file.path}:${at?.line}:${at?.column}`;
  };
  const lines: string[] = [];
  for (let i = 0; i < length; i++) {
    const expansion = expansions[i] as number;
    const written = place(p.expansions.fileLocation(locs[i] as number, expansion));
    const text = sources.interner.text(ids[i] as number);
    lines.push(`${kinds[i]} ${text} ${flags[i]} ${place(locs[i] as number)} ${written}`);
  }
  for (let i = 0; i < p.inclusions.length; i++)
    lines.push(`${sources.file(p.inclusions.file(i))?.path} in ${p.inclusions.parent(i)}`);
  for (let i = 0; i < p.pragmas.length; i++) lines.push(`pragma ${p.pragmas.outputIndex(i)}`);
  const files = new Set(
    Array.from({ length: p.inclusions.length }, (_, i) => p.inclusions.file(i)),
  );
  for (const index of files) {
    const left = p
      .inactiveRanges(index)
      .map(({ start, end, reason }) => [start, end, place(reason)]);
    lines.push(`${sources.file(index)?.path} without ${left}`);
  }
  return [...lines, ...p.problems.map(({ loc, message }) => `${place(loc)} ${message}`)];
}

/** What one main file recorded must not change what another one gives. */
function checkAfter(earlier: readonly number[], later: number, alone: readonly string[]): void {
  const shared = new SourceMap(textFiles(FILES), new Interner());
  preprocessed(shared, '/first.c');
  for (const index of earlier) preprocessed(shared, pathOf(index));
  const actual = preprocessed(shared, pathOf(later));
  assert.deepEqual(actual, alone, `${MAINS[later]} after ${earlier.map((i) => MAINS[i])}`);
}

function summary(sources: SourceMap, index: number): object {
  return summaryOf(new TranslationUnit(sources, x86_64, bareOptions, pathOf(index)).build());
}

describe('headers that were read before', () => {
  for (const [index, main] of MAINS.entries())
    it(`give what they would: ${JSON.stringify(main).slice(0, 60)}`, () => {
      const alone = preprocessed(new SourceMap(textFiles(FILES), new Interner()), pathOf(index));
      for (const earlier of MAINS.keys()) checkAfter([earlier, earlier, index], index, alone);
    });

  it('give the same units, and the same again after an edit', () => {
    for (const index of MAINS.keys()) {
      const shared = new SourceMap(textFiles(FILES), new Interner());
      summary(shared, 0);
      summary(shared, 1);
      const fresh = summary(new SourceMap(textFiles(FILES), new Interner()), index);
      assert.deepEqual(summary(shared, index), fresh);
      const unit = new TranslationUnit(shared, x86_64, bareOptions, pathOf(index)).build();
      const text = `${MAINS[index]}\nint added;\n`;
      shared.replace(pathOf(index), new TextEncoder().encode(text));
      const edited = new SourceMap(textFiles({ ...FILES, [pathOf(index)]: text }), new Interner());
      assert.deepEqual(summaryOf(unit.update().build()), summary(edited, index));
    }
  });

  it('are in fact taken over', () => {
    const shared = new SourceMap(textFiles(FILES), new Interner());
    for (const path of ['/first.c', pathOf(0)]) preprocessed(shared, path);
    const memo = stretchMemoOf(shared, bareOptions);
    assert.equal(memo?.reused, 0);
    preprocessed(shared, pathOf(0));
    // The rest of nested.h, and the two headers in it.
    assert.equal(memo?.reused, 3);
    preprocessed(shared, pathOf(1));
    assert.equal(memo?.reused, 6);
  });

  it('are read again when a file went away, and when one came that is found first', () => {
    const files: Record<string, string> = { ...FILES, '/a/low.h': HEADERS['/guard.h'] ?? '' };
    files['/uses.c'] = '#include <low.h>\nint i;\n';
    const options = { ...bareOptions, includePaths: ['/early', '/a'] };
    const shared = new SourceMap(textFiles(files), new Interner());
    const tokens = () => {
      const p = new Preprocessor(shared, options);
      p.run('/uses.c');
      return [p.tokens.length, p.problems.length];
    };
    tokens();
    const whole = tokens();
    assert.deepEqual(tokens(), whole);
    assert.ok((stretchMemoOf(shared, options)?.reused ?? 0) > 0);
    files['/early/low.h'] = 'int early;\n';
    shared.replace('/early/low.h', undefined);
    assert.deepEqual(tokens(), [7, 0]);
    for (const path of ['/early/low.h', '/a/low.h']) {
      delete files[path];
      shared.replace(path, undefined);
    }
    assert.deepEqual(tokens(), [4, 1]);
  });

  it('are read again when one of their files has changed', () => {
    const shared = new SourceMap(textFiles(FILES), new Interner());
    for (const path of ['/first.c', pathOf(0)]) preprocessed(shared, path);
    const guard = HEADERS['/guard.h']?.replace('ONE 1', 'ONE 5') ?? '';
    const reused = stretchMemoOf(shared, bareOptions)?.reused;
    shared.replace('/guard.h', new TextEncoder().encode(guard));
    const fresh = new SourceMap(textFiles({ ...FILES, '/guard.h': guard }), new Interner());
    assert.deepEqual(preprocessed(shared, pathOf(0)), preprocessed(fresh, pathOf(0)));
    // nested.h and types.h are what they were, but both use what guard.h defines.
    assert.equal(stretchMemoOf(shared, bareOptions)?.reused, reused);
  });
});

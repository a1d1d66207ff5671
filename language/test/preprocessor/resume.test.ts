import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tries } from '../../../test/effort.ts';
import { Interner } from '../../src/lexer/interner.ts';
import { bareOptions } from '../../src/preprocessor/options.ts';
import { Preprocessor } from '../../src/preprocessor/preprocessor.ts';
import { SourceMap } from '../../src/source/source-map.ts';
import { preprocess } from './kit.ts';

const HEADERS: Readonly<Record<string, string>> = {
  'a.h': '#ifndef A_H\n#define A_H\n#define f(x) x __LINE__\nint a;\n#endif\n',
  'once.h': '#pragma once\nint once;\n#define o f(2)\n',
  'push.h': '#pragma push_macro("o")\n#undef o\n#define o pushed\n',
  'pop.h': '#pragma pop_macro("o")\n#pragma pack(1)\n',
};

const LINES = [
  ...['#include "a.h"', '#include "once.h"', '#include "push.h"', '#include "pop.h"'],
  ...['#define f(x) [x]', '#define o f', '#define v(...) f(__VA_ARGS__)', '#undef f', '#undef o'],
  ...['#if __COUNTER__ & 1', '#ifdef f', '#else', '#elif f(1)', '#endif', '#line 70 "x.c"'],
  ...['f(1) o v(2, 3)', 'f', '(4)', 'o', 'int x = __COUNTER__;', '__LINE__ f(', ')', '// f', '/*'],
  ...['*/', '"x', 'a \\', '#pragma weak f', '_Pragma("one") f(_Pragma("two"))', '__FILE__', ''],
];

/** Everything that a unit says, as plain data. */
function resultOf(unit: Preprocessor): unknown {
  const { tokens, pragmas, inclusions, sources } = unit;
  const { interner } = sources;
  const rows: unknown[] = [];
  const where = (loc: number | undefined): string => {
    const place = sources.place(loc ?? 0);
    return place ? `${place.file.path}:${place.offset}` : 'nowhere';
  };
  for (let i = 0; i < tokens.length; i++) {
    const text = interner.text(tokens.ids[i] as number);
    const chain: unknown[] = [];
    for (let at = tokens.expansions[i] as number; at !== 0; ) {
      const { macroIds, locs, isArgument, parents } = unit.expansions;
      chain.push([interner.text(macroIds[at] as number), where(locs[at]), isArgument[at]]);
      at = parents[at] as number;
    }
    rows.push([tokens.kinds[i], text, where(tokens.locs[i]), tokens.flags[i], chain]);
  }
  const kept = Array.from({ length: pragmas.length }, (_, entry) => [
    pragmas.outputIndex(entry),
    ...Array.from(pragmas.tokens.ids.subarray(pragmas.start(entry), pragmas.end(entry)), (id) =>
      interner.text(id),
    ),
  ]);
  const included = Array.from({ length: inclusions.length }, (_, entry) => [
    sources.file(inclusions.file(entry))?.path,
    inclusions.parent(entry),
    where(inclusions.loc(entry)),
  ]);
  const ranges = unit
    .inactiveRanges(unit.mainFile?.index ?? 0)
    .map(({ start, end, reason }) => [start, end, where(reason)]);
  const problems = unit.problems.map(({ loc, message }) => [where(loc), message]);
  return { rows, kept, included, ranges, problems };
}

/** A profile whose main file can be changed. */
function editable(text: string): { unit: Preprocessor; edit: (text: string) => void } {
  const encoder = new TextEncoder();
  const fs = {
    readFile: (path: string) => encoder.encode(path === 'main.c' ? text : HEADERS[path]),
    isFile: (path: string) => path in HEADERS,
  };
  const unit = new Preprocessor(new SourceMap(fs, new Interner()), bareOptions);
  unit.run('main.c');
  return { unit, edit: (changed) => unit.sources.replace('main.c', encoder.encode(changed)) };
}

/** Goes on from the last checkpoint that an edit leaves valid; true when there was one. */
function resumeAt(unit: Preprocessor, offset: number): boolean {
  const checkpoint = unit.checkpoints.before(offset);
  if (checkpoint < 0 || !unit.resume(checkpoint)) return false;
  while (!unit.advance(10));
  return true;
}

/** The same unit read from the start, in a profile where the files have the same locations. */
function afresh(first: string, text: string): Preprocessor {
  const { unit, edit } = editable(first);
  edit(text);
  unit.run('main.c');
  return unit;
}

describe('going on after an edit', () => {
  it('gives what reading everything again gives', () => {
    const line = fc.constantFrom(...LINES);
    let resumed = 0;
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 4, maxLength: 30 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.array(line, { maxLength: 3 })), {
          minLength: 1,
          maxLength: 4,
        }),
        (start, edits) => {
          const first = start.join('\n');
          const { unit, edit } = editable(first);
          let lines = start;
          for (const [where, removed, added] of edits) {
            const at = where % (lines.length + 1);
            lines = [...lines.slice(0, at), ...added, ...lines.slice(at + removed)];
            const text = lines.join('\n');
            const offset = lines.slice(0, at).reduce((sum, { length }) => sum + length + 1, 0);
            edit(text);
            if (resumeAt(unit, offset)) resumed++;
            else unit.run('main.c');
            assert.deepEqual(resultOf(unit), resultOf(afresh(first, text)));
          }
        },
      ),
      { numRuns: tries(500) },
    );
    assert.ok(resumed > tries(200), `only ${resumed} edits went on from a checkpoint`);
  }).timeout(300_000);

  it('rereads only what follows', () => {
    const text = `#include "a.h"\n${'int x;\n'.repeat(100)}f(1)\nint last;\n`;
    const { unit, edit } = editable(text);
    const before = unit.inclusions.length;
    const changed = text.replace('last', 'changed');
    edit(changed);
    const checkpoint = unit.checkpoints.before(text.indexOf('last'));
    assert.ok(unit.resume(checkpoint));
    assert.ok(unit.tokens.length > 300, 'the tokens before the checkpoint are kept');
    while (!unit.advance(100));
    assert.equal(unit.inclusions.length, before);
    assert.deepEqual(resultOf(unit), resultOf(afresh(text, changed)));
  });

  it('finds a header that has come since', () => {
    const encoder = new TextEncoder();
    const files = new Map([['main.c', encoder.encode('int a;\n#include "new.h"\nint b;\n')]]);
    const fs = {
      readFile: (path: string) => files.get(path),
      isFile: (path: string) => files.has(path),
    };
    const unit = new Preprocessor(new SourceMap(fs, new Interner()), bareOptions);
    unit.run('main.c');
    assert.match(unit.problems[0]?.message ?? '', /new\.h: No such file/);
    files.set('new.h', encoder.encode('int c;\n'));
    assert.ok(unit.resume(0));
    while (!unit.advance(100));
    assert.deepEqual(unit.problems, []);
    assert.equal(unit.tokens.length, 10);
  });

  it('refuses when the file has outgrown its locations', () => {
    const { unit, edit } = editable('int a;\nint b;\n');
    edit('int a;\n'.repeat(1000));
    assert.equal(unit.resume(0), false);
    unit.run('main.c');
    assert.equal(unit.tokens.length, 3001);
  });
});

describe('work in slices', () => {
  it('gives what one run gives', () => {
    const text = LINES.slice(0, 9).concat(LINES.slice(15)).join('\n');
    const whole = preprocess(text, HEADERS);
    const sliced = preprocess(text, HEADERS);
    sliced.start('main.c');
    let slices = 0;
    while (!sliced.advance(1)) slices++;
    assert.ok(slices > 10);
    assert.deepEqual(resultOf(sliced), resultOf(whole));
  });
});

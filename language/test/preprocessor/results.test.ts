import assert from 'node:assert/strict';
import {
  F_LINE_START,
  F_MACRO_BODY,
  F_SCRATCH,
  F_SPACE_BEFORE,
} from '../../src/lexer/token-stream.ts';
import type { Preprocessor } from '../../src/preprocessor/preprocessor.ts';
import { printTokens } from '../../src/preprocessor/print.ts';
import { preprocess, wordsOf } from './kit.ts';

/** `path:line:column` of a location. */
function placeOf(unit: Preprocessor, loc: number | undefined): string {
  const place = unit.sources.place(loc ?? 0);
  return place ? `${place.file.path}:${place.line}:${place.column}` : 'nowhere';
}

/** The expansions of a token, innermost first: `name@place`, `(name)@place` for an argument's. */
function chainOf(unit: Preprocessor, token: number): string[] {
  const { expansions, sources } = unit;
  const chain: string[] = [];
  for (let at = unit.tokens.expansions[token] as number; at !== 0; ) {
    const name = sources.interner.text(expansions.macroIds[at] as number);
    const shown = expansions.isArgument[at] ? `(${name})` : name;
    chain.push(`${shown}@${placeOf(unit, expansions.locs[at])}`);
    at = expansions.parents[at] as number;
  }
  return chain;
}

function tokenOf(unit: Preprocessor, word: string): number {
  const index = wordsOf(unit).indexOf(word);
  assert.ok(index >= 0, `no token ${word}`);
  return index;
}

function flagsOf(unit: Preprocessor, word: string): number {
  return unit.tokens.flags[tokenOf(unit, word)] as number;
}

describe('what a token knows', () => {
  const unit = preprocess(
    '#define in(x) (x).body\n#define out(y, z) in(y) + z\nout(arg, other) plain\n',
  );

  it('tells where it was spelled', () => {
    assert.equal(placeOf(unit, unit.tokens.locs[tokenOf(unit, 'arg')]), 'main.c:3:5');
    assert.equal(placeOf(unit, unit.tokens.locs[tokenOf(unit, 'body')]), 'main.c:1:19');
    assert.equal(placeOf(unit, unit.tokens.locs[tokenOf(unit, 'plain')]), 'main.c:3:17');
  });

  it('tells the chain of expansions, out to the file', () => {
    assert.deepEqual(chainOf(unit, tokenOf(unit, 'plain')), []);
    assert.deepEqual(chainOf(unit, tokenOf(unit, 'other')), ['(out)@main.c:3:1']);
    assert.deepEqual(chainOf(unit, tokenOf(unit, '+')), ['out@main.c:3:1']);
    assert.deepEqual(chainOf(unit, tokenOf(unit, 'body')), ['in@main.c:2:19', 'out@main.c:3:1']);
    assert.deepEqual(chainOf(unit, tokenOf(unit, 'arg')), ['(out)@main.c:3:1']);
  });

  it('leads from a macro in an argument through the argument', () => {
    const nested = preprocess('#define a b\n#define id(x) x\nid(id(a) c)\n');
    const chain = ['a@main.c:3:7', '(id)@main.c:3:4', '(id)@main.c:3:1'];
    assert.deepEqual(chainOf(nested, tokenOf(nested, 'b')), chain);
    assert.deepEqual(chainOf(nested, tokenOf(nested, 'c')), ['(id)@main.c:3:1']);
  });

  it('finds the place in the file for any of them', () => {
    const { tokens, expansions } = unit;
    const shown = ['arg', 'body', 'plain'].map((word) => {
      const at = tokenOf(unit, word);
      const loc = tokens.locs[at] as number;
      return placeOf(unit, expansions.fileLocation(loc, tokens.expansions[at] as number));
    });
    assert.deepEqual(shown, ['main.c:3:5', 'main.c:3:1', 'main.c:3:17']);
  });

  it('tells what stood before it and who made it', () => {
    const text = '#define c(a, b) a##b #a body a\n  first c(x, y) second\nthird c(,) fourth\n';
    const flagged = preprocess(text);
    assert.equal(flagsOf(flagged, 'first'), F_LINE_START | F_SPACE_BEFORE);
    assert.equal(flagsOf(flagged, 'xy'), F_SPACE_BEFORE | F_SCRATCH);
    assert.equal(flagsOf(flagged, '"x"'), F_SPACE_BEFORE | F_SCRATCH);
    assert.equal(flagsOf(flagged, 'body'), F_SPACE_BEFORE | F_MACRO_BODY);
    assert.equal(flagsOf(flagged, 'x'), F_SPACE_BEFORE);
    assert.equal(flagsOf(flagged, 'third'), F_LINE_START);
    assert.equal(flagsOf(flagged, 'fourth'), F_SPACE_BEFORE);
  });
});

describe('what a unit knows', () => {
  it('who included what', () => {
    const unit = preprocess('#include "a.h"\n#include "b.h"\n', {
      'a.h': '\n#include "b.h"\n',
      'b.h': '',
    });
    const { inclusions, sources } = unit;
    const rows = Array.from({ length: inclusions.length }, (_, i) => [
      sources.file(inclusions.file(i))?.path,
      inclusions.parent(i),
      placeOf(unit, inclusions.loc(i)),
    ]);
    assert.deepEqual(rows, [
      ['main.c', -1, 'nowhere'],
      ['a.h', 0, 'main.c:1:1'],
      ['b.h', 1, 'a.h:2:1'],
      ['b.h', 0, 'main.c:2:1'],
    ]);
  });

  it('what was skipped, and which directive decided it', () => {
    const text = '#if 0\nint a;\n#elif 1\nint b;\n#else\nint c;\n#endif\n';
    const unit = preprocess(text);
    const ranges = unit.inactiveRanges(unit.mainFile?.index ?? -1);
    const shown = ranges.map(({ start, end, reason }) => [
      text.slice(start, end),
      placeOf(unit, reason),
    ]);
    assert.deepEqual(shown, [
      ['int a;\n', 'main.c:1:1'],
      ['int c;\n', 'main.c:3:1'],
    ]);
  });

  it('what every inclusion of a file skipped', () => {
    const header = '#ifdef A\nint a;\n#else\nint b;\n#endif\n#ifdef B\nint c;\n#endif\n';
    const unit = preprocess('#include "h.h"\n#define A\n#include "h.h"\n', { 'h.h': header });
    const file = unit.sources.load('h.h');
    const ranges = unit.inactiveRanges(file?.index ?? -1);
    assert.deepEqual(
      ranges.map(({ start, end }) => header.slice(start, end)),
      ['int c;\n'],
    );
  });

  it('the macros at its end', () => {
    const unit = preprocess('#define f(a, b...) a + b\n#define g 1\n#undef g\n');
    const { interner } = unit.sources;
    const f = unit.macro(interner.intern('f'));
    assert.deepEqual(
      f?.params.map((id) => interner.text(id)),
      ['a', 'b'],
    );
    assert.equal(f?.isVariadic, true);
    assert.equal(placeOf(unit, f?.loc), 'main.c:1:9');
    assert.equal(unit.macro(interner.intern('g')), undefined);
    assert.equal(unit.isMacro(interner.intern('__LINE__')), true);
  });

  it('expands skipped text in place, and stays as it was', () => {
    const text =
      '#define f(x) x __COUNTER__\n#if 0\nf(1)\n#if 1\nf(2) _Pragma("p") f(\n#endif\n#endif\n';
    const unit = preprocess(`${text}__COUNTER__`);
    const { interner } = unit.sources;
    const file = unit.mainFile;
    assert.ok(file);
    const { directives } = file.tokens;
    const inline = unit.expandInline(
      file,
      directives.ends[1] as number,
      directives.tokens[4] as number,
    );
    const words = Array.from(inline.ids.subarray(0, inline.length - 1), (id) => interner.text(id));
    assert.deepEqual(words, ['1', '1', '2', '2', 'f']);
    assert.deepEqual(wordsOf(unit), ['0']);
    assert.deepEqual(unit.problems, []);
    assert.equal(unit.pragmas.length, 0);
  });
});

describe('the printed text', () => {
  it('keeps tokens apart that would join', () => {
    const unit = preprocess(
      '#define e\n#define p(x) x\n+p(+)+e+ -p(-) <p(<)p(=) a.p(.)p(.) p(1)p(.)p(e)',
    );
    assert.equal(printTokens(unit), '+ + + + - - < < = a. . . 1 .\n');
  });

  it('has a line for each line and pragma', () => {
    const unit = preprocess('a b\n\n  c\n#pragma pack( 1 )\nd _Pragma("x") e');
    assert.equal(printTokens(unit), 'a b\n c\n#pragma pack( 1 )\nd\n#pragma x\n e\n');
  });
});

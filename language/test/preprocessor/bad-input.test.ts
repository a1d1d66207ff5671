import assert from 'node:assert/strict';
import fc from 'fast-check';
import { itTakesLong, tries } from '../../../test/effort.ts';
import { preprocess, wordsOf } from './kit.ts';

function messages(text: string, files: Readonly<Record<string, string>> = {}): string[] {
  return preprocess(text, files).problems.map(({ message }) => message);
}

describe('the preprocessor on bad input', () => {
  it('takes binary', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        assert.ok(preprocess(bytes).finished);
      }),
      { numRuns: tries(500) },
    );
  });

  it('takes any mixture of its own words', () => {
    const word = fc.constantFrom(
      ...['#define f(x) x f #x\n', '#define g f\n', '#define h(a, ...) a ## __VA_ARGS__\n'],
      ...['#define o h(g\n', '#if f(1)\n', '#if defined\n', '#else\n', '#elif 0\n', '#endif\n'],
      ...['#include "main.c"\n', '#include\n', '#undef f\n', '#line 3\n', '#pragma once\n', '\n'],
      ...['f', 'g', 'h', 'o', '(', ')', ',', '##', '#', '"', "'", '/*', '*/', '\\\n', '1', ' '],
      ...['__VA_OPT__(', '_Pragma(', '__COUNTER__', '__has_include(', '#define v(...) __VA_OPT__('],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        assert.ok(preprocess(words.join('')).finished);
      }),
      { numRuns: tries(1000) },
    );
  }).timeout(300_000);

  it('takes 100,000 nested parentheses in an argument', () => {
    const text = `#define f(x) x\nf(${'('.repeat(100_000)}${')'.repeat(100_000)})`;
    const unit = preprocess(text);
    assert.equal(unit.tokens.length, 200_001);
    assert.deepEqual(unit.problems, []);
  });

  it('takes 100,000 calls inside each other, and stops', () => {
    const text = `#define f(x) x\nf(${'f('.repeat(100_000)}${')'.repeat(100_000)})\nafter`;
    const unit = preprocess(text);
    assert.match(unit.problems.map(({ message }) => message).join(), /nested too deeply/);
    assert.equal(wordsOf(unit).at(-1), 'after');
  });

  it('takes 300 calls inside each other', () => {
    const unit = preprocess(`#define f(x) x\n${'f('.repeat(300)}1${')'.repeat(300)}`);
    assert.deepEqual(wordsOf(unit), ['1']);
  });

  it('takes 100,000 parentheses in a condition', () => {
    const text = `#if ${'('.repeat(100_000)}1${')'.repeat(100_000)}\na\n#endif\nb`;
    assert.match(messages(text).join(), /nested too deeply/);
  });

  it('stops where a file includes itself twice, level by level, and goes on behind it', () => {
    const text =
      '#if __INCLUDE_LEVEL__ < 150\n#include "main.c"\n#include "main.c"\n#endif\nafter\n';
    const unit = preprocess(text);
    assert.deepEqual(
      unit.problems.map(({ message }) => message),
      ['too many #includes: the unit has 32768 files already'],
    );
    assert.equal(wordsOf(unit).at(-1), 'after');
  }).timeout(300_000);

  itTakesLong('ends a unit that macros make endless, and says where', () => {
    const doubles = Array.from({ length: 21 }, (_, i) => `#define A${i + 1} A${i} A${i}\n`);
    const text = `#define A0 x\n${doubles.join('')}${'A21\n'.repeat(30)}`;
    assert.match(messages(text).join(), /the unit has more than 33554432 tokens/);
  }).timeout(300_000);

  it('stops an include cycle at the depth of 200', () => {
    const found = messages('#include "main.c"\nx');
    assert.match(found.join(), /nested depth 200/);
    assert.equal(found.length, 1);
  });

  it('stops a macro that grows without end', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `#define a${i + 1}(x) a${i}(x x)`);
    const unit = preprocess(`#define a0(x) x\n${lines.join('\n')}\na60(y) after`);
    assert.equal(unit.problems.length, 1);
    assert.match(unit.problems[0]?.message ?? '', /macro expansion stopped/);
    assert.equal(wordsOf(unit).at(-1), 'after');
  }).timeout(300_000);

  it('stops object-like macros that double', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `#define a${i + 1} a${i} a${i}`);
    const unit = preprocess(`#define a0 x\n${lines.join('\n')}\na60\nafter`);
    assert.equal(unit.problems.length, 1);
    assert.equal(wordsOf(unit).at(-1), 'after');
  }).timeout(300_000);

  it('goes on after a missing header', () => {
    const unit = preprocess('#include "none.h"\nx');
    assert.deepEqual(wordsOf(unit), ['x']);
    assert.match(unit.problems[0]?.message ?? '', /none\.h: No such file/);
  });

  it('reports a missing main file', () => {
    const unit = preprocess('', {}, { forcedIncludes: ['none.h'] });
    assert.match(unit.problems[0]?.message ?? '', /none\.h/);
    unit.run('none.c');
    assert.match(unit.problems[0]?.message ?? '', /none\.c: cannot be read/);
    assert.equal(unit.tokens.length, 1);
  });

  it('reports an unterminated comment and an #if that is never closed', () => {
    assert.deepEqual(messages('a /* b'), ['unterminated comment']);
    assert.deepEqual(messages('#if 1\na'), ['unterminated conditional directive']);
    assert.deepEqual(messages('#if 0\na'), ['unterminated conditional directive']);
  });

  it('takes a line of 5 MB', () => {
    const unit = preprocess(`#define x y\n${'x + '.repeat(1_250_000)}`);
    assert.equal(unit.tokens.length, 2_500_001);
  }).timeout(300_000);
});

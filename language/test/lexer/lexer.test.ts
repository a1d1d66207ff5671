import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tries } from '../../../test/effort.ts';
import { Interner } from '../../src/lexer/interner.ts';
import { Lexer } from '../../src/lexer/lexer.ts';
import type { RawTokens } from '../../src/lexer/raw-tokens.ts';
import { F_LINE_START, F_SPLICED, T_EOF } from '../../src/lexer/token-stream.ts';

function lex(source: string | Uint8Array): { raw: RawTokens; words: string[] } {
  const interner = new Interner();
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  const raw = new Lexer(interner).lex(bytes);
  const words = Array.from(raw.ids.subarray(0, raw.count - 1), (id) => interner.text(id));
  return { raw, words };
}

describe('the lexer', () => {
  it('notes where tokens begin', () => {
    const { raw, words } = lex('int  a;\n  b');
    assert.deepEqual(words, ['int', 'a', ';', 'b']);
    assert.deepEqual([...raw.starts], [0, 5, 6, 10, 11]);
    assert.deepEqual([...raw.flags], [1, 2, 0, 3, 1]);
  });

  it('joins what a splice cuts', () => {
    const { raw, words } = lex('fo\\\no -\\\n> "a\\\nb" 1\\\n2');
    assert.deepEqual(words, ['foo', '->', '"ab"', '12']);
    assert.ok([...raw.flags].slice(0, 4).every((flag) => flag & F_SPLICED));
    assert.deepEqual([...raw.starts], [0, 6, 11, 18, 22]);
  });

  it('links conditional groups and finds the guard', () => {
    const text = '#ifndef A\n#if 1\n#elif 2\n#else\n#endif\nx\n#endif // A\n';
    const { directives } = lex(text).raw;
    assert.deepEqual([...directives.next], [5, 2, 3, 4, 0, 0]);
    assert.notEqual(directives.guardId, 0);
    assert.equal(lex(`${text}x`).raw.directives.guardId, 0);
    assert.equal(lex('#ifndef A\n#else\n#endif').raw.directives.guardId, 0);
    assert.notEqual(lex('#if !defined(A)\n#endif').raw.directives.guardId, 0);
    assert.equal(lex('#if !defined(A) || B\n#endif').raw.directives.guardId, 0);
  });

  it('reports an unterminated comment and ends', () => {
    const { raw, words } = lex('a /* b');
    assert.deepEqual(words, ['a']);
    assert.deepEqual(raw.problems, [{ offset: 2, message: 'unterminated comment' }]);
  });

  it('takes any bytes: tokens lie in the file, in order, and end with T_EOF', () => {
    const byte = fc.oneof(
      fc.constantFrom(...[...'"\'\\\n/*#<%:.1eLu8R() \r'].map((c) => c.charCodeAt(0))),
      fc.integer({ min: 0, max: 255 }),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 200 }), (values) => {
        const { raw } = lex(Uint8Array.from(values));
        for (let i = 1; i < raw.count; i++) {
          assert.ok((raw.starts[i] as number) >= (raw.starts[i - 1] as number));
        }
        assert.equal(raw.kinds[raw.count - 1], T_EOF);
        assert.equal(raw.flags[raw.count - 1], F_LINE_START);
        assert.equal(raw.starts[raw.count - 1], values.length);
      }),
      { numRuns: tries(2000) },
    );
  });

  it('takes a line of 5 MB, also one that is spliced together', () => {
    const line = 'x + "y" '.repeat(650_000);
    assert.equal(lex(line).raw.count, 650_000 * 3 + 1);
    const spliced = 'x\\\n'.repeat(300_000);
    assert.equal(lex(spliced).raw.count, 2);
  }).timeout(300_000);
});

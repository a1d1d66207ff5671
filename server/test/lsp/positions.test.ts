import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Documents, pathOfUri } from '../../src/lsp/documents.ts';
import { offsetOfPosition, positionOfOffset, rangeAt, wordRange } from '../../src/lsp/positions.ts';

const TEXT = 'int é;\r\n\t/* 😀 */ int b;\nlast';
const BYTES = Buffer.from(TEXT);

describe('positions', () => {
  it('count UTF-16 units outside and bytes inside', () => {
    const offset = BYTES.indexOf('int b');
    assert.deepEqual(positionOfOffset(BYTES, offset), { line: 1, character: 10 });
    assert.equal(offsetOfPosition(BYTES, { line: 1, character: 10 }), offset);
  });

  it('move what lies beyond a line or the file to its end', () => {
    assert.equal(offsetOfPosition(BYTES, { line: 0, character: 99 }), BYTES.indexOf('\r'));
    assert.equal(offsetOfPosition(BYTES, { line: 99, character: 0 }), BYTES.length);
  });

  it('make ranges of names from lines and byte columns', () => {
    const column = Buffer.byteLength('\t/* 😀 */ int ') + 1;
    assert.deepEqual(rangeAt(BYTES, 2, column, 1), {
      start: { line: 1, character: 14 },
      end: { line: 1, character: 15 },
    });
  });

  it('find the word around a byte, and before it', () => {
    const bytes = Buffer.from('x = page->lru;');
    const word = (offset: number) => {
      const { start, end } = wordRange(bytes, offset);
      return bytes.subarray(start.character, end.character).toString();
    };
    assert.equal(word(bytes.indexOf('lru')), 'lru');
    assert.equal(word(bytes.indexOf(';')), 'lru');
    assert.equal(word(bytes.indexOf('-')), 'page');
    assert.equal(word(bytes.indexOf('=')), '');
  });

  it('go there and back on any text', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'é', '😀', '\n', '\t')), (characters) => {
        const bytes = Buffer.from(characters.join(''));
        let offset = 0;
        for (const character of characters) {
          assert.equal(offsetOfPosition(bytes, positionOfOffset(bytes, offset)), offset);
          offset += Buffer.byteLength(character);
        }
      }),
    ));
});

describe('documents', () => {
  it('apply changes in their order', () => {
    const documents = new Documents();
    documents.open('file:///a.c', 1, TEXT);
    const changed = documents.change('file:///a.c', 2, [
      { range: { start: { line: 0, character: 4 }, end: { line: 0, character: 5 } }, text: 'xy' },
      { range: { start: { line: 2, character: 4 }, end: { line: 2, character: 4 } }, text: '\n' },
    ]);
    assert.equal(Buffer.from(changed?.bytes ?? []).toString(), `${TEXT.replace('é', 'xy')}\n`);
    documents.change('file:///a.c', 3, [{ text: 'all new' }]);
    assert.equal(Buffer.from(documents.get('file:///a.c')?.bytes ?? []).toString(), 'all new');
  });

  it('behave as an editor does under any edits', () => {
    const edit = fc.record({
      at: fc.nat(30),
      length: fc.nat(5),
      text: fc.string({ maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(edit), (edits) => {
        const documents = new Documents();
        let text = 'one\ntwo\nthree\n';
        documents.open('file:///a.c', 0, text);
        for (const { at, length, text: typed } of edits) {
          const start = Math.min(at, text.length);
          const end = Math.min(start + length, text.length);
          const bytes = Buffer.from(text);
          const range = {
            start: positionOfOffset(bytes, start),
            end: positionOfOffset(bytes, end),
          };
          documents.change('file:///a.c', 1, [{ range, text: typed }]);
          text = text.slice(0, start) + typed + text.slice(end);
        }
        assert.equal(Buffer.from(documents.get('file:///a.c')?.bytes ?? []).toString(), text);
      }),
    );
  });

  it('know which URIs are files', () => {
    assert.equal(pathOfUri('file:///a%20b.c'), '/a b.c');
    for (const uri of ['untitled:1', 'git:/a.c', 'file:///%zz', 'file://host/a.c', '']) {
      assert.equal(pathOfUri(uri), undefined, uri);
    }
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Interner } from '../../src/lexer/interner.ts';
import * as spellings from '../../src/lexer/spellings.ts';

const { KEYWORDS, PUNCTUATORS, K_FIRST, K_LAST, P_LAST } = spellings;

describe('the interner', () => {
  it('gives punctuators and keywords the numbers that the parser counts on', () => {
    const interner = new Interner();
    PUNCTUATORS.forEach((text, index) => void assert.equal(interner.intern(text), index + 1));
    KEYWORDS.forEach((text, index) => void assert.equal(interner.intern(text), K_FIRST + index));
    assert.equal(PUNCTUATORS.length, P_LAST);
    assert.equal(interner.size, K_LAST + 1);
    assert.equal(interner.text(spellings.P_LBRACE), '{');
    assert.equal(interner.text(spellings.P_ELLIPSIS), '...');
    assert.equal(interner.text(spellings.P_HASHHASH), '##');
    assert.equal(interner.text(spellings.keywordId('struct')), 'struct');
  });

  it('gives equal texts equal numbers and others others', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const interner = new Interner();
        const ids = texts.map((text) => interner.intern(text));
        const distinct = new Set(texts.map((text) => Buffer.from(text).toString('hex')));
        assert.equal(new Set(ids).size, distinct.size);
        texts.forEach((text, i) => {
          if (!/\p{Cs}/u.test(text)) assert.equal(interner.text(ids[i] as number), text);
        });
      }),
    );
  });

  it('keeps any bytes, UTF-8 or not', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1 })), (spans) => {
        const interner = new Interner();
        for (const bytes of spans) {
          const id = interner.internBytes(bytes, 0, bytes.length);
          assert.deepEqual([...interner.bytesOf(id)], [...bytes]);
          assert.equal(interner.intern(interner.text(id)), id);
        }
      }),
    );
  });

  it('grows', () => {
    const interner = new Interner();
    const ids = Array.from({ length: 50_000 }, (_, i) => interner.intern(`name${i}`));
    ids.forEach((id, i) => void assert.equal(interner.text(id), `name${i}`));
    assert.equal(interner.intern('name49999'), ids.at(-1));
  });
});

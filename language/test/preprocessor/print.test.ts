/** The printed text, lexed again, is the same tokens: whatever macros put side by side. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printTokens } from '../../src/preprocessor/print.ts';
import { unitOf } from '../kit.ts';

const PIECES =
  '+ ++ += - -- -= -> & && &= | || |= < << <= <<= > >> >= >>= = == ! != * *= / /= % %= ^ ^= . ... : ? ~ # ## , ; ( ) [ ] a b 1 2. .5 0x1e "s"'.split(
    ' ',
  );

/** Spellings of what the preprocessor makes of a text, without the closing one. */
function tokensOf(text: string): string[] {
  const { tokens, interner } = unitOf(text);
  return [...tokens.ids.subarray(0, tokens.length - 1)].map((id) => interner.text(id));
}

function checkPrinted(pieces: readonly string[]): void {
  const text = `#define ID(x) x\nstart ${pieces.map((p) => (p === ',' ? p : `ID(${p})`)).join('')}`;
  const isBalanced = !pieces.some((p) => '()'.includes(p));
  if (!isBalanced) return;
  assert.deepEqual(tokensOf(printTokens(unitOf(text).preprocessor)), tokensOf(text));
}

describe('the preprocessed text', () => {
  it('keeps an operator from the one that a macro puts before it', () => {
    const text = '#define plus +\n#define lt <\na = 1 plus++b; c = d lt<=e;\n';
    assert.equal(printTokens(unitOf(text).preprocessor).trim(), 'a = 1 + ++b; c = d < <=e;');
  });

  it('lexes again to the same tokens', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), checkPrinted));
  });
});

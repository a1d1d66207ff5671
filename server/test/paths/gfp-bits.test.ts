import assert from 'node:assert/strict';
import { gfpBit } from '../../src/paths/gfp-bits.ts';
import { openTables } from '../test-kit/mini-tables.ts';

const bitIn = (text: string) => gfpBit(openTables(text).unit, 'ZERO');

describe('a flag of the page allocator', () => {
  it('is the bit that its enumerator numbers', () =>
    assert.equal(bitIn('enum { ___GFP_DMA_BIT, ___GFP_ZERO_BIT };'), 2n));

  it('is the number that older kernels write', () => {
    assert.equal(
      bitIn('#define ___GFP_ZERO 0x100u\n#define __GFP_ZERO ((gfp_t)___GFP_ZERO)'),
      0x100n,
    );
    assert.equal(bitIn('#define __GFP_ZERO 256'), 256n);
  });

  it('is not guessed', () => {
    assert.equal(bitIn(''), undefined);
    assert.equal(bitIn('#define __GFP_ZERO (1u << 8)'), undefined);
  });
});

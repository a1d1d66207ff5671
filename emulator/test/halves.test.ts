import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tries } from '../../test/effort.ts';
import { stepAddress, wrapSigned, wrapUnsigned } from '../src/machine/values/halves.ts';
import { shorten } from '../src/machine/values/wide.ts';

/** Values around the borders of 32, 53 and 64 bits, and any others. */
const values = fc.oneof(
  fc.bigInt({ min: -(1n << 66n), max: 1n << 66n }),
  fc
    .tuple(fc.constantFrom(0n, 1n << 31n, 1n << 32n, 1n << 53n, 1n << 63n, 1n << 64n), fc.integer({ min: -3, max: 3 }), fc.constantFrom(1n, -1n))
    .map(([border, by, sign]) => sign * border + BigInt(by)), // biome-ignore format: one line
);

describe('64 bits as two halves', () => {
  it('wrap as two complements do, in the shortest form', () => {
    fc.assert(
      fc.property(values, (value) => {
        assert.equal(wrapUnsigned(value), shorten(BigInt.asUintN(64, value)));
        assert.equal(wrapSigned(value), shorten(BigInt.asIntN(64, value)));
      }),
      { numRuns: tries(5000) },
    );
  });

  it('step from an address, both ways and around the end', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), (value, bytes) => {
        const address = BigInt.asUintN(64, value);
        const expected = shorten(BigInt.asUintN(64, address + BigInt(bytes)));
        assert.equal(stepAddress(address, bytes), expected);
      }),
      { numRuns: tries(5000) },
    );
  });
});

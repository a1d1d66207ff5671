import { ilp32 } from './data-models.ts';
import type { Target } from './target.ts';

/** System V ABI for m68k as Linux uses it: everything is aligned to 2, and bit-fields pack. */
export const m68k: Target = ilp32({
  name: 'm68k',
  triple: 'm68k-linux-gnu',
  bigEndian: true,
  wcharType: 'long int',
  longDouble: 'm68k',
  longDoubleSizeBytes: 12,
  alignBytes: { int: 2, long: 2, longLong: 2, float: 2, double: 2, longDouble: 2, pointer: 2 },
  biggestAlignmentBytes: 2,
  bitFields: { typeMatters: false, unnamedAligns: false, emptyFieldBoundaryBits: 16 },
});

/** ColdFire: as m68k, with a long double that is a double (its FPU has no extended format). */
export const coldfire: Target = {
  ...m68k,
  name: 'coldfire',
  longDouble: 'double',
  longDoubleSizeBytes: 8,
};

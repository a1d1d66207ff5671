import { ilp32, lp64 } from './data-models.ts';
import type { Target } from './target.ts';

/** PA-RISC, 32-bit. */
export const parisc: Target = ilp32({
  name: 'parisc',
  triple: 'hppa-linux-gnu',
  bigEndian: true,
  wcharType: 'long int',
});

/** PA-RISC 2.0, 64-bit: gcc keeps the 64-bit long double on Linux, as it does in 32 bits. */
export const parisc64: Target = lp64({
  name: 'parisc64',
  triple: 'hppa64-linux-gnu',
  bigEndian: true,
  longDouble: 'double',
  longDoubleSizeBytes: 8,
  alignBytes: { longDouble: 8 },
  vaList: {
    kind: 'pointer',
    to: 'void',
  },
});

import { ilp32, lp64 } from './data-models.ts';
import type { Target } from './target.ts';

/** SPARC V9. */
export const sparc64: Target = lp64({
  name: 'sparc64',
  triple: 'sparc64-linux-gnu',
  bigEndian: true,
});

/** SPARC V8, 32-bit; long double is a quad aligned to 8, and wchar_t is a long. */
export const sparc: Target = ilp32({
  name: 'sparc',
  triple: 'sparc-linux-gnu',
  bigEndian: true,
  wcharType: 'long int',
  longDouble: 'quad',
  longDoubleSizeBytes: 16,
});

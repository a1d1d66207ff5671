import { ilp32, wordAligned } from './data-models.ts';
import type { Target } from './target.ts';

/** SuperH without floating point (`-m4-nofpu`), as the kernel compiles for it: va_list is a pointer. */
export const sh: Target = ilp32({
  name: 'sh',
  triple: 'sh4-linux-gnu',
  wcharType: 'long int',
  alignBytes: wordAligned,
  biggestAlignmentBytes: 4,
});

/** SuperH, big-endian. */
export const sheb: Target = { ...sh, name: 'sheb', triple: 'sh4eb-linux-gnu', bigEndian: true };

import { ilp32, lp64 } from './data-models.ts';
import type { Target } from './target.ts';

/** System V ABI, AMD64 supplement. */
export const x86_64: Target = lp64({
  name: 'x86_64',
  triple: 'x86_64-linux-gnu',
  longDouble: 'x87',
  vaList: {
    kind: 'array',
    tag: '__va_list_tag',
    members: [
      { name: 'gp_offset', type: 'unsigned int' },
      { name: 'fp_offset', type: 'unsigned int' },
      { name: 'overflow_arg_area', type: 'void *' },
      { name: 'reg_save_area', type: 'void *' },
    ],
  },
});

/** System V ABI, i386: 64-bit members are aligned to 4, though alone they are aligned to 8. */
export const i386: Target = ilp32({
  name: 'i386',
  triple: 'i686-linux-gnu',
  longDouble: 'x87',
  longDoubleSizeBytes: 12,
  alignBytes: { longDouble: 4 },
  maxFieldAlignBytes: 4,
  biggestAlignmentBytes: 16,
  wcharType: 'long int',
  vaList: { kind: 'pointer', to: 'char' },
});

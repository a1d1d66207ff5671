import { lp64 } from './data-models.ts';
import type { Target } from './target.ts';

/** zSeries ELF ABI: nothing is aligned to more than 8 bytes. */
export const s390x: Target = lp64({
  name: 's390x',
  triple: 's390x-linux-gnu',
  bigEndian: true,
  charSigned: false,
  alignBytes: { longDouble: 8, int128: 8 },
  biggestAlignmentBytes: 8,
  vaList: {
    kind: 'array',
    tag: '__va_list_tag',
    members: [
      { name: '__gpr', type: 'long' },
      { name: '__fpr', type: 'long' },
      { name: '__overflow_arg_area', type: 'void *' },
      { name: '__reg_save_area', type: 'void *' },
    ],
  },
});

import { ilp32, lp64 } from './data-models.ts';
import type { Target } from './target.ts';

/** ELF ABI version 1, big-endian. */
export const powerpc64: Target = lp64({
  name: 'powerpc64',
  triple: 'powerpc64-linux-gnu',
  bigEndian: true,
  charSigned: false,
  longDouble: 'ibm',
  vaList: { kind: 'pointer', to: 'char' },
});

/** ELF ABI version 2, little-endian. */
export const powerpc64le: Target = {
  ...powerpc64,
  name: 'powerpc64le',
  triple: 'powerpc64le-linux-gnu',
  bigEndian: false,
};

/** System V ABI, 32-bit PowerPC. */
export const powerpc: Target = ilp32({
  name: 'powerpc',
  triple: 'powerpc-linux-gnu',
  bigEndian: true,
  charSigned: false,
  wcharType: 'long int',
  longDouble: 'ibm',
  longDoubleSizeBytes: 16,
  alignBytes: { longDouble: 16 },
  biggestAlignmentBytes: 16,
  vaList: {
    kind: 'array',
    tag: '__va_list_tag',
    members: [
      { name: 'gpr', type: 'unsigned char' },
      { name: 'fpr', type: 'unsigned char' },
      { name: 'reserved', type: 'unsigned short' },
      { name: 'overflow_arg_area', type: 'void *' },
      { name: 'reg_save_area', type: 'void *' },
    ],
  },
});

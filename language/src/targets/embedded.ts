/**
 * The 32-bit ports of embedded systems, of which Debian ships only ARC's compiler. Values follow the ports' own ABI
 * definitions (gcc's target headers; for Hexagon clang's, its only compiler).
 */
import { ilp32, wordAligned } from './data-models.ts';
import type { Target } from './target.ts';

/** ARCv2: 8-byte types are aligned to 4, char is unsigned. */
export const arc: Target = ilp32({
  name: 'arc',
  triple: 'arc-linux-gnu',
  charSigned: false,
  wcharType: 'int',
  alignBytes: wordAligned,
  biggestAlignmentBytes: 4,
});

/** C-SKY ABI v2: 8-byte types are aligned to 4, char is unsigned. */
export const csky: Target = ilp32({
  name: 'csky',
  triple: 'csky-linux-gnuabiv2',
  charSigned: false,
  wcharType: 'long int',
  alignBytes: wordAligned,
  biggestAlignmentBytes: 4,
});

/** Hexagon: 8-byte types keep their natural alignment; char is unsigned; va_list is an array of one record. */
export const hexagon: Target = ilp32({
  name: 'hexagon',
  triple: 'hexagon-linux-musl',
  charSigned: false,
  vaList: {
    kind: 'array',
    tag: '__va_list_tag',
    members: [
      { name: '__current_saved_reg_area_pointer', type: 'void *' },
      { name: '__saved_reg_area_end_pointer', type: 'void *' },
      { name: '__overflow_area_pointer', type: 'void *' },
    ],
  },
});

/** MicroBlaze, big-endian: 8-byte types are aligned to 4. */
export const microblaze: Target = ilp32({
  name: 'microblaze',
  triple: 'microblaze-linux-gnu',
  bigEndian: true,
  alignBytes: wordAligned,
  biggestAlignmentBytes: 4,
});

/** MicroBlaze, little-endian. */
export const microblazeel: Target = {
  ...microblaze,
  name: 'microblazeel',
  triple: 'microblazeel-linux-gnu',
  bigEndian: false,
};

/** Nios II: 8-byte types are aligned to 4. */
export const nios2: Target = ilp32({
  name: 'nios2',
  triple: 'nios2-linux-gnu',
  alignBytes: wordAligned,
  biggestAlignmentBytes: 4,
});

/** OpenRISC: big-endian, 8-byte types are aligned to 4. */
export const or1k: Target = ilp32({
  name: 'or1k',
  triple: 'or1k-linux-gnu',
  bigEndian: true,
  wcharType: 'unsigned int',
  alignBytes: wordAligned,
  biggestAlignmentBytes: 4,
});

/** Xtensa, little-endian: natural alignment, char is unsigned, va_list is a record. */
export const xtensa: Target = ilp32({
  name: 'xtensa',
  triple: 'xtensa-linux-gnu',
  charSigned: false,
  wcharType: 'long int',
  biggestAlignmentBytes: 16,
  vaList: {
    kind: 'record',
    tag: '__va_list_tag',
    members: [
      { name: '__va_stk', type: 'void *' },
      { name: '__va_reg', type: 'void *' },
      { name: '__va_ndx', type: 'int' },
    ],
  },
});

/** Xtensa, big-endian. */
export const xtensaeb: Target = {
  ...xtensa,
  name: 'xtensaeb',
  triple: 'xtensaeb-linux-gnu',
  bigEndian: true,
};

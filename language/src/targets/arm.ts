import { armBitFields, ilp32, lp64 } from './data-models.ts';
import type { Target } from './target.ts';

/** AAPCS, the EABI that the kernel requires. */
export const arm: Target = ilp32({
  name: 'arm',
  triple: 'arm-linux-gnueabihf',
  charSigned: false,
  wcharType: 'unsigned int',
  bitFields: armBitFields,
  maxVectorAlignBytes: 8,
  vaList: { kind: 'record', tag: '__va_list', members: [{ name: '__ap', type: 'void *' }] },
});

/** AAPCS, big-endian. */
export const armeb: Target = {
  ...arm,
  name: 'armeb',
  triple: 'armeb-linux-gnueabihf',
  bigEndian: true,
};

/** AAPCS64. */
export const aarch64: Target = lp64({
  name: 'aarch64',
  triple: 'aarch64-linux-gnu',
  charSigned: false,
  wcharType: 'unsigned int',
  bitFields: armBitFields,
  maxVectorAlignBytes: 16,
  vaList: {
    kind: 'record',
    tag: '__va_list',
    members: [
      { name: '__stack', type: 'void *' },
      { name: '__gr_top', type: 'void *' },
      { name: '__vr_top', type: 'void *' },
      { name: '__gr_offs', type: 'int' },
      { name: '__vr_offs', type: 'int' },
    ],
  },
});

/** AAPCS64, big-endian. */
export const aarch64be: Target = {
  ...aarch64,
  name: 'aarch64_be',
  triple: 'aarch64_be-linux-gnu',
  bigEndian: true,
};

import { ilp32, lp64 } from './data-models.ts';
import type { Target } from './target.ts';

/** The o32 ABI, big-endian. */
export const mips: Target = ilp32({ name: 'mips', triple: 'mips-linux-gnu', bigEndian: true });

/** The o32 ABI, little-endian. */
export const mipsel: Target = {
  ...mips,
  name: 'mipsel',
  triple: 'mipsel-linux-gnu',
  bigEndian: false,
};

/** The n64 ABI, big-endian. */
export const mips64: Target = lp64({
  name: 'mips64',
  triple: 'mips64-linux-gnuabi64',
  bigEndian: true,
});

/** The n64 ABI, little-endian. */
export const mips64el: Target = {
  ...mips64,
  name: 'mips64el',
  triple: 'mips64el-linux-gnuabi64',
  bigEndian: false,
};

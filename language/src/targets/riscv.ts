import { ilp32, lp64 } from './data-models.ts';
import type { Target } from './target.ts';

/** RISC-V LP64 (the kernel's own code uses no floating point; long double stays quad). */
export const riscv64: Target = lp64({
  name: 'riscv64',
  triple: 'riscv64-linux-gnu',
  charSigned: false,
});

/** RISC-V ILP32. */
export const riscv32: Target = ilp32({
  name: 'riscv32',
  triple: 'riscv32-linux-gnu',
  charSigned: false,
  longDouble: 'quad',
  longDoubleSizeBytes: 16,
  alignBytes: { longDouble: 16 },
  biggestAlignmentBytes: 16,
});

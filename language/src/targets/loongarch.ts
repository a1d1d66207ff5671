import { lp64 } from './data-models.ts';
import type { Target } from './target.ts';

/** LoongArch LP64. */
export const loongarch64: Target = lp64({
  name: 'loongarch64',
  triple: 'loongarch64-linux-gnu',
});

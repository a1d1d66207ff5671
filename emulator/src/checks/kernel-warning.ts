import type { Check } from './check.ts';

/** WARN_ON() and its kin (include/asm-generic/bug.h). */
export const kernelWarning: Check = {
  id: 'kernel-warning',
  title: "The kernel's own WARN_ON() triggers.",
  warned(run, file, line) {
    run.story.report(this.id, `WARNING at ${file}:${line}`, { at: run.story.here() });
  },
};

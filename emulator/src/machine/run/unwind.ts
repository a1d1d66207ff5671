import type { Regs, StatementCode } from '../compile/code.ts';

/** A jump out of a statement expression: caught by the statement around it. */
export class Unwind {
  readonly regs: Regs;
  readonly code: number;

  constructor(regs: Regs, code: number) {
    this.regs = regs;
    this.code = code;
  }
}

/** Catches what leaves a statement expression of this statement. */
export function withUnwind(code: StatementCode): StatementCode {
  const guarded = (r: Regs, run: () => number): number => {
    try {
      return run();
    } catch (error) {
      if (error instanceof Unwind && error.regs === r) return error.code;
      throw error;
    }
  };
  return {
    labels: code.labels,
    run: (r) => guarded(r, () => code.run(r)),
    enter: (r, label) => guarded(r, () => code.enter(r, label)),
  };
}

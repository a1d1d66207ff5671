/** `__attribute__((cleanup(f)))`: what is done when a variable goes out of scope (gcc manual 6.34.1). */

import type { Machine } from '../run/machine.ts';
import { R_RESULT, type Regs, type StatementCode } from './code.ts';

/** One variable of a block. */
interface Cleanup {
  readonly run: (r: Regs) => void;
  /** Register that is 1 from the declaration on, until the cleanup ran. */
  readonly isDueReg: number;
  /** The statement of the block that declares it. */
  readonly at: number;
}

/** The variables of one block, in the order of their declarations. */
export type Cleanups = Cleanup[];

/** Runs what is due of the variables that statements from `first` on declare, the last one first. */
export function cleanUp(machine: Machine, cleanups: Cleanups, r: Regs, first: number): void {
  const result = r[R_RESULT];
  const { gotoLabel } = machine;
  for (let i = cleanups.length - 1; i >= 0; i--) {
    const { run, isDueReg, at } = cleanups[i];
    if (at < first || r[isDueReg] !== 1) continue;
    r[isDueReg] = 0;
    run(r);
  }
  // The functions that ran have jumps of their own.
  machine.gotoLabel = gotoLabel;
  r[R_RESULT] = result;
}

/** A block whose variables are cleaned up however it is left. */
export function withCleanups(
  machine: Machine,
  block: StatementCode,
  cleanups: Cleanups,
): StatementCode {
  if (cleanups.length === 0) return block;
  const finish = (r: Regs, code: number): number => {
    cleanUp(machine, cleanups, r, 0);
    return code;
  };
  return {
    labels: block.labels,
    run: (r) => finish(r, block.run(r)),
    enter: (r, label) => finish(r, block.enter(r, label)),
  };
}

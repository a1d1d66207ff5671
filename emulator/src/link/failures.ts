/** Makes one allocation of a run fail. */
import { canFail, kernelEvent } from '../kernel-functions/kernel-functions.ts';
import { R_RESULT } from '../machine/compile/code.ts';
import { compileFunction } from '../machine/compile/compile-function.ts';
import type { FunctionEntry } from '../machine/run/function-entry.ts';
import type { Machine } from '../machine/run/machine.ts';

export interface AllocationListener {
  /** An allocation that counts is about to be made. */
  reached?(): void;
  /** It gives nothing. */
  failed(name: string, number: number): void;
}

/** Counts the allocations that a scenario asks for, and gives nothing for one of them. */
export class Failures {
  /** Counted since the scenario began. */
  count: number;
  isCounting = false;
  private readonly failing: number | undefined;
  private readonly listener: AllocationListener;
  private depth = 0;

  /**
   * @param failing the number of the allocation that fails, from 1
   * @param count how many there were before
   */
  constructor(failing: number | undefined, listener: AllocationListener, count = 0) {
    this.failing = failing;
    this.listener = listener;
    this.count = count;
  }

  /** An allocation inside another one is the outer one's: slabs take their pages so. */
  isDue(name: string): boolean {
    if (!this.isCounting || this.depth > 0) return false;
    this.listener.reached?.();
    this.count++;
    if (this.count !== this.failing) return false;
    this.listener.failed(name, this.count);
    return true;
  }

  inside(run: () => void): void {
    this.depth++;
    try {
      run();
    } finally {
      this.depth--;
    }
  }
}

/** Compiles functions; one that allocates asks first whether it may. */
export function compileWithFailures(current: () => Failures) {
  return (machine: Machine, entry: FunctionEntry): void => {
    compileFunction(machine, entry);
    const event = kernelEvent(entry.name);
    const { body } = entry;
    if (event === undefined || body === undefined || !canFail(event)) return;
    entry.body = (r) => {
      const failures = current();
      if (failures.isDue(entry.name)) r[R_RESULT] = 0;
      else failures.inside(() => body(r));
    };
  };
}

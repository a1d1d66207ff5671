import { setPriority } from 'node:os';

/** Lowers this process's priority. Not every system allows it: the work then competes a little more. */
export function yieldToOthers(priority: number): void {
  try {
    setPriority(priority);
  } catch {
    // The work goes on all the same.
  }
}

import type { Simulation } from '../../../server/src/protocol.ts';

/** Runs the lifecycle with one of its allocations failing. */
export type RunWithFailure = (fail: number) => Promise<Simulation>;

/**
 * The run in which the first allocation at or after a step fails; undefined when none follows. Which
 * number it has is found by halving: a run is the same up to the failure, so the n-th allocation stands
 * where the run with the n-th failing fails.
 */
export async function failNext(
  allocations: number,
  step: number,
  run: RunWithFailure,
): Promise<{ readonly simulation: Simulation; readonly failedAt: number } | undefined> {
  let low = 1;
  let high = allocations;
  let found: { simulation: Simulation; failedAt: number } | undefined;
  while (low <= high) {
    const fail = (low + high) >> 1;
    const simulation = await run(fail);
    const failedAt = failureStep(simulation);
    if (failedAt !== undefined && failedAt >= step) {
      found = { simulation, failedAt };
      high = fail - 1;
    } else low = fail + 1;
  }
  return found;
}

/** Where the allocation failed that was to fail. */
function failureStep({ events }: Simulation): number | undefined {
  return events.find(({ kind }) => kind === 'allocation-failed')?.step;
}

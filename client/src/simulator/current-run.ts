import type { Simulation, SimulationCallSpan } from '../../../server/src/protocol.ts';
import { CallTree } from './navigation.ts';

/** A run as far as the editor keeps it; steps and states stay with the server. */
export interface CurrentRun {
  readonly simulation: Simulation;
  readonly calls: CallTree;
}

/** A run with its calls. */
export function currentRun(
  simulation: Simulation,
  spans: readonly SimulationCallSpan[],
): CurrentRun {
  return { simulation, calls: new CallTree(spans, simulation.steps) };
}

/**
 * Where the lifecycle itself begins: what stands before it makes an address space for it. The call of a
 * function begins behind the making of its arguments.
 */
export function beginning({ simulation, calls }: CurrentRun): number {
  const { entry } = simulation;
  const name = entry.replaceAll('-', '_');
  const lifecycle = calls.spans.find((span) => span.function === `scenario_${name}`);
  if (lifecycle) return lifecycle.first;
  const around = calls.spans.find((span) => span.function === `scenario_call_${name}`);
  const called = calls.spans.findLast(
    (span) => span.function === entry && span.depth === (around?.depth ?? 0) + 1,
  );
  return called?.first ?? around?.first ?? 1;
}

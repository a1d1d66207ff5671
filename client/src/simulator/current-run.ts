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

/** Where the lifecycle itself begins: what stands before it makes an address space for it. */
export function beginning({ simulation, calls }: CurrentRun): number {
  const name = `scenario_${simulation.entry.replaceAll('-', '_')}`;
  return calls.spans.find((span) => span.function === name)?.first ?? 1;
}

/** A machine's state, to run from again: compiled code stays, so that a run costs only itself. */
import type { Machine } from './machine.ts';
import type { WatchSnapshot } from './watch.ts';

/** State that a host function keeps outside of the machine's memory: `Machine.keepers` has them. */
export interface Keeper {
  save(): unknown;
  /** @param saved undefined for a keeper that came into being after the snapshot */
  restore(saved: unknown): void;
}

export interface MachineSnapshot {
  readonly watch: WatchSnapshot;
  readonly sp: number;
  readonly steps: number;
  readonly depth: number;
  readonly jumpPoints: number;
  readonly interruptsEnabled: boolean;
  readonly kept: ReadonlyMap<Keeper, unknown>;
}

/** Saves a watched machine between two calls of its functions. */
export function takeSnapshot(machine: Machine): MachineSnapshot {
  if (machine.watch === undefined) throw new Error('only a watched machine can go back');
  return {
    watch: machine.watch.snapshot(),
    sp: machine.sp,
    steps: machine.steps,
    depth: machine.calls.depth,
    jumpPoints: machine.jumpPoints.length,
    interruptsEnabled: machine.interruptsEnabled,
    kept: new Map(machine.keepers.map((keeper) => [keeper, keeper.save()])),
  };
}

/** Goes back; a snapshot may be restored any number of times. Findings since are forgotten. */
export function restoreSnapshot(machine: Machine, snapshot: MachineSnapshot): void {
  machine.watch?.restore(snapshot.watch);
  machine.resume(snapshot);
  for (const keeper of machine.keepers) keeper.restore(snapshot.kept.get(keeper));
}

/** A machine's state, to run from again: compiled code stays, so that a run costs only itself. */

import type { WatchSnapshot } from '../watch/watch.ts';
import type { Machine } from './machine.ts';

/** State that a host function keeps outside of the machine's memory: `Machine.keepers` has them. */
export interface Keeper {
  save(): unknown;
  /** @param saved undefined for a keeper that came into being after the snapshot */
  restore(saved: unknown): void;
}

/** Where a machine is, besides what is in its memory. */
export interface MachinePosition {
  readonly sp: number;
  readonly steps: number;
  readonly depth: number;
  readonly jumpPoints: number;
  readonly interruptsEnabled: boolean;
}

export interface MachineSnapshot extends MachinePosition {
  readonly watch: WatchSnapshot;
  readonly kept: ReadonlyMap<Keeper, unknown>;
}

export function positionOf(machine: Machine): MachinePosition {
  return {
    sp: machine.sp,
    steps: machine.steps,
    depth: machine.calls.depth,
    jumpPoints: machine.jumpPoints.length,
    interruptsEnabled: machine.interruptsEnabled,
  };
}

/** Saves a watched machine. Calls that are open are the host's: only their number is saved. */
export function takeSnapshot(machine: Machine): MachineSnapshot {
  if (machine.watch === undefined) throw new Error('only a watched machine can go back');
  return {
    ...positionOf(machine),
    watch: machine.watch.snapshot(),
    kept: new Map(machine.keepers.map((keeper) => [keeper, keeper.save()])),
  };
}

/** Goes back; a snapshot may be restored any number of times. Findings since are forgotten. */
export function restoreSnapshot(machine: Machine, snapshot: MachineSnapshot): void {
  machine.watch?.restore(snapshot.watch);
  machine.resume(snapshot);
  for (const keeper of machine.keepers) keeper.restore(snapshot.kept.get(keeper));
}

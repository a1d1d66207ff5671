/**
 * A run whose allocations are to fail in turn. Before each of them the machine is saved; a run in which
 * one fails is led there and costs only what comes after it.
 */

import type { WatchedMemory } from '../machine/memory/watched-memory.ts';
import type { Machine } from '../machine/run/machine.ts';
import {
  type MachinePosition,
  type MachineSnapshot,
  positionOf,
  restoreSnapshot,
  takeSnapshot,
} from '../machine/run/snapshot.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import { RunTape, TapeError } from '../machine/watch/run-tape.ts';
import type { CurrentRun, RunBefore } from './current-run.ts';

/** So many moments are kept; each has the pages that changed until the next one. */
const MOST_MARKS = 400;

/** A moment of the run: an allocation that can fail is about to be made. */
interface Mark extends RunBefore {
  /** The number of the call that allocates. */
  readonly call: number;
  readonly snapshot: MachineSnapshot;
}

export class Exploration {
  private readonly machine: Machine;
  private readonly tape = new RunTape();
  private readonly marks: Mark[] = [];
  private start: MachinePosition | undefined;
  /** The scenario's argument. */
  mm: Value = 0;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  private get memory(): WatchedMemory {
    return this.machine.memory as WatchedMemory;
  }

  /** How many allocations it can be led to. */
  get count(): number {
    return this.marks.length;
  }

  /** The scenario is about to be called. */
  begin(mm: Value): void {
    this.mm = mm;
    this.start = positionOf(this.machine);
    this.memory.tape = this.tape;
  }

  /** The scenario is over, or the run is. @throws TapeError when the moment did not come */
  end(): void {
    const { isPlaying } = this.memory;
    this.memory.tape = undefined;
    if (isPlaying) throw new TapeError('the allocation was not made');
  }

  /** An allocation that counts is about to be made: where a tape leads, or one to remember. */
  reached({ run, failures, boundaries }: CurrentRun): void {
    const { tape } = this.memory;
    if (tape === undefined) return;
    if (tape.isPlaying) {
      this.arrive();
      return;
    }
    if (this.marks.length === MOST_MARKS) return;
    this.marks.push({
      call: tape.lastCall,
      snapshot: takeSnapshot(this.machine),
      run: run.copy(),
      allocations: failures.count,
      boundaries: [...boundaries],
    });
  }

  /** Goes back to before an allocation, and before the scenario's call; of several, to the last one first. */
  goTo(number: number): RunBefore {
    const mark = this.marks[number - 1];
    this.marks.length = number;
    restoreSnapshot(this.machine, mark.snapshot);
    this.machine.resume(this.start as MachinePosition);
    this.tape.play(mark.call);
    this.memory.tape = this.tape;
    return mark;
  }

  /** The host's stack is what it was: the machine goes on from the moment. */
  private arrive(): void {
    const { machine, tape } = this;
    const { snapshot } = this.marks[this.marks.length - 1];
    const { sp, token, calls } = machine;
    if (!tape.isThere || sp !== snapshot.sp || calls.depth !== snapshot.depth)
      throw new TapeError('the run is not where it was');
    const site = machine.watch?.site;
    machine.resume(snapshot);
    machine.token = token;
    if (machine.watch) machine.watch.site = site;
    this.memory.tape = undefined;
  }
}

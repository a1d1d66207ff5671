import type { MemdescModel } from '../memdesc/memdesc.ts';
import type { FileState, UnitResult, UnitTask } from './unit-task.ts';

/** What a unit gave, with the states of every file that it read. */
export interface UnitAnswer {
  readonly result: UnitResult;
  readonly states: readonly FileState[];
  readonly makefiles: readonly FileState[];
}

/** What reads units: threads, or this one. */
export interface UnitPool {
  /** Searches files (below the tree) for memdescs. */
  discover(files: readonly string[]): Promise<MemdescModel | undefined>;
  /** To be called before any unit is asked for. */
  setModel(model: MemdescModel | undefined): void;
  /** Reads the units; answers come in any order. `next` is asked for a task whenever one can start. */
  run(next: () => UnitTask | undefined, answer: (answer: UnitAnswer) => void): Promise<void>;
  close(): Promise<void>;
}

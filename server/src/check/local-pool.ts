import type { SourceMap } from '../../../language/src/source/source-map.ts';
import { discoverFiles } from '../index/discover-tree.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { mergeModels } from '../memdesc/merge.ts';
import type { Profile } from '../profile/profile.ts';
import { FileNumbers } from './file-numbers.ts';
import { MakefileLog } from './makefile-log.ts';
import type { UnitAnswer, UnitPool } from './unit-pool.ts';
import { UnitReader } from './unit-reader.ts';
import type { FileState, UnitTask } from './unit-task.ts';

/** Reads units in this thread, one after the other. */
export class LocalPool implements UnitPool {
  readonly #profile: Profile;
  readonly #makefiles: MakefileLog;
  readonly #numbers: FileNumbers;
  readonly #reader: UnitReader;
  readonly #states: FileState[] = [];
  readonly #covered = new Set<string>();

  constructor(profile: Profile, sources?: SourceMap) {
    this.#profile = profile;
    this.#makefiles = new MakefileLog(profile.fs);
    this.#numbers = new FileNumbers((path) => profile.fs.isVirtual(path));
    this.#reader = new UnitReader(profile, this.#numbers, sources);
  }

  async discover(files: readonly string[]): Promise<MemdescModel | undefined> {
    let model: MemdescModel | undefined;
    const { sources } = this.#reader;
    for (const found of discoverFiles(this.#profile, files, this.#covered, sources))
      model = mergeModels(model, found);
    return model;
  }

  setModel(model: MemdescModel | undefined): void {
    this.#reader.setModel(model);
  }

  async run(next: () => UnitTask | undefined, answer: (answer: UnitAnswer) => void): Promise<void> {
    for (let task = next(); task; task = next()) answer(this.#read(task));
  }

  async close(): Promise<void> {
    // Nothing runs on.
  }

  #read(task: UnitTask): UnitAnswer {
    const result = this.#reader.read(task);
    for (const { number, ...state } of result.states) this.#states[number] = state;
    const states = result.read.flatMap((number) => this.#states[number] ?? []);
    return { result, states, makefiles: this.#makefiles.take(this.#numbers) };
  }
}

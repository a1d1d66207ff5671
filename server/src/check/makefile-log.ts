import type { NodeFileSystem } from '../kernel/node-file-system.ts';
import type { FileNumbers } from './file-numbers.ts';
import type { FileState } from './unit-task.ts';

/** Remembers the makefiles that flags were derived from: when one changes, so may every flag. */
export class MakefileLog {
  readonly #read = new Map<string, Uint8Array>();

  constructor(fs: NodeFileSystem) {
    const readFile = fs.readFile.bind(fs);
    fs.readFile = (path) => {
      const bytes = readFile(path);
      if (bytes && isMakefile(path)) this.#read.set(path, bytes);
      return bytes;
    };
  }

  /** Those that were read since the last call. */
  take(numbers: FileNumbers): FileState[] {
    const states = [...this.#read].map(([path, bytes]) => numbers.stateOf(path, bytes));
    this.#read.clear();
    return states;
  }
}

/** What Kbuild reads is no C. */
const isMakefile = (path: string): boolean => /\/(Makefile|Kbuild)[^/]*$|\.cmd$/.test(path);

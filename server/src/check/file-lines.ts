import { join } from 'node:path';
import type { NodeFileSystem } from '../kernel/node-file-system.ts';

/** Lines of files below a tree, as the check read them. Those of the last file are at hand. */
export class FileLines {
  readonly #fs: NodeFileSystem;
  readonly #tree: string;
  #file = '';
  #lines: readonly string[] = [];

  constructor(fs: NodeFileSystem, tree: string) {
    this.#fs = fs;
    this.#tree = tree;
  }

  /** A line, from 1, without its end; empty for one that is not there. */
  line(file: string, line: number): string {
    if (file !== this.#file) {
      this.#lines = (this.#fs.readText(join(this.#tree, file)) ?? '').split('\n');
      this.#file = file;
    }
    return this.#lines[line - 1] ?? '';
  }
}

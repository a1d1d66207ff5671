import { IntList } from './int-list.ts';

/** Rows of the table, a column an array. */
export interface InclusionColumns {
  readonly files: Int32Array;
  readonly parents: Int32Array;
  readonly locs: Int32Array;
}

/** Who included what, in the order of the reading. Entry 0 is the main file. */
export class InclusionTable {
  readonly #files = new IntList();
  readonly #parents = new IntList();
  readonly #locs = new IntList();

  get length(): number {
    return this.#files.length;
  }

  /** Adds an entry; returns its number. `loc` is the place of the `#`, 0 for what no file includes. */
  add(fileIndex: number, parent: number, loc: number): number {
    this.#parents.push(parent);
    this.#locs.push(loc);
    return this.#files.push(fileIndex);
  }

  /** The index of the file that was read. */
  file(entry: number): number {
    return this.#files.at(entry);
  }

  /** The inclusion that this one is inside of; -1 for none. */
  parent(entry: number): number {
    return this.#parents.at(entry);
  }

  /** The place of the directive's `#`. */
  loc(entry: number): number {
    return this.#locs.at(entry) >>> 0;
  }

  /** True when a file was read at all. */
  has(fileIndex: number): boolean {
    for (let i = 0; i < this.length; i++) if (this.file(i) === fileIndex) return true;
    return false;
  }

  /** Copies of the columns from `start` on. */
  since(start: number): InclusionColumns {
    const slice = (list: IntList) => list.slice(start, this.length);
    return { files: slice(this.#files), parents: slice(this.#parents), locs: slice(this.#locs) };
  }

  truncate(length: number): void {
    for (const list of [this.#files, this.#parents, this.#locs]) list.truncate(length);
  }
}

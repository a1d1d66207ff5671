import { IntList } from '../preprocessor/int-list.ts';

/**
 * For each spelling number, the declarations that declare it, in the order in which they were noted.
 * A chain is read from its front and what was read is gone.
 */
export class NameChains {
  /** By spelling number: the front entry plus 1, 0 for an empty chain. */
  #fronts: Int32Array = new Int32Array(0);
  #lasts: Int32Array = new Int32Array(0);
  readonly #declarations = new IntList(1 << 12);
  readonly #nexts = new IntList(1 << 12);

  /** Forgets all chains. `size` is one more than the largest spelling number. */
  reset(size: number): void {
    this.#fronts = zeros(this.#fronts, size);
    this.#lasts = zeros(this.#lasts, size);
    this.#declarations.truncate(0);
    this.#nexts.truncate(0);
  }

  add(id: number, declaration: number): void {
    const entry = this.#declarations.push(declaration) + 1;
    this.#nexts.push(0);
    const last = this.#lasts[id] as number;
    if (last === 0) this.#fronts[id] = entry;
    else this.#nexts.set(last - 1, entry);
    this.#lasts[id] = entry;
  }

  has(id: number): boolean {
    return (this.#fronts[id] as number) > 0;
  }

  /** The first declaration of a name that is left; -1 for none. */
  front(id: number): number {
    const entry = this.#fronts[id];
    return entry ? this.#declarations.at(entry - 1) : -1;
  }

  /** Whether a test holds for one of the declarations of a name that are left. */
  some(id: number, test: (declaration: number) => boolean): boolean {
    let entry = this.#fronts[id] as number;
    while (entry > 0 && !test(this.#declarations.at(entry - 1))) entry = this.#nexts.at(entry - 1);
    return entry > 0;
  }

  dropFront(id: number): void {
    this.#fronts[id] = this.#nexts.at((this.#fronts[id] as number) - 1);
  }
}

/** The same array emptied, or a larger one. */
export function zeros(array: Int32Array, size: number): Int32Array {
  return array.length < size ? new Int32Array(size + (size >> 2)) : array.fill(0);
}

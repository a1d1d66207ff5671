/** A growable list of 32-bit numbers. */
export class IntList {
  #items: Int32Array;
  #length = 0;

  constructor(capacity = 64) {
    this.#items = new Int32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): number {
    if (this.#length === this.#items.length) this.#grow();
    this.#items[this.#length] = value;
    return this.#length++;
  }

  at(index: number): number {
    return this.#items[index] as number;
  }

  set(index: number, value: number): void {
    this.#items[index] = value;
  }

  pop(): number {
    return this.#items[--this.#length] as number;
  }

  /** A copy of the numbers from `start` to `end`. */
  slice(start: number, end: number): Int32Array {
    return this.#items.slice(start, end);
  }

  truncate(length: number): void {
    this.#length = length;
  }

  #grow(): void {
    const items = new Int32Array(Math.ceil(this.#items.length * 1.5) + 8);
    items.set(this.#items);
    this.#items = items;
  }
}

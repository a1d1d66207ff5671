/** A list of 32-bit numbers that grows: an event takes a few of them, and a run has millions. */
export class Column {
  private numbers: Uint32Array;
  length = 0;

  constructor(capacity = 1024) {
    this.numbers = new Uint32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.numbers.length) {
      const grown = new Uint32Array(2 * this.numbers.length);
      grown.set(this.numbers);
      this.numbers = grown;
    }
    this.numbers[this.length++] = value;
  }

  at(index: number): number {
    return this.numbers[index];
  }
}

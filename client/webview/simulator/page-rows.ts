/** Rows that came from the panel, by their number; those that no one looked at are not here. */
export class PageRows<Row> {
  readonly #rows = new Map<number, Row>();
  /** Pages that were asked for and did not come yet. */
  readonly #asked = new Set<number>();

  get(row: number): Row | undefined {
    return this.#rows.get(row);
  }

  add(from: number, rows: readonly Row[]): void {
    this.#asked.delete(from);
    for (const [index, row] of rows.entries()) this.#rows.set(from + index, row);
  }

  /** True the first time that a page is asked for. */
  ask(from: number): boolean {
    if (this.#asked.has(from)) return false;
    this.#asked.add(from);
    return true;
  }
}

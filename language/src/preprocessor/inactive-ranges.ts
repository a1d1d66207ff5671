import type { InclusionTable } from './inclusions.ts';
import { IntList } from './int-list.ts';

/** Text that no inclusion of its file read. */
export interface InactiveRange {
  /** Byte offsets in the file, the end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The place of the `#` of the directive that decided it: a false condition, or the branch taken. */
  readonly reason: number;
}

/** Rows of the table, a column an array. */
export interface InactiveColumns {
  readonly inclusions: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly reasons: Int32Array;
}

/** The groups that were skipped, with the directive that was the reason. */
export class InactiveRangeTable {
  readonly #inclusions = new IntList();
  readonly #starts = new IntList();
  readonly #ends = new IntList();
  readonly #reasons = new IntList();

  get length(): number {
    return this.#starts.length;
  }

  add(inclusion: number, start: number, end: number, reason: number): void {
    this.#inclusions.push(inclusion);
    this.#starts.push(start);
    this.#ends.push(end);
    this.#reasons.push(reason);
  }

  /** Copies of the columns from `start` on. */
  since(start: number): InactiveColumns {
    const slice = (list: IntList) => list.slice(start, this.length);
    return {
      inclusions: slice(this.#inclusions),
      starts: slice(this.#starts),
      ends: slice(this.#ends),
      reasons: slice(this.#reasons),
    };
  }

  truncate(length: number): void {
    for (const list of [this.#inclusions, this.#starts, this.#ends, this.#reasons]) {
      list.truncate(length);
    }
  }

  /** What was skipped in every inclusion of a file, in rising order. */
  ofFile(fileIndex: number, inclusions: InclusionTable): InactiveRange[] {
    const byInclusion = new Map<number, InactiveRange[]>();
    for (let i = 0; i < inclusions.length; i++) {
      if (inclusions.file(i) === fileIndex) byInclusion.set(i, []);
    }
    for (let i = 0; i < this.length; i++) {
      byInclusion.get(this.#inclusions.at(i))?.push({
        start: this.#starts.at(i),
        end: this.#ends.at(i),
        reason: this.#reasons.at(i) >>> 0,
      });
    }
    return (
      [...byInclusion.values()].reduce<InactiveRange[] | undefined>(
        (common, ranges) => (common ? intersect(common, ranges) : ranges),
        undefined,
      ) ?? []
    );
  }
}

function intersect(a: readonly InactiveRange[], b: readonly InactiveRange[]): InactiveRange[] {
  const result: InactiveRange[] = [];
  let j = 0;
  for (const range of a) {
    while (j < b.length && (b[j] as InactiveRange).end <= range.start) j++;
    for (let k = j; k < b.length && (b[k] as InactiveRange).start < range.end; k++) {
      const other = b[k] as InactiveRange;
      const start = Math.max(range.start, other.start);
      const end = Math.min(range.end, other.end);
      if (start < end) result.push({ start, end, reason: range.reason });
    }
  }
  return result;
}

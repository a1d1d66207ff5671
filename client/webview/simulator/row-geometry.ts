/** Rows are all of one height, so that a million of them need no more than those in sight. */
export const ROW_HEIGHT_PX = 22;

/** Browsers draw nothing below some 33 million pixels, which 1.5 million rows have. */
const MAX_HEIGHT_PX = 30_000_000;

/**
 * Where the rows of a list are while it is scrolled. A list that would be higher than a browser can draw
 * is drawn at the highest, and the scroll bar goes through it faster than the rows go by.
 */
export class RowGeometry {
  readonly heightPx: number;
  readonly #viewPx: number;
  readonly #fullPx: number;

  constructor(count: number, viewPx: number) {
    this.#fullPx = count * ROW_HEIGHT_PX;
    this.#viewPx = viewPx;
    this.heightPx = Math.min(this.#fullPx, MAX_HEIGHT_PX);
  }

  /** Pixels of the full list for one of the scroll bar's. */
  get #scale(): number {
    const scrollable = this.heightPx - this.#viewPx;
    return scrollable <= 0 ? 1 : (this.#fullPx - this.#viewPx) / scrollable;
  }

  /** The first row in sight; rows count from 0. */
  firstRow(scrollTop: number): number {
    return Math.floor((scrollTop * this.#scale) / ROW_HEIGHT_PX);
  }

  /** How many rows are in sight, with those that are in part. */
  get visibleRows(): number {
    return Math.ceil(this.#viewPx / ROW_HEIGHT_PX);
  }

  /** Where a row is drawn, from the top of what is scrolled. */
  topPx(row: number, scrollTop: number): number {
    return row * ROW_HEIGHT_PX - scrollTop * this.#scale + scrollTop;
  }

  /** Where to scroll to have a row in the middle; undefined when it is in sight as it is. */
  scrollTo(row: number, scrollTop: number): number | undefined {
    const above = row * ROW_HEIGHT_PX - scrollTop * this.#scale;
    if (above >= 0 && above + ROW_HEIGHT_PX <= this.#viewPx) return undefined;
    return Math.max(0, (row * ROW_HEIGHT_PX - this.#viewPx / 2) / this.#scale);
  }
}

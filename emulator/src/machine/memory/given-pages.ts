import { INITIAL, NOBODY, SHADOW_PAGE_BYTES, type ShadowPage } from './shadow-page.ts';

/** Pages that belong to a large object and hold zeros, whether they exist yet or not. */
export class GivenPages {
  private readonly ranges: {
    readonly start: number;
    readonly end: number;
    readonly owner: number;
  }[] = [];

  /** @param start and @param end are multiples of the page's size */
  add(start: number, end: number, owner: number): void {
    this.ranges.push({ start, end, owner });
  }

  /** The object that an address belongs to as long as its page does not exist. */
  ownerAt(address: number): number {
    const range = this.ranges.findLast(({ start, end }) => address >= start && address < end);
    return range?.owner ?? NOBODY;
  }

  /** Gives a page that comes into being to its object, the last one that was given it. */
  fill(page: ShadowPage): void {
    const owner = this.ownerAt(page.address);
    if (owner === NOBODY) return;
    page.owner.fill(owner);
    page.writer.fill(INITIAL, 0, SHADOW_PAGE_BYTES);
  }
}

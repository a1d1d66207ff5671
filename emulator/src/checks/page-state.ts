import type { Moment } from '../machine/watch/blocks.ts';

/** A block of pages that the allocator gave during the run, and what became of it. */
export interface PageState {
  readonly frame: number;
  readonly order: number;
  /** The call that asked for it. */
  readonly allocated: Moment;
  /** Asked for through an allocator of objects. */
  readonly isSlab: boolean;
  /** The level that its constructor made it a table of; undefined when it is none now. */
  level: string | undefined;
  constructed: Moment | undefined;
  destructed: Moment | undefined;
  constructorFailed: Moment | undefined;
  /** The lock that was allocated for it. */
  lockAllocated: Moment | undefined;
  /** Tables in it that were handed out and not given back, by their address in the frame. */
  readonly tables: Map<number, Moment>;
  /** The entries that were made to point to it: kept address, and the bytes as they were then. */
  readonly entries: Map<number, { readonly bytes: Uint8Array; readonly moment: Moment }>;
  /** Allocated before the scenario began. */
  readonly isOld: boolean;
  /** Some entry pointed to it once: it is no top of a tree of tables. */
  wasLinked: boolean;
  /** A table was in it that is no whole page. */
  wasShared: boolean;
  /** Its type word, as a check remembered it. */
  typeBefore: bigint | undefined;
  /** NR_PAGETABLE when its constructor, or its destructor, began. */
  tablesBefore: number | undefined;
}

/** The same page for another run, which goes on by itself. */
export function copyPage(page: PageState): PageState {
  return { ...page, tables: new Map(page.tables), entries: new Map(page.entries) };
}

/** `the page of frame 12`, for messages. */
export function spellPage(page: PageState, firstPfn: number): string {
  const order = page.order === 0 ? '' : ` (order ${page.order})`;
  return `page ${(page.frame + firstPfn).toString(16)}${order}`;
}

/** The lives of pages: what becomes of one between its allocation and its end. */

import type { Frames } from '../boundary/frames.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import type { Moment } from '../machine/watch/blocks.ts';
import type { CodeSite } from '../machine/watch/observer.ts';
import type { Check } from './check.ts';
import type { OpenCall } from './kernel-call.ts';
import type { KernelMemory } from './kernel-memory.ts';
import type { KernelRun } from './kernel-run.ts';
import type { CheckMethod } from './listening-checks.ts';
import type { PageState } from './page-state.ts';
import type { RunPages } from './run-pages.ts';
import type { RunStory } from './run-story.ts';

/** Lets every check hear of something. */
export type Tell = (what: CheckMethod, call: (check: Check, run: KernelRun) => void) => void;

export class PageLives {
  /** The bit of gfp flags that allows to sleep; 0 when the tree did not say. */
  blockingGfp = 0;

  /** The code that wrote the word of a table's lock last, before its constructor. */
  private lockWriter: CodeSite | undefined;

  private splitLocks = false;

  private readonly memory: KernelMemory;

  private readonly pages: RunPages;

  private readonly story: RunStory;

  private readonly tell: Tell;

  constructor(memory: KernelMemory, pages: RunPages, story: RunStory, tell: Tell) {
    this.memory = memory;
    this.pages = pages;
    this.story = story;
    this.tell = tell;
  }

  /** Whether tables have a lock of their own here: where their constructor writes the word of the lock. */
  get hasSplitLocks(): boolean {
    return this.splitLocks;
  }

  /** Begins where another run of the same machine was when it was saved. */
  adopt(base: PageLives): void {
    this.blockingGfp = base.blockingGfp;
    this.splitLocks = base.splitLocks;
  }

  /** Goes on from where another run is. */
  goOnFrom(lives: PageLives): void {
    this.lockWriter = lives.lockWriter;
  }

  private get frames(): Frames {
    return this.memory.frames;
  }

  mayWait(gfp: Value, what: string): void {
    if ((Number(BigInt(gfp) & 0xffffffffn) & this.blockingGfp) === 0) return;
    this.tell('maySleep', (check, run) => check.maySleep?.(run, what));
  }

  addPage(call: OpenCall, pointer: Value, order: number): void {
    const frame = this.frames.ofPointer(pointer);
    if (frame < 0) return;
    const isSlab = this.story.slabDepth > 0;
    // What was allocated for the boot is used page by page.
    if (!this.story.isWatching && !isSlab && order > 0) {
      for (let i = 0; i < 2 ** order; i++)
        this.pages.byFrame.set(frame + i, this.newPage(call, frame + i, 0));
      return;
    }
    const page = this.newPage(call, frame, order);
    this.pages.byFrame.set(frame, page);
    this.story.note('allocate', frame, page.isSlab ? `order ${order}, slab` : `order ${order}`);
    this.tell('allocated', (check, run) => check.allocated?.(run, page));
  }

  /** The contents of a block live from its allocation until it is freed. */
  watchMemory(frame: number, order: number): void {
    if (frame < 0) return;
    const start = this.frames.memoryAddress(frame);
    const size = this.frames.info.pageBytes * 2 ** order;
    const name = `the memory of page ${(frame + this.frames.info.firstPfn).toString(16)}`;
    this.memory.machine.watch?.allocate(start, size, name, true);
  }

  private newPage(call: OpenCall, frame: number, order: number): PageState {
    return {
      frame,
      order,
      allocated: call.moment,
      isSlab: this.story.slabDepth > 0,
      level: undefined,
      constructed: undefined,
      destructed: undefined,
      constructorFailed: undefined,
      lockAllocated: undefined,
      tables: new Map(),
      entries: new Map(),
      isOld: !this.story.isWatching,
      wasLinked: false,
      wasShared: false,
      typeBefore: undefined,
      tablesBefore: undefined,
    };
  }

  forget(page: PageState): void {
    this.story.note('free', page.frame, `order ${page.order}`);
    this.memory.machine.watch?.free(this.frames.memoryAddress(page.frame));
    this.pages.forget(page);
  }

  constructing(page: PageState): void {
    this.lockWriter = this.pages.writerOfLock(page);
    this.tell('constructing', (check, run) => check.constructing?.(run, page));
  }

  constructed(call: OpenCall, page: PageState, succeeded: boolean, level: string): void {
    this.splitLocks ||= succeeded && this.pages.writerOfLock(page) !== this.lockWriter;
    if (succeeded) {
      page.level = level;
      page.constructed = call.moment;
      page.destructed = undefined;
    } else page.constructorFailed = call.moment;
    this.story.note(succeeded ? 'construct' : 'constructor-failed', page.frame, level);
    this.tell('constructed', (check, run) => check.constructed?.(run, page, succeeded));
  }

  destructed(page: PageState, moment: Moment): void {
    this.story.note('destruct', page.frame, page.level ?? '');
    page.level = undefined;
    page.destructed = moment;
    this.tell('destructed', (check, run) => check.destructed?.(run, page));
  }

  populated(page: PageState, entry: Value, moment: Moment): void {
    const near = this.frames.nearOf(entry);
    page.wasLinked = true;
    // An entry that is being made up in a local variable is seen by no one.
    if (near === undefined || this.frames.ofMemoryByte(near) < 0) return;
    const bytes = this.memory.bytes.peek(near, this.memory.machine.target.pointerSizeBytes);
    page.entries.set(near, { bytes, moment });
    this.tell('populated', (check, run) => check.populated?.(run, page, entry));
  }

  tableAllocated(pointer: Value, moment: Moment): void {
    const page = this.pages.ofPointer(pointer);
    const near = this.frames.nearOf(pointer);
    if (page === undefined || near === undefined || this.frames.ofMemoryByte(near) < 0) return;
    page.tables.set(near, moment);
    if ((near - this.frames.memoryAddress(page.frame)) % this.frames.info.pageBytes !== 0)
      page.wasShared = true;
  }

  tableFreed(page: PageState, pointer: Value): void {
    const near = this.frames.nearOf(pointer);
    if (near === undefined || this.frames.ofMemoryByte(near) < 0) return;
    this.tell('tableFreed', (check, run) => check.tableFreed?.(run, page, near));
    page.tables.delete(near);
  }

  badPage(page: Value, reason: Value): void {
    const text = this.memory.text(reason);
    this.tell('badPage', (check, run) => check.badPage?.(run, this.frames.ofPointer(page), text));
  }
}

/** The lives of pages: what becomes of one between its allocation and its end. */

import type { Value } from '../machine/values/scalar-kind.ts';
import type { Moment } from '../machine/watch/blocks.ts';
import type { CodeSite } from '../machine/watch/observer.ts';
import type { Check } from './check.ts';
import type { OpenCall } from './kernel-call.ts';
import type { KernelRun } from './kernel-run.ts';
import { KernelStory } from './kernel-story.ts';
import type { CheckMethod } from './listening-checks.ts';
import type { PageState } from './page-state.ts';

export abstract class KernelLives extends KernelStory {
  /** The code that wrote the word of a table's lock last, before its constructor. */
  protected lockWriter: CodeSite | undefined;

  protected splitLocks = false;

  /** Whether tables have a lock of their own here: where their constructor writes the word of the lock. */
  get hasSplitLocks(): boolean {
    return this.splitLocks;
  }

  /** Lets every check hear of something. */
  protected abstract tell(what: CheckMethod, call: (check: Check, run: KernelRun) => void): void;

  protected noteObject(pointer: Value, isAlive: boolean): void {
    const near = pointer === 0 ? undefined : this.frames.nearOf(pointer);
    if (near !== undefined) this.objects.set(near, isAlive);
  }

  protected mayWait(gfp: Value, what: string): void {
    if ((Number(BigInt(gfp) & 0xffffffffn) & this.blockingGfp) === 0) return;
    this.tell('maySleep', (check, run) => check.maySleep?.(run, what));
  }

  protected release(lock: Value): void {
    const at = this.held.findLastIndex((each) => each.lock === lock);
    if (at >= 0) this.held.splice(at, 1);
  }

  protected addPage(call: OpenCall, pointer: Value, order: number): void {
    const frame = this.frames.ofPointer(pointer);
    if (frame < 0) return;
    const isSlab = this.slabDepth > 0;
    // What was allocated for the boot is used page by page.
    if (!this.isWatching && !isSlab && order > 0) {
      for (let i = 0; i < 2 ** order; i++)
        this.pages.set(frame + i, this.newPage(call, frame + i, 0));
      return;
    }
    const page = this.newPage(call, frame, order);
    this.pages.set(frame, page);
    this.note('allocate', frame, page.isSlab ? `order ${order}, slab` : `order ${order}`);
    this.tell('allocated', (check, run) => check.allocated?.(run, page));
  }

  /** The contents of a block live from its allocation until it is freed. */
  protected watchMemory(frame: number, order: number): void {
    if (frame < 0) return;
    const start = this.frames.memoryAddress(frame);
    const size = this.frames.info.pageBytes * 2 ** order;
    const name = `the memory of page ${(frame + this.frames.info.firstPfn).toString(16)}`;
    this.machine.watch?.allocate(start, size, name, true);
  }

  protected newPage(call: OpenCall, frame: number, order: number): PageState {
    return {
      frame,
      order,
      allocated: call.moment,
      isSlab: this.slabDepth > 0,
      level: undefined,
      constructed: undefined,
      destructed: undefined,
      constructorFailed: undefined,
      lockAllocated: undefined,
      tables: new Map(),
      entries: new Map(),
      isOld: !this.isWatching,
      wasLinked: false,
      wasShared: false,
      typeBefore: undefined,
      tablesBefore: undefined,
    };
  }

  protected forget(page: PageState): void {
    this.note('free', page.frame, `order ${page.order}`);
    this.machine.watch?.free(this.frames.memoryAddress(page.frame));
    // Entries in the page itself are gone with it.
    const { frames } = this;
    const from = frames.memoryAddress(page.frame);
    const to = from + frames.info.pageBytes * 2 ** page.order;
    for (const other of this.pages.values())
      for (const entry of other.entries.keys())
        if (entry >= from && entry < to) other.entries.delete(entry);
    this.pages.delete(page.frame);
  }

  protected constructed(call: OpenCall, page: PageState, succeeded: boolean, level: string): void {
    this.splitLocks ||= succeeded && this.writerOfLock(page) !== this.lockWriter;
    if (succeeded) {
      page.level = level;
      page.constructed = call.moment;
      page.destructed = undefined;
    } else page.constructorFailed = call.moment;
    this.note(succeeded ? 'construct' : 'constructor-failed', page.frame, level);
    this.tell('constructed', (check, run) => check.constructed?.(run, page, succeeded));
  }

  protected destructed(page: PageState, moment: Moment): void {
    this.note('destruct', page.frame, page.level ?? '');
    page.level = undefined;
    page.destructed = moment;
    this.tell('destructed', (check, run) => check.destructed?.(run, page));
  }

  protected populated(page: PageState, entry: Value, moment: Moment): void {
    const near = this.frames.nearOf(entry);
    page.wasLinked = true;
    // An entry that is being made up in a local variable is seen by nobody.
    if (near === undefined || this.frames.ofMemoryByte(near) < 0) return;
    const bytes = this.memory.peek(near, this.machine.target.pointerSizeBytes);
    page.entries.set(near, { bytes, moment });
    this.tell('populated', (check, run) => check.populated?.(run, page, entry));
  }

  protected tableAllocated(pointer: Value, moment: Moment): void {
    const page = this.pageOf(pointer);
    const near = this.frames.nearOf(pointer);
    if (page === undefined || near === undefined || this.frames.ofMemoryByte(near) < 0) return;
    page.tables.set(near, moment);
    if ((near - this.frames.memoryAddress(page.frame)) % this.frames.info.pageBytes !== 0)
      page.wasShared = true;
  }

  protected tableFreed(page: PageState, pointer: Value): void {
    const near = this.frames.nearOf(pointer);
    if (near === undefined || this.frames.ofMemoryByte(near) < 0) return;
    this.tell('tableFreed', (check, run) => check.tableFreed?.(run, page, near));
    page.tables.delete(near);
  }

  protected badPage(page: Value, reason: Value): void {
    const text = this.text(reason);
    this.tell('badPage', (check, run) => check.badPage?.(run, this.frames.ofPointer(page), text));
  }
}

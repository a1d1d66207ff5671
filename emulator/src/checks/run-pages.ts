/** The pages of a run: which there are, what they are, and what their bytes say. */
import { recordName } from '../../../language/src/types/type-name.ts';
import type { Frames } from '../boundary/frames.ts';
import { LOCK_MEMBER, TABLE_RECORD } from '../kernel-functions/page-members.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import { spellPath } from '../machine/watch/member-view.ts';
import type { CodeSite } from '../machine/watch/observer.ts';
import type { SimulationFinding } from './check.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { fieldNamed } from './page-layout.ts';
import { copyPage, type PageState } from './page-state.ts';

export class RunPages {
  /** By their first frame. */
  readonly byFrame = new Map<number, PageState>();

  /** Objects of slabs by where they begin: whether they live. */
  private readonly objects = new Map<number, boolean>();

  private readonly memory: KernelMemory;

  constructor(memory: KernelMemory) {
    this.memory = memory;
  }

  /** Begins with what another run had when it was saved. */
  adopt(base: RunPages): void {
    for (const [start, isAlive] of base.objects) this.objects.set(start, isAlive);
    for (const [frame, page] of base.byFrame) this.byFrame.set(frame, copyPage(page));
  }

  private get frames(): Frames {
    return this.memory.frames;
  }

  /** The block that a pointer to a struct page, or into the memory of a frame, belongs to. */
  ofPointer(pointer: Value): PageState | undefined {
    const frame = this.frames.ofPointer(pointer);
    return frame < 0 ? undefined : this.ofFrame(frame);
  }

  ofFrame(frame: number): PageState | undefined {
    for (let order = 0; order < 11; order++) {
      const page = this.byFrame.get(frame - (frame % 2 ** order));
      if (page && frame < page.frame + 2 ** page.order) return page;
    }
    return undefined;
  }

  /** The code that wrote the word of a table's lock last. */
  writerOfLock(page: PageState): CodeSite | undefined {
    const field = fieldNamed(this.memory.layout, TABLE_RECORD, LOCK_MEMBER);
    const at = field && this.frames.pageAddress(page.frame) + field.offsetBits / 8;
    return at === undefined ? undefined : this.memory.machine.watch?.lastWriter(at)?.site;
  }

  /** True when an entry that the page is pointed to by can be walked to from the top of a tree. */
  isReachable(page: PageState, level = 0): boolean {
    if (!page.wasLinked) return true;
    for (const [entry, { bytes }] of page.entries) {
      const now = this.memory.bytes.peek(entry, bytes.length);
      if (now.some((byte, i) => byte !== bytes[i])) continue;
      const above = this.ofFrame(this.frames.ofMemoryByte(entry));
      if (above === undefined || level > 8 || this.isReachable(above, level + 1)) return true;
    }
    return false;
  }

  rememberType(page: PageState): void {
    page.typeBefore = this.pageType(page);
  }

  types(page: PageState): { readonly before: bigint | undefined; readonly now: bigint } {
    return { before: page.typeBefore, now: this.pageType(page) };
  }

  /** The word that says what a page is; without one in struct page, always 0. */
  private pageType(page: PageState): bigint {
    const field = this.memory.layout.views[0]?.fields.find((each) => each.path === 'page_type');
    return field === undefined ? 0n : this.memory.readPage(page.frame, field);
  }

  noteObject(pointer: Value, isAlive: boolean): void {
    const near = pointer === 0 ? undefined : this.frames.nearOf(pointer);
    if (near !== undefined) this.objects.set(near, isAlive);
  }

  /** Takes a block away; entries in the page itself are gone with it. */
  forget(page: PageState): void {
    const { frames } = this;
    const from = frames.memoryAddress(page.frame);
    const to = from + frames.info.pageBytes * 2 ** page.order;
    for (const other of this.byFrame.values())
      for (const entry of other.entries.keys())
        if (entry >= from && entry < to) other.entries.delete(entry);
    this.byFrame.delete(page.frame);
  }

  /** True for bytes that someone may still use: not of a page or an object that was freed. */
  isAlive(near: number): boolean {
    const { frames } = this;
    const frame = frames.ofPageByte(near);
    if (frame >= 0) return this.ofFrame(frame) !== undefined;
    const memory = frames.ofMemoryByte(near);
    if (memory < 0) return !this.memory.machine.isReleasedStack(near);
    if (this.ofFrame(memory) === undefined) return false;
    let nearest = -1;
    for (const start of this.objects.keys()) if (start <= near && start > nearest) nearest = start;
    return this.objects.get(nearest) ?? true;
  }

  /** True when a member of a block's first struct page was last written under its own name. */
  wroteThrough(page: PageState, record: string, path: string): boolean {
    const field = fieldNamed(this.memory.layout, record, path);
    if (field === undefined) return false;
    const writer = this.memory.machine.watch?.lastWriter(
      this.frames.pageAddress(page.frame) + field.offsetBits / 8,
    );
    const view = writer?.site.view;
    return view !== undefined && recordName(view.record) === record && spellPath(view) === path;
  }

  /** True when several tables share the page. */
  isShared(page: PageState): boolean {
    const { pageBytes } = this.frames.info;
    const start = this.frames.memoryAddress(page.frame);
    return (
      [...page.tables.keys()].some((table) => (table - start) % pageBytes !== 0) || page.wasShared
    );
  }

  hasSharedOnce(page: PageState): boolean {
    return page.wasShared;
  }

  bytesOf({ frame }: PageState): NonNullable<SimulationFinding['page']> {
    const { info } = this.frames;
    const bytes = [...this.memory.bytes.peek(this.frames.pageAddress(frame), info.pageStructBytes)];
    return { frame, pfn: frame + info.firstPfn, bytes };
  }
}

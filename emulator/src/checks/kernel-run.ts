/** Follows a run of kernel code: which pages there are, what they are, which locks are held. */

import type { Frames } from '../boundary/frames.ts';
import type { KernelEvent } from '../kernel-functions/kernel-event.ts';
import { eventOf } from '../kernel-functions/kernel-functions.ts';
import { tableArgument } from '../kernel-functions/table-argument.ts';
import type { FunctionEntry } from '../machine/run/function-entry.ts';
import type { Machine } from '../machine/run/machine.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import type { Moment } from '../machine/watch/blocks.ts';
import type { CodeSite, Observer } from '../machine/watch/observer.ts';
import type { Check } from './check.ts';
import type { OpenCall } from './kernel-call.ts';
import { KernelMemory } from './kernel-memory.ts';
import { type CheckMethod, listeningChecks } from './listening-checks.ts';
import type { PageLayout } from './page-layout.ts';
import { PageLives } from './page-lives.ts';
import { copyPage, type PageState } from './page-state.ts';
import { RunPages } from './run-pages.ts';
import { RunStory } from './run-story.ts';

/** Kernel code in a watched machine, seen as what happens to pages. */
export class KernelRun implements Observer {
  /** What the machine's memory says. */
  readonly memory: KernelMemory;

  /** Which pages there are, and what they are. */
  readonly pages: RunPages;

  /** What happened, and what is wrong. */
  readonly story: RunStory;

  /** What becomes of pages. */
  readonly lives: PageLives;

  private readonly checks: readonly Check[];

  /** Accesses are many: only who wants them is asked. */
  private readonly loadChecks: readonly Check[];

  private readonly storeChecks: readonly Check[];

  constructor(checks: readonly Check[], layout: PageLayout) {
    this.memory = new KernelMemory(layout);
    this.pages = new RunPages(this.memory);
    this.story = new RunStory(this.memory, this.pages);
    this.lives = new PageLives(this.memory, this.pages, this.story, (...told) =>
      this.tell(...told),
    );
    this.checks = checks;
    this.loadChecks = listeningChecks(checks, 'load');
    this.storeChecks = listeningChecks(checks, 'store');
  }

  get layout(): PageLayout {
    return this.memory.layout;
  }

  get machine(): Machine {
    return this.memory.machine;
  }

  get frames(): Frames {
    return this.memory.frames;
  }

  /** Begins where another run of the same machine was when it was saved. */
  adopt(base: KernelRun): void {
    this.memory.adopt(base.memory);
    this.pages.adopt(base.pages);
    this.lives.adopt(base.lives);
  }

  /** A run that goes on from where this one is, whatever becomes of this one. */
  copy(): KernelRun {
    const copy = new KernelRun(this.checks, this.layout);
    copy.adopt(this);
    const copies = new Map<PageState, PageState>();
    for (const [frame, page] of this.pages.byFrame)
      copies.set(page, copy.pages.byFrame.get(frame) as PageState);
    const copyOf = (page: PageState): PageState => {
      const known = copies.get(page) ?? copyPage(page);
      copies.set(page, known);
      return known;
    };
    copy.story.goOnFrom(this.story, (call) =>
      call.page ? { ...call, page: copyOf(call.page) } : call,
    );
    copy.lives.goOnFrom(this.lives);
    for (const check of this.checks) check.copied?.(this, copy, copyOf);
    return copy;
  }

  enterCall(entry: FunctionEntry, args: readonly Value[], callToken: number): void {
    const event = eventOf(entry);
    if (event === undefined || !this.memory.hasFrames) return;
    const moment = this.story.momentOfCall(callToken);
    const page = this.pageArgument(entry, event, args);
    this.story.open.push({ entry, event, args, moment, page });
    this.entered(event, args, page, moment);
  }

  leaveCall(entry: FunctionEntry, result: Value): void {
    const { story } = this;
    if (story.open[story.open.length - 1]?.entry !== entry) return;
    const call = story.open.pop() as OpenCall;
    this.left(call, result);
    story.telling = undefined;
  }

  private pageArgument(
    entry: FunctionEntry,
    event: KernelEvent,
    args: readonly Value[],
  ): PageState | undefined {
    switch (event.kind) {
      case 'ctor': case 'dtor': case 'ptlock-alloc': case 'ptlock-free': return this.pages.ofPointer(args[tableOf(entry)]);
      case 'page-free': return this.pages.ofPointer(args[event.page]);
      case 'populate': return this.pages.ofPointer(args[event.table]);
      case 'table-free': return this.pages.ofPointer(args[event.table]);
      default: return undefined;
    } // biome-ignore format: a table
  }

  private entered(
    event: KernelEvent,
    args: readonly Value[],
    page: PageState | undefined,
    moment: Moment,
  ): void {
    switch (event.kind) {
      case 'page-alloc':
        this.lives.mayWait(args[event.gfp], 'pages');
        this.story.allocatorDepth++;
        break;
      case 'page-prepare':
        this.lives.watchMemory(this.frames.ofPointer(args[event.page]), Number(args[event.order]));
        break;
      case 'slab-alloc':
        this.lives.mayWait(args[event.gfp], 'an object');
        this.story.slabDepth++;
        break;
      case 'page-free':
        if (page) this.tell('freeing', (check) => check.freeing?.(this, page));
        this.story.allocatorDepth++;
        break;
      case 'slab-free':
        this.story.slabDepth++;
        this.pages.noteObject(args[event.object], false);
        break;
      case 'ctor':
        if (page) this.lives.constructing(page);
        break;
      case 'dtor':
        if (page) this.tell('destructing', (check) => check.destructing?.(this, page));
        break;
      case 'lock':
        this.tell('locking', (check) => check.locking?.(this, args[event.lock]));
        this.story.held.push({ lock: args[event.lock], taken: moment });
        this.story.noteLock('lock', args[event.lock]);
        break;
      case 'unlock':
        this.tell('unlocking', (check) => check.unlocking?.(this, args[event.lock]));
        this.story.release(args[event.lock]);
        this.story.noteLock('unlock', args[event.lock]);
        break;
      case 'table-free':
        if (page) this.lives.tableFreed(page, args[event.table]);
        break;
      case 'bad-page':
        this.lives.badPage(args[event.page], args[event.reason]);
        break;
      case 'bad-entry':
        this.tell('badEntry', (check) => check.badEntry?.(this, this.story.openName ?? ''));
        break;
      default:
    }
  }

  private left(call: OpenCall, result: Value): void {
    const { event, page, args } = call;
    this.story.telling = call;
    switch (event.kind) {
      case 'page-alloc':
        this.story.allocatorDepth--;
        if (this.story.allocatorDepth === 0 && result !== 0) this.lives.addPage(call, result, Number(args[event.order]));
        break;
      case 'slab-alloc': case 'slab-free':
        this.story.slabDepth--;
        break;
      case 'page-free':
        this.story.allocatorDepth--;
        if (page) this.lives.forget(page);
        break;
      case 'ctor':
        if (page) this.lives.constructed(call, page, !event.mayFail || result !== 0, event.level);
        break;
      case 'dtor':
        if (page) this.lives.destructed(page, call.moment);
        break;
      case 'ptlock-alloc':
        if (page && result !== 0) page.lockAllocated = call.moment;
        break;
      case 'ptlock-free':
        if (page) page.lockAllocated = undefined;
        break;
      case 'populate':
        if (page) this.lives.populated(page, args[event.entry], call.moment);
        break;
      case 'trylock':
        if (result === 0) break;
        this.story.held.push({ lock: args[event.lock], taken: call.moment });
        this.story.noteLock('lock', args[event.lock]);
        break;
      case 'table-alloc':
        if (result !== 0) this.lives.tableAllocated(result, call.moment);
        break;
      default:
    } // biome-ignore format: a table
  }

  load(address: number, sizeBytes: number, site: CodeSite): void {
    if (this.isJudged(address, site))
      for (const check of this.loadChecks) check.load?.(this, address, sizeBytes, site);
  }

  store(address: number, sizeBytes: number, site: CodeSite): void {
    if (this.isJudged(address, site))
      for (const check of this.storeChecks) check.store?.(this, address, sizeBytes, site);
  }

  /** Most accesses are none of struct page's: they must cost little. */
  private isJudged(near: number, site: CodeSite): boolean {
    return (
      site.expression !== undefined &&
      this.story.isWatching &&
      this.story.allocatorDepth === 0 &&
      this.frames.ofPageByte(near) >= 0
    );
  }

  warned(file: string, line: number): void {
    this.tell('warned', (check) => check.warned?.(this, file, line));
  }

  settle(): void {
    this.tell('settled', (check) => check.settled?.(this));
  }

  end(): void {
    this.tell('end', (check) => check.end?.(this));
  }

  private tell(what: CheckMethod, call: (check: Check, run: KernelRun) => void): void {
    if (!this.story.isWatching) return;
    for (const check of listeningChecks(this.checks, what)) call(check, this);
  }
}

/** Which argument of a constructor or a destructor is the table. */
function tableOf({ definition }: FunctionEntry): number {
  return (definition && tableArgument(definition.symbol.type)) ?? 0;
}

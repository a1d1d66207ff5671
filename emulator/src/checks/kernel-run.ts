/** Follows a run of kernel code: which pages there are, what they are, which locks are held. */

import type { KernelEvent } from '../kernel-functions/kernel-event.ts';
import { eventOf } from '../kernel-functions/kernel-functions.ts';
import { tableArgument } from '../kernel-functions/table-argument.ts';
import type { FunctionEntry } from '../machine/run/function-entry.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import type { Moment } from '../machine/watch/blocks.ts';
import type { CodeSite, Observer } from '../machine/watch/observer.ts';
import type { Check, CopyOfPage } from './check.ts';
import type { OpenCall } from './kernel-call.ts';
import { KernelLives } from './kernel-lives.ts';
import { type CheckMethod, listeningChecks } from './listening-checks.ts';
import type { PageLayout } from './page-layout.ts';
import { copyPage, type PageState } from './page-state.ts';

/** Kernel code in a watched machine, seen as what happens to pages. */
export class KernelRun extends KernelLives implements Observer {
  private readonly checks: readonly Check[];

  /** Accesses are many: only who wants them is asked. */
  private readonly loadChecks: readonly Check[];

  private readonly storeChecks: readonly Check[];

  constructor(checks: readonly Check[], layout: PageLayout) {
    super(layout);
    this.checks = checks;
    this.loadChecks = listeningChecks(checks, 'load');
    this.storeChecks = listeningChecks(checks, 'store');
  }

  /** Begins where another run of the same machine was when it was saved. */
  adopt(base: KernelRun): void {
    this.machineRun = base.machineRun;
    this.framesOf = base.framesOf;
    this.blockingGfp = base.blockingGfp;
    this.splitLocks = base.splitLocks;
    for (const [start, isAlive] of base.objects) this.objects.set(start, isAlive);
    this.counters.push(...base.counters);
    for (const [frame, page] of base.pages) this.pages.set(frame, copyPage(page));
  }

  /** A run that goes on from where this one is, whatever becomes of this one. */
  copy(): KernelRun {
    const copy = new KernelRun(this.checks, this.layout);
    copy.adopt(this);
    const copies = new Map<PageState, PageState>();
    for (const [frame, page] of this.pages) copies.set(page, copy.pages.get(frame) as PageState);
    const copyOf = (page: PageState): PageState => {
      const known = copies.get(page) ?? copyPage(page);
      copies.set(page, known);
      return known;
    };
    copy.goOnFrom(this, copyOf);
    for (const check of this.checks) check.copied?.(this, copy, copyOf);
    return copy;
  }

  private goOnFrom(run: KernelRun, copyOf: CopyOfPage): void {
    const copyCall = (call: OpenCall): OpenCall =>
      call.page ? { ...call, page: copyOf(call.page) } : call;
    this.isWatching = run.isWatching;
    this.allocatorDepth = run.allocatorDepth;
    this.slabDepth = run.slabDepth;
    this.lockWriter = run.lockWriter;
    this.telling = run.telling && copyCall(run.telling);
    this.open.push(...run.open.map(copyCall));
    this.held.push(...run.held);
    this.events.push(...run.events);
    this.findings.push(...run.findings);
    for (const key of run.told) this.told.add(key);
  }

  enterCall(entry: FunctionEntry, args: readonly Value[], callToken: number): void {
    const event = eventOf(entry);
    if (event === undefined || this.framesOf === undefined) return;
    const moment = this.momentOfCall(callToken);
    const page = this.pageArgument(entry, event, args);
    this.open.push({ entry, event, args, moment, page });
    this.entered(event, args, page, moment);
  }

  leaveCall(entry: FunctionEntry, result: Value): void {
    if (this.open[this.open.length - 1]?.entry !== entry) return;
    const call = this.open.pop() as OpenCall;
    this.left(call, result);
    this.telling = undefined;
  }

  private pageArgument(
    entry: FunctionEntry,
    event: KernelEvent,
    args: readonly Value[],
  ): PageState | undefined {
    switch (event.kind) {
      case 'ctor': case 'dtor': case 'ptlock-alloc': case 'ptlock-free': return this.pageOf(args[tableOf(entry)]);
      case 'page-free': return this.pageOf(args[event.page]);
      case 'populate': return this.pageOf(args[event.table]);
      case 'table-free': return this.pageOf(args[event.table]);
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
        this.mayWait(args[event.gfp], 'pages');
        this.allocatorDepth++;
        break;
      case 'page-prepare':
        this.watchMemory(this.frames.ofPointer(args[event.page]), Number(args[event.order]));
        break;
      case 'slab-alloc':
        this.mayWait(args[event.gfp], 'an object');
        this.slabDepth++;
        break;
      case 'page-free':
        if (page) this.tell('freeing', (check) => check.freeing?.(this, page));
        this.allocatorDepth++;
        break;
      case 'slab-free':
        this.slabDepth++;
        this.noteObject(args[event.object], false);
        break;
      case 'ctor':
        if (page === undefined) break;
        this.lockWriter = this.writerOfLock(page);
        this.tell('constructing', (check) => check.constructing?.(this, page));
        break;
      case 'dtor':
        if (page) this.tell('destructing', (check) => check.destructing?.(this, page));
        break;
      case 'lock':
        this.tell('locking', (check) => check.locking?.(this, args[event.lock]));
        this.held.push({ lock: args[event.lock], taken: moment });
        this.noteLock('lock', args[event.lock]);
        break;
      case 'unlock':
        this.tell('unlocking', (check) => check.unlocking?.(this, args[event.lock]));
        this.release(args[event.lock]);
        this.noteLock('unlock', args[event.lock]);
        break;
      case 'table-free':
        if (page) this.tableFreed(page, args[event.table]);
        break;
      case 'bad-page':
        this.badPage(args[event.page], args[event.reason]);
        break;
      case 'bad-entry':
        this.tell('badEntry', (check) =>
          check.badEntry?.(this, this.open[this.open.length - 1].entry.name),
        );
        break;
      default:
    }
  }

  private left(call: OpenCall, result: Value): void {
    const { event, page, args } = call;
    this.telling = call;
    switch (event.kind) {
      case 'page-alloc':
        this.allocatorDepth--;
        if (this.allocatorDepth === 0 && result !== 0) this.addPage(call, result, Number(args[event.order]));
        break;
      case 'slab-alloc': case 'slab-free':
        this.slabDepth--;
        break;
      case 'page-free':
        this.allocatorDepth--;
        if (page) this.forget(page);
        break;
      case 'ctor':
        if (page) this.constructed(call, page, !event.mayFail || result !== 0, event.level);
        break;
      case 'dtor':
        if (page) this.destructed(page, call.moment);
        break;
      case 'ptlock-alloc':
        if (page && result !== 0) page.lockAllocated = call.moment;
        break;
      case 'ptlock-free':
        if (page) page.lockAllocated = undefined;
        break;
      case 'populate':
        if (page) this.populated(page, args[event.entry], call.moment);
        break;
      case 'trylock':
        if (result === 0) break;
        this.held.push({ lock: args[event.lock], taken: call.moment });
        this.noteLock('lock', args[event.lock]);
        break;
      case 'table-alloc':
        if (result !== 0) this.tableAllocated(result, call.moment);
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
      this.isWatching &&
      this.allocatorDepth === 0 &&
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

  protected override tell(what: CheckMethod, call: (check: Check, run: KernelRun) => void): void {
    if (!this.isWatching) return;
    for (const check of listeningChecks(this.checks, what)) call(check, this);
  }
}

/** Which argument of a constructor or a destructor is the table. */
function tableOf({ definition }: FunctionEntry): number {
  return (definition && tableArgument(definition.symbol.type)) ?? 0;
}

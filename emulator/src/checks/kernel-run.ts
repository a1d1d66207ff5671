/** Follows a run of kernel code: which pages there are, what they are, which locks are held. */
import { recordName } from '../../../language/src/index.ts';
import type { Moment } from '../machine/blocks.ts';
import type { CallFrame, RelatedPlace, SourcePlace } from '../machine/fault.ts';
import type { FunctionEntry } from '../machine/function-entry.ts';
import { spellPath } from '../machine/member-view.ts';
import type { CodeSite, Observer } from '../machine/observer.ts';
import type { Value } from '../machine/scalar-kind.ts';
import type { Check, CopyOfPage, SimulationFinding } from './check.ts';
import { innermostOfCode } from './finding-place.ts';
import { eventOf, type KernelEvent, LOCK_MEMBER, TABLE_RECORD } from './kernel-functions.ts';
import { KernelMemory } from './kernel-memory.ts';
import { fieldNamed, type PageLayout } from './page-layout.ts';
import { copyPage, type PageState } from './page-state.ts';

/** A call that is open and means something. */
interface OpenCall {
  readonly entry: FunctionEntry;
  readonly event: KernelEvent;
  readonly args: readonly Value[];
  readonly moment: Moment;
  readonly page: PageState | undefined;
}

/** Something that happens to a page or a lock, for those who look at a run afterwards. */
export interface RunEvent {
  readonly step: number;
  readonly kind:
    | 'allocate' | 'free' | 'construct' | 'constructor-failed' | 'destruct' | 'lock' | 'unlock' | 'allocation-failed' | 'print';
  /** The frame; undefined for locks that are in none. */
  readonly frame: number | undefined;
  /** The level, the order, the lock's address, the text. */
  readonly detail: string;
  readonly function: string;
} // biome-ignore format: a list

/** A lock that is held: by which call it was taken. */
export interface HeldLock {
  readonly lock: Value;
  readonly taken: Moment;
}

const CHANGES_STATE: ReadonlySet<KernelEvent['kind']> = new Set([
  'ctor', 'dtor', 'ptlock-alloc', 'ptlock-free',
]); // biome-ignore format: a list

/** Kernel code in a watched machine, seen as what happens to pages. */
export class KernelRun extends KernelMemory implements Observer {
  readonly findings: SimulationFinding[] = [];
  readonly pages = new Map<number, PageState>();
  readonly held: HeldLock[] = [];
  /** False before and after the scenario: its surroundings are not judged. */
  isWatching = false;
  private readonly checks: readonly Check[];
  /** Accesses are many: only who wants them is asked. */
  private readonly loadChecks: readonly Check[];
  private readonly storeChecks: readonly Check[];
  private readonly open: OpenCall[] = [];
  /** Above 0 inside an allocator. */
  private allocatorDepth = 0;
  private slabDepth = 0;
  private readonly told = new Set<string>();
  /** What happened to pages and locks, in order. */
  readonly events: RunEvent[] = [];
  /** The bit of gfp flags that allows to sleep; 0 when the tree did not say. */
  blockingGfp = 0;

  constructor(checks: readonly Check[], layout: PageLayout) {
    super(layout);
    this.checks = checks;
    this.loadChecks = checks.filter((check) => check.load);
    this.storeChecks = checks.filter((check) => check.store);
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

  /** True inside the constructor or the destructor of a page, and where its lock is made or given back. */
  isChangingState(page: PageState): boolean {
    return this.open.some(({ event, page: of }) => of === page && CHANGES_STATE.has(event.kind));
  }

  get isInSlabAllocator(): boolean {
    return this.slabDepth > 0;
  }

  /** True while an allocator itself works on pages. */
  get isInAllocator(): boolean {
    return this.allocatorDepth > 0;
  }

  enterCall(entry: FunctionEntry, args: readonly Value[], callToken: number): void {
    const event = eventOf(entry);
    if (event === undefined || this.framesOf === undefined) return;
    const moment = this.momentOfCall(callToken);
    const page = this.pageArgument(event, args);
    this.open.push({ entry, event, args, moment, page });
    this.entered(event, args, page, moment);
  }

  leaveCall(entry: FunctionEntry, result: Value): void {
    if (this.open[this.open.length - 1]?.entry !== entry) return;
    const call = this.open.pop() as OpenCall;
    this.left(call, result);
    this.telling = undefined;
  }

  private pageArgument(event: KernelEvent, args: readonly Value[]): PageState | undefined {
    switch (event.kind) {
      case 'ctor': case 'dtor': case 'ptlock-alloc': case 'ptlock-free': return this.pageOf(args[0]);
      case 'page-free': return this.pageOf(args[event.page]);
      case 'populate': return this.pageOf(args[event.table]);
      case 'table-free': return this.pageOf(args[event.table]);
      default: return undefined;
    } // biome-ignore format: a table
  }

  /** Writes down what happened. */
  note(kind: RunEvent['kind'], frame: number | undefined, detail: string): void {
    if (!this.isWatching) return;
    const { machine } = this;
    const name = machine.calls.innermost?.name ?? '';
    this.events.push({ step: machine.steps, kind, frame, detail, function: name });
  }

  private noteLock(kind: 'lock' | 'unlock', lock: Value): void {
    const near = this.frames.nearOf(lock);
    const frame = near === undefined ? -1 : this.frames.ofPageByte(near);
    this.note(kind, frame < 0 ? undefined : frame, `0x${BigInt(lock).toString(16)}`);
  }

  /** The block that a pointer to a struct page, or into the memory of a frame, belongs to. */
  pageOf(pointer: Value): PageState | undefined {
    const frame = this.frames.ofPointer(pointer);
    return frame < 0 ? undefined : this.pageOfFrame(frame);
  }

  pageOfFrame(frame: number): PageState | undefined {
    for (let order = 0; order < 11; order++) {
      const page = this.pages.get(frame - (frame % 2 ** order));
      if (page && frame < page.frame + 2 ** page.order) return page;
    }
    return undefined;
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
        if (page) this.tell((check) => check.freeing?.(this, page));
        this.allocatorDepth++;
        break;
      case 'slab-free':
        this.slabDepth++;
        this.noteObject(args[event.object], false);
        break;
      case 'ctor':
        if (page === undefined) break;
        this.lockWriter = this.writerOfLock(page);
        this.tell((check) => check.constructing?.(this, page));
        break;
      case 'dtor':
        if (page) this.tell((check) => check.destructing?.(this, page));
        break;
      case 'lock':
        this.tell((check) => check.locking?.(this, args[event.lock]));
        this.held.push({ lock: args[event.lock], taken: moment });
        this.noteLock('lock', args[event.lock]);
        break;
      case 'unlock':
        this.tell((check) => check.unlocking?.(this, args[event.lock]));
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
        this.tell((check) => check.badEntry?.(this, this.open[this.open.length - 1].entry.name));
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

  private noteObject(pointer: Value, isAlive: boolean): void {
    const near = pointer === 0 ? undefined : this.frames.nearOf(pointer);
    if (near !== undefined) this.objects.set(near, isAlive);
  }

  private mayWait(gfp: Value, what: string): void {
    if ((Number(BigInt(gfp) & 0xffffffffn) & this.blockingGfp) === 0) return;
    this.tell((check) => check.maySleep?.(this, what));
  }

  private release(lock: Value): void {
    const at = this.held.findLastIndex((each) => each.lock === lock);
    if (at >= 0) this.held.splice(at, 1);
  }

  private addPage(call: OpenCall, pointer: Value, order: number): void {
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
    this.tell((check) => check.allocated?.(this, page));
  }

  /** The contents of a block live from its allocation until it is freed. */
  private watchMemory(frame: number, order: number): void {
    if (frame < 0) return;
    const start = this.frames.memoryAddress(frame);
    const size = this.frames.info.pageBytes * 2 ** order;
    const name = `the memory of page ${(frame + this.frames.info.firstPfn).toString(16)}`;
    this.machine.watch?.allocate(start, size, name, true);
  }

  private newPage(call: OpenCall, frame: number, order: number): PageState {
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
      countersBefore: undefined,
    };
  }

  private forget(page: PageState): void {
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

  /** The code that wrote the word of a table's lock last. */
  private writerOfLock(page: PageState): CodeSite | undefined {
    const field = fieldNamed(this.layout, TABLE_RECORD, LOCK_MEMBER);
    const at = field && this.frames.pageAddress(page.frame) + field.offsetBits / 8;
    return at === undefined ? undefined : this.machine.watch?.lastWriter(at)?.site;
  }

  private lockWriter: CodeSite | undefined;

  private constructed(call: OpenCall, page: PageState, succeeded: boolean, level: string): void {
    this.splitLocks ||= succeeded && this.writerOfLock(page) !== this.lockWriter;
    if (succeeded) {
      page.level = level;
      page.constructed = call.moment;
      page.destructed = undefined;
    } else page.constructorFailed = call.moment;
    this.note(succeeded ? 'construct' : 'constructor-failed', page.frame, level);
    this.tell((check) => check.constructed?.(this, page, succeeded));
  }

  private destructed(page: PageState, moment: Moment): void {
    this.note('destruct', page.frame, page.level ?? '');
    page.level = undefined;
    page.destructed = moment;
    this.tell((check) => check.destructed?.(this, page));
  }

  private populated(page: PageState, entry: Value, moment: Moment): void {
    const near = this.frames.nearOf(entry);
    page.wasLinked = true;
    // An entry that is being made up in a local variable is seen by nobody.
    if (near === undefined || this.frames.ofMemoryByte(near) < 0) return;
    const bytes = this.memory.peek(near, this.machine.target.pointerSizeBytes);
    page.entries.set(near, { bytes, moment });
    this.tell((check) => check.populated?.(this, page, entry));
  }

  private tableAllocated(pointer: Value, moment: Moment): void {
    const page = this.pageOf(pointer);
    const near = this.frames.nearOf(pointer);
    if (page === undefined || near === undefined || this.frames.ofMemoryByte(near) < 0) return;
    page.tables.set(near, moment);
    if ((near - this.frames.memoryAddress(page.frame)) % this.frames.info.pageBytes !== 0)
      page.wasShared = true;
  }

  private tableFreed(page: PageState, pointer: Value): void {
    const near = this.frames.nearOf(pointer);
    if (near === undefined || this.frames.ofMemoryByte(near) < 0) return;
    this.tell((check) => check.tableFreed?.(this, page, near));
    page.tables.delete(near);
  }

  private badPage(page: Value, reason: Value): void {
    const text = this.text(reason);
    this.tell((check) => check.badPage?.(this, this.frames.ofPointer(page), text));
  }

  /** True when an entry that the page is pointed to by can be walked to from the top of a tree. */
  isReachable(page: PageState, level = 0): boolean {
    if (!page.wasLinked) return true;
    for (const [entry, { bytes }] of page.entries) {
      const now = this.memory.peek(entry, bytes.length);
      if (now.some((byte, i) => byte !== bytes[i])) continue;
      const above = this.pageOfFrame(this.frames.ofMemoryByte(entry));
      if (above === undefined || level > 8 || this.isReachable(above, level + 1)) return true;
    }
    return false;
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
      site.view !== undefined &&
      this.isWatching &&
      this.allocatorDepth === 0 &&
      this.frames.ofPageByte(near) >= 0
    );
  }

  warned(file: string, line: number): void {
    this.tell((check) => check.warned?.(this, file, line));
  }

  /** The function whose event is being told of. */
  get openName(): string | undefined {
    return this.open[this.open.length - 1]?.entry.name;
  }

  /** Where the function is defined whose event is being told of. */
  get definitionPlace(): SourcePlace | undefined {
    const entry = this.telling?.entry;
    const token = entry?.definition?.symbol.token;
    return token === undefined ? undefined : entry?.owner?.place(token);
  }

  /** The call whose end is being told of: it is no longer among the open ones. */
  private telling: OpenCall | undefined;

  /** Where the run is, whatever call it is in. */
  here(): Moment {
    const { machine } = this;
    return { step: machine.steps, token: machine.token, calls: machine.calls.capture() };
  }

  rememberType(page: PageState): void {
    page.typeBefore = this.pageType(page);
  }

  types(page: PageState): { readonly before: bigint | undefined; readonly now: bigint } {
    return { before: page.typeBefore, now: this.pageType(page) };
  }

  /** The word that says what a page is; without one in struct page, always 0. */
  private pageType(page: PageState): bigint {
    const field = this.layout.views[0]?.fields.find((each) => each.path === 'page_type');
    return field === undefined ? 0n : this.readPage(page.frame, field);
  }

  /** True for bytes that somebody may still use: not of a page or an object that was freed. */
  isAlive(near: number): boolean {
    const { frames } = this;
    const frame = frames.ofPageByte(near);
    if (frame >= 0) return this.pageOfFrame(frame) !== undefined;
    const memory = frames.ofMemoryByte(near);
    if (memory < 0) return true;
    if (this.pageOfFrame(memory) === undefined) return false;
    let nearest = -1;
    for (const start of this.objects.keys()) if (start <= near && start > nearest) nearest = start;
    return this.objects.get(nearest) ?? true;
  }

  /** Objects of slabs by where they begin: whether they live. */
  private readonly objects = new Map<number, boolean>();

  /** True when a member of a block's first struct page was last written under its own name. */
  wroteThrough(page: PageState, record: string, path: string): boolean {
    const field = fieldNamed(this.layout, record, path);
    if (field === undefined) return false;
    const writer = this.machine.watch?.lastWriter(
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

  /** Whether tables have a lock of their own here: where their constructor writes the word of the lock. */
  get hasSplitLocks(): boolean {
    return this.splitLocks;
  }

  private splitLocks = false;

  settle(): void {
    this.tell((check) => check.settled?.(this));
  }

  end(): void {
    this.tell((check) => check.end?.(this));
  }

  private tell(call: (check: Check) => void): void {
    if (this.isWatching) for (const check of this.checks) call(check);
  }

  /** Now, before the call that the token stands for is entered. */
  private momentOfCall(token: number): Moment {
    const { machine } = this;
    return { step: machine.steps, token, calls: machine.calls.capture() };
  }

  /** The call that the run is in now; a finding is told of its place. */
  now(): Moment {
    const open = this.telling ?? this.open[this.open.length - 1];
    const { machine } = this;
    return (
      open?.moment ?? { step: machine.steps, token: machine.token, calls: machine.calls.capture() }
    );
  }

  /** Adds a finding, once for each check and place. */
  report(
    check: string,
    message: string,
    story: {
      readonly page?: PageState | undefined;
      readonly related?: readonly RelatedPlace[];
      readonly at?: Moment | undefined;
      readonly place?: SourcePlace | undefined;
    } = {},
  ): void {
    const moment = story.at ?? this.now();
    const found = innermostOfCode(moment);
    const place = story.place ?? found.place;
    const key = `${check}:${place?.file}:${place?.line}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    const calls: readonly CallFrame[] = found.calls;
    this.findings.push({
      check,
      message,
      place,
      calls,
      related: story.related ?? [],
      step: moment.step,
      ...(story.page && { page: this.pageBytes(story.page) }),
    });
  }

  private pageBytes({ frame }: PageState): NonNullable<SimulationFinding['page']> {
    const { info } = this.frames;
    const bytes = [...this.memory.peek(this.frames.pageAddress(frame), info.pageStructBytes)];
    return { frame, pfn: frame + info.firstPfn, bytes };
  }
}

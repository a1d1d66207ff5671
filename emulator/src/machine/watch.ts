/** The watch over a machine's run: every access checked, findings collected, observers told. */
import type { Expression } from '../../../language/src/index.ts';
import {
  aliveLocal, type Block, deadLocal, isDead, type LocalObject, localIndex, type Moment,
} from './blocks.ts'; // biome-ignore format: a list
import { FIRST_PARAMETER, type Regs } from './code.ts';
import { Fault, type FaultKind, type RelatedPlace, type SourcePlace } from './fault.ts';
import type { FrameMap, FunctionEntry } from './function-entry.ts';
import type { Machine } from './machine.ts';
import { memberView } from './member-view.ts';
import type { CodeSite, Finding, MemberView, Observer } from './observer.ts';
import type { ProgramUnit } from './program-unit.ts';
import type { Recorder } from './recorder.ts';
import type { Value } from './scalar-kind.ts';
import { FIRST_WRITER, INITIAL, NOBODY, OWNER_BYTES, UNWRITTEN } from './shadow-page.ts';
import { type MemorySnapshot, type MemoryWatch, WatchedMemory } from './watched-memory.ts';

export interface WatchOptions {
  readonly observer?: Observer;
  readonly recorder?: Recorder;
  /** The first finding ends the run with a fault, as a sanitizer would. */
  readonly stopsAtFinding?: boolean;
  /** Signed arithmetic wraps (-fno-strict-overflow), so that an overflow is no finding. */
  readonly wrapsOverflow?: boolean;
}

export interface WatchSnapshot {
  readonly memory: MemorySnapshot;
  readonly recording: unknown;
  readonly blocks: number;
  readonly statics: number;
  readonly freed: number;
}

/** An object with static storage: made when it is first named, though it was always there. */
interface StaticObject {
  readonly start: number;
  readonly sizeBytes: number;
  readonly id: number;
  /** Its initial value; undefined for zeros. */
  bytes: Uint8Array | undefined;
}

const ABOUT_MEMORY: ReadonlySet<string> = new Set<FaultKind>([
  'out-of-bounds', 'use-after-free', 'uninitialised', 'misaligned',
]); // biome-ignore format: a list

/** Bytes behind each local that belong to nobody. */
export const LOCAL_GAP_BYTES = 16;

export class Watch implements MemoryWatch {
  readonly options: WatchOptions;
  readonly findings: Finding[] = [];
  readonly sites: CodeSite[] = [];
  /** The place of the code that runs: of its access, or of its statement. */
  site: CodeSite | undefined;
  /** What reads now does not care what it gets. */
  forgivesUnwritten = false;
  private readonly observer: Observer | undefined;
  private readonly recorder: Recorder | undefined;
  private readonly blocks: (Block | undefined)[] = [undefined];
  private readonly locals: LocalObject[] = [];
  private readonly statics: StaticObject[] = [];
  /** Blocks in the order in which they were freed. */
  private readonly freed: Block[] = [];
  private readonly reported = new Set<string>();
  private machineWatched: Machine | undefined;
  private memoryWatched: WatchedMemory | undefined;

  constructor(options: WatchOptions = {}) {
    this.options = options;
    this.observer = options.observer;
    this.recorder = options.recorder;
    this.locals.push({ name: 'memory of a call', function: '', sizeBytes: 0 });
  }

  /** Makes the memory of the machine that this watches: exactly one. */
  attach(machine: Machine): WatchedMemory {
    if (this.machineWatched) throw new Error('a watch has one machine');
    this.machineWatched = machine;
    this.memoryWatched = new WatchedMemory(
      machine.target.bigEndian,
      machine.limits.memoryBytes,
      this,
    );
    return this.memoryWatched;
  }

  get machine(): Machine {
    return this.machineWatched as Machine;
  }

  get memory(): WatchedMemory {
    return this.memoryWatched as WatchedMemory;
  }

  /** A place of the code, made once when it is compiled. @param e what the access names */
  newSite(unit: ProgramUnit, functionName: string, token: number, e?: Expression): CodeSite {
    const view: MemberView | undefined = e && memberView(unit, e);
    const site = { id: this.sites.length, unit, function: functionName, token, view };
    this.sites.push(site);
    return site;
  }

  /** Where the code stands that runs. */
  get place(): SourcePlace | undefined {
    return this.site?.unit.place(this.site.token);
  }

  step(site: CodeSite): void {
    this.site = site;
    this.machine.countStep();
    this.recorder?.step(site);
    this.observer?.step?.(site);
  }

  /** Calls a function: the frame's bytes come to life with nothing in them, and die after. */
  invoke(entry: FunctionEntry, r: Regs, callToken: number): Value {
    const { machine, observer, recorder } = this;
    const { calls } = machine;
    if (entry.native === undefined && entry.body === undefined) machine.compileBody(entry);
    const { depth } = calls;
    const args = r.slice(FIRST_PARAMETER);
    observer?.enterCall?.(entry, args, callToken);
    recorder?.enterCall(entry, args, callToken);
    const result =
      entry.native === undefined
        ? machine.enter(entry, r, callToken)
        : machine.enterNative(entry, args, callToken);
    calls.depth = depth;
    recorder?.leaveCall(result);
    observer?.leaveCall?.(entry, result);
    return result;
  }

  /** A frame came into being. */
  openFrame(start: number, frame: FrameMap | undefined): void {
    if (frame === undefined) return;
    this.memory.ownEach(start, frame.alive);
    this.memory.setWriter(start, frame.alive.length * OWNER_BYTES, UNWRITTEN);
  }

  /** A frame, and what alloca() put below it, is gone. */
  closeFrame(low: number, start: number, frame: FrameMap | undefined): void {
    if (low < start) this.memory.own(low, start - low, deadLocal(0));
    if (frame) this.memory.ownEach(start, frame.dead);
  }

  /** What alloca() and arrays of variable length had is gone. */
  releaseStack(low: number, high: number): void {
    if (low < high) this.memory.own(low, high - low, deadLocal(0));
  }

  /** `longjmp` left calls behind. */
  unwind(low: number, high: number, calls: number): void {
    this.releaseStack(low, high);
    for (let i = 0; i < calls; i++) this.recorder?.leaveCall(0);
  }

  /** A local variable of a function that is compiled. @returns its index */
  addLocal(local: LocalObject): number {
    return this.locals.push(local) - 1;
  }

  /** The numbers of a frame's locals, alive and dead. */
  frameMap(bytes: number, locals: readonly { offset: number; index: number }[]): FrameMap {
    const alive = new Int32Array(bytes / OWNER_BYTES);
    const dead = new Int32Array(bytes / OWNER_BYTES);
    for (const { offset, index } of locals) {
      const first = offset / OWNER_BYTES;
      const end = Math.ceil((offset + this.locals[index].sizeBytes) / OWNER_BYTES);
      alive.fill(aliveLocal(index), first, end);
      dead.fill(deadLocal(index), first, end);
    }
    return { alive, dead };
  }

  /** An object with static storage, zero until its initialiser ran. */
  addObject(start: number, sizeBytes: number, name: string): void {
    const id = this.newBlock(start, sizeBytes, name, undefined);
    this.statics.push({ start, sizeBytes, id, bytes: undefined });
    this.placeObject(start, sizeBytes, id);
  }

  private placeObject(start: number, sizeBytes: number, id: number): void {
    this.memory.give(start, Math.max(sizeBytes, 1), id);
  }

  /** An object of static storage gets its value, as if it had had it from the beginning. */
  initialise(start: number, sizeBytes: number, fill: () => void): void {
    const object = this.statics.findLast((s) => s.start === start);
    this.memory.quietly(fill);
    if (object) object.bytes = this.memory.peek(start, sizeBytes);
  }

  /**
   * Gives a range of memory a life of its own; what it belonged to before is forgotten.
   * @param start where the bytes are kept (Memory.near), a multiple of 8
   * @param holds whether the bytes have values that may be read
   */
  allocate(start: number, sizeBytes: number, name: string, holds: boolean): Block {
    const block = this.block(this.newBlock(start, sizeBytes, name, this.moment())) as Block;
    this.memory.own(start, sizeBytes, block.id);
    if (!holds) this.memory.setWriter(start, sizeBytes, UNWRITTEN);
    return block;
  }

  /** Ends the life of the block that begins there. @returns it; undefined when none does */
  free(start: number): Block | undefined {
    const block = this.blockAt(start);
    if (block === undefined || block.start !== start || block.freed) return undefined;
    block.freed = this.moment();
    this.freed.push(block);
    return block;
  }

  snapshot(): WatchSnapshot {
    return {
      memory: this.memory.snapshot(),
      recording: this.recorder?.mark(),
      blocks: this.blocks.length,
      statics: this.statics.length,
      freed: this.freed.length,
    };
  }

  /** Goes back to a snapshot; objects of static storage that were named since stay, as initialised. */
  restore(saved: WatchSnapshot): void {
    this.memory.restore(saved.memory);
    this.recorder?.rewind(saved.recording as never);
    for (const block of this.freed.splice(saved.freed)) block.freed = undefined;
    const named = this.statics.slice(saved.statics);
    if (named.length === 0) this.blocks.length = saved.blocks;
    for (const { start, sizeBytes, id, bytes } of named) {
      this.placeObject(start, sizeBytes, id);
      if (bytes) this.memory.quietly(() => this.memory.write(start, bytes));
    }
    this.findings.length = 0;
    this.reported.clear();
    this.site = undefined;
  }

  /** The block that a byte belongs to, freed or not. */
  blockAt(address: number): Block | undefined {
    const owner = this.memory.ownerAt(address);
    return owner > 0 ? this.block(owner) : undefined;
  }

  private block(id: number): Block | undefined {
    return this.blocks[id];
  }

  private newBlock(
    start: number,
    sizeBytes: number,
    name: string,
    allocated: Moment | undefined,
  ): number {
    const id = this.blocks.length;
    this.blocks.push({ id, start, sizeBytes, name, allocated, freed: undefined });
    return id;
  }

  moment(): Moment {
    const { steps, token, calls } = this.machine;
    return { step: steps, token, calls: calls.capture() };
  }

  /** The place that wrote a byte last, and the step where it is recorded. */
  lastWriter(address: number): { readonly site: CodeSite; readonly step?: number } | undefined {
    const number = this.memory.writerAt(address) - FIRST_WRITER;
    if (number < 0) return undefined;
    if (this.recorder) return this.recorder.writer(number);
    return { site: this.sites[number] };
  }

  fits(owner: number, address: number, sizeBytes: number): boolean {
    if (owner > 0) {
      const block = this.blocks[owner] as Block;
      return block.freed === undefined && address + sizeBytes <= block.start + block.sizeBytes;
    }
    if (isDead(owner)) return false;
    const local = this.locals[localIndex(owner)];
    if (local.sizeBytes % OWNER_BYTES === 0) return true;
    if (local.sizeBytes < OWNER_BYTES)
      return (address % OWNER_BYTES) + sizeBytes <= local.sizeBytes;
    if (this.memory.ownerAt(address + sizeBytes - 1 + OWNER_BYTES) === owner) return true;
    return address + sizeBytes <= this.localStart(owner, address) + local.sizeBytes;
  }

  /** The first byte of the local that an address lies in. */
  private localStart(owner: number, address: number): number {
    let start = address - (address % OWNER_BYTES);
    while (this.memory.ownerAt(start - OWNER_BYTES) === owner) start -= OWNER_BYTES;
    return start;
  }

  misplaced(address: number, sizeBytes: number, isStore: boolean): void {
    const verb = isStore ? 'a store to' : 'a load of';
    const what = `${verb} ${sizeBytes} byte${sizeBytes === 1 ? '' : 's'}`;
    const owner = this.memory.ownerAt(address);
    if (owner > 0) this.misplacedInBlock(what, address, this.block(owner) as Block);
    else if (isDead(owner)) {
      const local = this.locals[localIndex(owner)];
      const name = local.function === '' ? local.name : `${local.name} of ${local.function}()`;
      this.report('use-after-free', `${what} of ${name}, whose call has returned`);
    } else if (owner === NOBODY) {
      const near = this.neighbour(address);
      this.report('out-of-bounds', `${what} at ${this.spell(address)}, ${near}`);
    } else {
      const { name, sizeBytes: whole } = this.locals[localIndex(owner)];
      this.report('out-of-bounds', `${what} beyond the end of ${name} (${whole} bytes)`);
    }
  }

  private misplacedInBlock(what: string, address: number, block: Block): void {
    const at = `${what} at byte ${address - block.start} of ${block.name}`;
    if (block.freed === undefined) {
      const text = `${at}, which has ${block.sizeBytes} bytes`;
      this.report('out-of-bounds', text, this.life(block));
    } else this.report('use-after-free', `${at}, which is free`, this.life(block));
  }

  /** Where a block was allocated and freed. */
  life(block: Block): RelatedPlace[] {
    const places: RelatedPlace[] = [];
    const add = (message: string, moment: Moment | undefined): void => {
      if (moment === undefined) return;
      const { calls, token } = moment;
      places.push({ message, place: calls.place(token), calls: calls.frames() });
    };
    add(`${block.name} was allocated here`, block.allocated);
    add(`${block.name} was freed here`, block.freed);
    return places;
  }

  /** What lies right before an address that belongs to nothing. */
  private neighbour(address: number): string {
    for (let at = address - OWNER_BYTES; at >= address - 4 * OWNER_BYTES; at -= OWNER_BYTES) {
      const owner = this.memory.ownerAt(at);
      if (owner > 0) {
        const block = this.block(owner) as Block;
        return `${address - block.start - block.sizeBytes} bytes behind ${block.name}`;
      }
      if (owner < 0) return `behind ${this.locals[localIndex(owner)].name}`;
    }
    return 'where no object is';
  }

  private spell(address: number): string {
    return `0x${this.memory.far(address).toString(16)}`;
  }

  uninitialised(address: number, sizeBytes: number): void {
    if (this.forgivesUnwritten) return;
    const owner = this.memory.ownerAt(address);
    const block = owner > 0 ? this.block(owner) : undefined;
    const name = block
      ? `byte ${address - block.start} of ${block.name}`
      : owner < 0
        ? this.locals[localIndex(owner)].name
        : this.spell(address);
    const text = `a load of ${sizeBytes} byte${sizeBytes === 1 ? '' : 's'} that nobody wrote: ${name}`;
    this.report('uninitialised', text, block ? this.life(block) : []);
  }

  /** Copies an aggregate: its load and its store are different places of the code. */
  copy(
    to: number,
    from: number,
    sizeBytes: number,
    load: CodeSite | undefined,
    store: CodeSite | undefined,
  ): void {
    if (load) this.site = load;
    this.memory.copy(to, from, sizeBytes, () => {
      if (store) this.site = store;
    });
  }

  /** An index must lead into the object, and the array, that it counts from. */
  checkIndex(base: Value, at: Value, sizeBytes: number, arrayBytes: number | undefined): void {
    if (base === at && arrayBytes === undefined) return;
    const { memory } = this;
    const [from, address] = [memory.near(base), memory.near(at)];
    const isPast = address < from || address + sizeBytes > from + (arrayBytes ?? 0);
    if (arrayBytes !== undefined && isPast) {
      const text = `an access at byte ${address - from} of an array of ${arrayBytes} bytes`;
      this.report('out-of-bounds', text);
      return;
    }
    const owner = memory.ownerAt(from);
    const other = memory.ownerAt(address);
    if (owner === other || owner === NOBODY || other === NOBODY) return;
    const text = `an index leads from ${this.ownerName(owner)} to ${this.ownerName(other)}`;
    this.report('out-of-bounds', text);
  }

  /** An object for a message. */
  private ownerName(owner: number): string {
    if (owner > 0) return (this.block(owner) as Block).name;
    return owner === NOBODY ? 'no object' : this.locals[localIndex(owner)].name;
  }

  misaligned(address: Value, alignBytes: number): void {
    const text = `an access at 0x${address.toString(16)}, which is no multiple of ${alignBytes}: this processor traps`;
    this.report('misaligned', text);
  }

  /** Signed arithmetic left the range of its type. */
  overflow(what: string, site: CodeSite | undefined): void {
    this.site = site;
    this.report('signed-overflow', what);
  }

  badShift(count: Value, bits: number, site: CodeSite | undefined): void {
    this.site = site;
    this.report('bad-shift', `a shift by ${count} of a type of ${bits} bits`);
  }

  loads(address: number, sizeBytes: number): void {
    if (this.observer?.load && this.site) this.observer.load(address, sizeBytes, this.site);
  }

  stores(
    address: number,
    bytes: Uint8Array,
    offset: number,
    sizeBytes: number,
    isLocal = false,
  ): number {
    const { site, observer, recorder } = this;
    if (site === undefined) return INITIAL;
    if (!isLocal) observer?.store?.(address, sizeBytes, site);
    if (recorder === undefined) return site.id + FIRST_WRITER;
    return recorder.store(address, sizeBytes, site, bytes, offset) + FIRST_WRITER;
  }

  stored(bytes: Uint8Array, offset: number, sizeBytes: number): void {
    if (this.site) this.recorder?.stored(bytes, offset, sizeBytes);
  }

  /**
   * Reports a finding, once for each kind and place of the code; what is wrong with the address of
   * an access, and with the bytes there, counts as one.
   * @throws Fault when findings end the run
   */
  report(kind: string, message: string, related: readonly RelatedPlace[] = []): void {
    const { machine, site } = this;
    const key = `${ABOUT_MEMORY.has(kind) ? 'memory' : kind}:${site?.id ?? -1}`;
    if (this.reported.has(key)) return;
    this.reported.add(key);
    const place = this.place ?? machine.calls.place(machine.token);
    const calls = machine.calls.frames();
    const finding: Finding = { kind, message, place, calls, related, step: machine.steps };
    this.findings.push(finding);
    this.observer?.finding?.(finding);
    if (!this.options.stopsAtFinding) return;
    const fault = new Fault(kind as FaultKind, message, place);
    fault.calls = calls;
    fault.related = related;
    throw fault;
  }
}

/** The watch over a machine's run: every access checked, findings collected, observers told. */
import type { Expression } from '../../../../language/src/syntax/ast.ts';
import { FIRST_PARAMETER, type Regs } from '../compile/code.ts';
import { FIRST_WRITER, INITIAL } from '../memory/shadow-page.ts';
import type { MemorySnapshot } from '../memory/shadow-pages.ts';
import { type MemoryWatch, WatchedMemory } from '../memory/watched-memory.ts';
import { Fault, type FaultKind, type RelatedPlace, type SourcePlace } from '../run/fault.ts';
import type { FunctionEntry } from '../run/function-entry.ts';
import type { Machine } from '../run/machine.ts';
import type { ProgramUnit } from '../run/program-unit.ts';
import type { Value } from '../values/scalar-kind.ts';
import {
  type AccessFinding,
  misplacedAccess,
  strayIndex,
  unwrittenLoad,
  unwrittenVariable,
} from './access-findings.ts';
import type { Block } from './blocks.ts';
import { memberView } from './member-view.ts';
import { type ObjectsSnapshot, ObjectTable } from './object-table.ts';
import type { CodeSite, Finding, MemberView, Observer } from './observer.ts';
import type { Recorder } from './recorder.ts';

export interface WatchOptions {
  readonly observer?: Observer;
  readonly recorder?: Recorder;
  /** The first finding ends the run with a fault, as a sanitizer would. */
  readonly stopsAtFinding?: boolean;
  /** Signed arithmetic wraps (-fno-strict-overflow), so that an overflow is no finding. */
  readonly wrapsOverflow?: boolean;
}

export interface WatchSnapshot {
  readonly findings: readonly Finding[];
  readonly reported: ReadonlySet<string>;
  readonly memory: MemorySnapshot;
  readonly objects: ObjectsSnapshot;
  readonly recording: unknown;
}

const ABOUT_MEMORY: ReadonlySet<string> = new Set<FaultKind>([
  'out-of-bounds', 'use-after-free', 'uninitialised', 'indeterminate', 'misaligned',
]); // biome-ignore format: a list

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
  private readonly reported = new Set<string>();
  /** Whether someone wants to hear of steps: an observer may set it for a run. */
  isToldOfSteps: boolean;
  /** What it watches; there from `attach` on. */
  machine!: Machine;
  memory!: WatchedMemory;
  /** Which bytes belong to which object. */
  objects!: ObjectTable;

  constructor(options: WatchOptions = {}) {
    this.options = options;
    this.observer = options.observer;
    this.recorder = options.recorder;
    this.isToldOfSteps = options.recorder !== undefined || options.observer?.step !== undefined;
  }

  get isRecording(): boolean {
    return this.recorder !== undefined;
  }

  /** Makes the memory of the machine that this watches: exactly one. */
  attach(machine: Machine): WatchedMemory {
    if (this.machine !== undefined) throw new Error('a watch has one machine');
    const { target, limits } = machine;
    this.machine = machine;
    this.memory = new WatchedMemory(target.bigEndian, limits.memoryBytes, this);
    this.objects = new ObjectTable(machine, this.memory);
    this.memory.ends = this.objects.ends;
    return this.memory;
  }

  /** A place of the code, made once when it is compiled. @param e what the access names */
  newSite(unit: ProgramUnit, functionName: string, token: number, e?: Expression): CodeSite {
    const view: MemberView | undefined = e && memberView(unit, e);
    const id = this.sites.length;
    const site = { id, unit, function: functionName, token, view, expression: e };
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
    if (this.isToldOfSteps) this.tellStep(site);
  }

  private tellStep(site: CodeSite): void {
    if (this.memory.isPlaying) return;
    this.recorder?.step(site);
    const { token } = this.machine;
    this.observer?.step?.(site);
    this.machine.token = token;
  }

  /** Calls a function, or what a tape says of the call. */
  invoke(entry: FunctionEntry, r: Regs, callToken: number): Value {
    const { tape } = this.memory;
    if (tape === undefined) return this.invokeNow(entry, r, callToken);
    const { machine } = this;
    if (tape.isPlaying) {
      const over = tape.skip(tape.enter(entry));
      if (over === undefined) return this.enterAgain(entry, r, callToken);
      machine.interruptsEnabled = over.interruptsEnabled;
      return over.result;
    }
    const call = tape.begin(entry);
    const result = this.invokeNow(entry, r, callToken);
    tape.end(call, result, machine.interruptsEnabled);
    return result;
  }

  /** A call that was open where the tape leads to: when it ends, the run goes on from there. */
  private enterAgain(entry: FunctionEntry, r: Regs, callToken: number): Value {
    const { machine, observer } = this;
    const { depth } = machine.calls;
    const result = machine.enter(entry, r, callToken);
    machine.calls.depth = depth;
    observer?.leaveCall?.(entry, result);
    return result;
  }

  /** Calls a function: the frame's bytes come to life with nothing in them, and die after. */
  private invokeNow(entry: FunctionEntry, r: Regs, callToken: number): Value {
    const { machine, observer, recorder } = this;
    const { calls } = machine;
    if (entry.native === undefined) {
      if (entry.body === undefined) machine.compileBody(entry);
      if (recorder === undefined && observer?.hears?.(entry) === false)
        return machine.enter(entry, r, callToken);
    }
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

  /** `longjmp` left calls behind. */
  unwind(low: number, high: number, calls: number): void {
    this.objects.releaseStack(low, high);
    for (let i = 0; i < calls; i++) this.recorder?.leaveCall(0);
  }

  /** An object with static storage, zero until its initialiser ran. */
  addObject(start: number, sizeBytes: number, name: string): void {
    this.objects.addObject(start, sizeBytes, name);
  }

  /** See ObjectTable.allocate. */
  allocate(start: number, sizeBytes: number, name: string, holds: boolean): Block | undefined {
    if (this.memory.isPlaying) return undefined;
    return this.objects.allocate(start, sizeBytes, name, holds);
  }

  /** See ObjectTable.free. */
  free(start: number): Block | undefined {
    return this.objects.free(start);
  }

  snapshot(): WatchSnapshot {
    return {
      findings: [...this.findings],
      reported: new Set(this.reported),
      memory: this.memory.shadow.snapshot(),
      objects: this.objects.snapshot(),
      recording: this.recorder?.mark(),
    };
  }

  /** Goes back to a snapshot. */
  restore(saved: WatchSnapshot): void {
    this.memory.shadow.restore(saved.memory);
    this.recorder?.rewind(saved.recording as never);
    this.objects.restore(saved.objects);
    this.forgetFindings();
    this.findings.push(...saved.findings);
    for (const key of saved.reported) this.reported.add(key);
    this.site = undefined;
  }

  forgetFindings(): void {
    this.findings.length = 0;
    this.reported.clear();
  }

  /** The place that wrote a byte last, and the step where it is recorded. */
  lastWriter(address: number): { readonly site: CodeSite; readonly step?: number } | undefined {
    const number = this.memory.shadow.writerAt(address) - FIRST_WRITER;
    if (number < 0) return undefined;
    if (this.recorder) return this.recorder.writer(number);
    return { site: this.sites[number] };
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

  fits(owner: number, address: number, sizeBytes: number): boolean {
    return this.objects.fits(owner, address, sizeBytes);
  }

  misplaced(address: number, sizeBytes: number, isStore: boolean): void {
    const { memory, objects } = this;
    this.reportAccess(misplacedAccess(memory, objects, address, sizeBytes, isStore));
  }

  uninitialised(address: number, sizeBytes: number): void {
    if (this.forgivesUnwritten) return;
    this.reportAccess(unwrittenLoad(this.memory, this.objects, address, sizeBytes));
  }

  /** No one promises what is in these bytes until something is stored there. @param start near */
  forget(start: number, sizeBytes: number): void {
    this.objects.forget(start, sizeBytes);
  }

  /** A variable that is in no memory is read before it has a value. */
  noValue(name: string, sizeBytes: number, site: CodeSite | undefined): void {
    if (this.forgivesUnwritten) return;
    this.site = site;
    this.reportAccess(unwrittenVariable(name, sizeBytes));
  }

  /** An index must lead into the object, and the array, that it counts from. */
  checkIndex(base: Value, at: Value, sizeBytes: number, arrayBytes: number | undefined): void {
    if ((base === at && arrayBytes === undefined) || this.memory.isPlaying) return;
    const { memory, objects } = this;
    const [from, address] = [memory.near(base), memory.near(at)];
    const stray = strayIndex(memory, objects, from, address, sizeBytes, arrayBytes);
    if (stray) this.reportAccess(stray);
  }

  private reportAccess({ kind, message, related }: AccessFinding): void {
    this.report(kind, message, related);
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
    const { machine, site, memory } = this;
    if (memory.isPlaying) return;
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

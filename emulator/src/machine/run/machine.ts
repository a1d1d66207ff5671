import type { ObjectSym } from '../../../../language/src/syntax/symbols.ts';
import type { Target } from '../../../../language/src/targets/target.ts';
import { FIRST_PARAMETER, R_FRAME, R_RESULT, type Regs } from '../compile/code.ts';
import type { JumpPoint, LongJump } from '../compile/setjmp.ts';
import { trapsMisaligned } from '../memory/alignment.ts';
import { Memory } from '../memory/memory.ts';
import type { Value } from '../values/scalar-kind.ts';
import type { Linker } from '../watch/observer.ts';
import type { Watch } from '../watch/watch.ts';
import { CallStack } from './call-stack.ts';
import { Fault, type SourcePlace } from './fault.ts';
import type { FunctionEntry, Native } from './function-entry.ts';
import { DEFAULT_LIMITS, type MachineLimits } from './limits.ts';
import type { FileName, ProgramUnit } from './program-unit.ts';
import type { Keeper, MachinePosition } from './snapshot.ts';
import { type Located, Symbols } from './symbols.ts';

/** Where things lie. Low addresses keep pointers small integers, and null accesses fault. */
const GLOBALS_START = 0x1000000;
const GLOBALS_BYTES = 0x1f000000;
const HEAP_START = 0x30000000;
const HEAP_BYTES = 0x48000000;
const STACK_TOP = 0x7fff0000;
/** Steps between two calls of `interrupt`. */
const INTERRUPT_STEPS = 4096;

/** Makes an entry's body. Injected, so that the machine does not depend on its compiler. */
export type CompileFunction = (machine: Machine, entry: FunctionEntry) => void;

export interface MachineSetup {
  readonly compile: CompileFunction;
  /** Host functions, for names that nothing defines. */
  readonly natives?: ReadonlyMap<string, Native>;
  readonly limits?: MachineLimits;
  readonly linker?: Linker;
  /** Checks every access and tells an observer; without it the machine runs at full speed. */
  readonly watch?: Watch;
  /** Called every few thousand steps; what it throws ends the run. */
  readonly interrupt?: () => void;
}

/**
 * One abstract machine: memory, a stack, and the functions and objects of a program. It is
 * deterministic: the same program and input give the same run.
 */
export class Machine {
  readonly target: Target;
  readonly memory: Memory;
  readonly limits: MachineLimits;
  readonly linker: Linker;
  readonly symbols: Symbols;
  readonly calls = new CallStack();
  readonly watch: Watch | undefined;
  readonly trapsMisaligned: boolean;
  private readonly compile: CompileFunction;
  private readonly interrupt: (() => void) | undefined;
  private readonly objects = new Map<unknown, number>();
  private readonly returnAddresses = new Map<number, number>();
  private nextGlobal = GLOBALS_START;
  readonly heapStart = HEAP_START;
  readonly heapEnd = HEAP_START + HEAP_BYTES;
  private readonly stackLimit: number;
  /** The step at which the limit or the interrupt is due. */
  private nextStop: number;

  sp: number;
  steps = 0;
  /** The token of the statement or call that runs, in the unit of the innermost call. */
  token = -1;
  /** Where GOTO goes. */
  gotoLabel = 0;
  /** The value that `setjmp` returns when a statement is entered again. */
  pendingJump: LongJump | undefined;
  readonly jumpPoints: JumpPoint[] = [];
  /** The processor's interrupt flag. */
  interruptsEnabled = true;
  /** What host functions keep, for snapshots. */
  readonly keepers: Keeper[] = [];

  constructor(target: Target, setup: MachineSetup) {
    this.target = target;
    this.compile = setup.compile;
    this.limits = setup.limits ?? DEFAULT_LIMITS;
    this.interrupt = setup.interrupt;
    this.linker = setup.linker ?? {};
    this.symbols = new Symbols(setup.natives ?? new Map(), this.linker);
    this.watch = setup.watch;
    this.trapsMisaligned = trapsMisaligned(target.name);
    this.memory =
      setup.watch?.attach(this) ?? new Memory(target.bigEndian, this.limits.memoryBytes);
    this.memory.map(GLOBALS_START, GLOBALS_BYTES);
    this.memory.map(HEAP_START, HEAP_BYTES);
    this.stackLimit = STACK_TOP - this.limits.stackBytes;
    this.memory.map(this.stackLimit, this.limits.stackBytes);
    this.sp = STACK_TOP - 64;
    this.nextStop = this.stopAfter(0);
  }

  /** The program's translation units; one that defines a name wins over those behind it. */
  get units(): ProgramUnit[] {
    return this.symbols.units;
  }

  get depth(): number {
    return this.calls.depth;
  }

  lookup(name: string, from: ProgramUnit): Located | undefined {
    return this.symbols.lookup(name, from);
  }

  functionNamed(name: string, from: ProgramUnit): FunctionEntry | undefined {
    return this.symbols.functionNamed(name, from);
  }

  functionAddress(name: string, from: ProgramUnit): number {
    return this.symbols.functionAddress(name, from);
  }

  functionAt(address: Value): FunctionEntry | undefined {
    return this.symbols.functionAt(address);
  }

  codeAddress(): number {
    return this.symbols.codeAddress();
  }

  /** Stands for the place behind the innermost call: the same for every call from there. */
  returnAddress(): number {
    const token = this.calls.callToken ?? -1;
    const known = this.returnAddresses.get(token) ?? this.codeAddress();
    this.returnAddresses.set(token, known);
    return known;
  }

  objectAddress(key: ObjectSym | FileName | string): number | undefined {
    return this.objects.get(key);
  }

  /** Reserves bytes, filled with zeros, that live as long as the machine. @param name for reports */
  allocateObject(
    key: ObjectSym | FileName | string | undefined,
    sizeBytes: number,
    alignBytes: number,
    name = 'an object',
  ): number {
    const align = this.watch ? Math.max(alignBytes, 8) : alignBytes;
    const address = Math.ceil(this.nextGlobal / align) * align;
    if (address + sizeBytes > GLOBALS_START + GLOBALS_BYTES)
      throw new Fault('limit-memory', `an object of ${sizeBytes} bytes does not fit`);
    // A gap keeps an index that is one too large from landing in the next object.
    this.nextGlobal = address + sizeBytes + 16;
    if (key !== undefined) this.objects.set(key, address);
    this.watch?.addObject(address, sizeBytes, name);
    return address;
  }

  /** Gives an object its initial value: no one's store, which no observer sees. */
  initialise(address: number, sizeBytes: number, fill: () => void): void {
    if (this.watch) this.watch.objects.initialise(address, sizeBytes, fill);
    else fill();
  }

  /** Reserves stack until the caller puts `sp` back. @throws Fault when the stack is full */
  allocateStack(sizeBytes: number, alignBytes = 16): number {
    const address = Math.floor((this.sp - sizeBytes) / alignBytes) * alignBytes;
    if (!(address >= this.stackLimit))
      throw new Fault('limit-depth', `the stack of ${this.limits.stackBytes} bytes is full`);
    this.sp = address;
    return address;
  }

  /** Gives stack back. */
  releaseStack(sp: number): void {
    this.watch?.objects.releaseStack(this.sp, sp);
    this.sp = sp;
  }

  /** True for bytes of the stack that belong to no call that is open. */
  isReleasedStack(near: number): boolean {
    return near >= this.stackLimit && near < this.sp;
  }

  countStep(): void {
    if (++this.steps >= this.nextStop) this.stop();
  }

  private stopAfter(steps: number): number {
    const limit = this.limits.steps + 1;
    return this.interrupt ? Math.min(limit, steps + INTERRUPT_STEPS) : limit;
  }

  private stop(): void {
    if (this.steps > this.limits.steps)
      throw new Fault('limit-steps', `more than ${this.limits.steps} steps`);
    this.nextStop = this.stopAfter(this.steps);
    this.interrupt?.();
  }

  /** Calls a function of the program; registers hold its arguments from FIRST_PARAMETER on. */
  invoke(entry: FunctionEntry, r: Regs, callToken: number): Value {
    if (this.watch !== undefined) return this.watch.invoke(entry, r, callToken);
    if (entry.body === undefined) {
      if (entry.native !== undefined) return entry.native(this, r.slice(FIRST_PARAMETER));
      this.compileBody(entry);
    }
    this.countStep();
    return this.enter(entry, r, callToken);
  }

  /** @throws Fault for a function without a body */
  compileBody(entry: FunctionEntry): void {
    if (entry.definition === undefined)
      throw new Fault('unmodelled-function', `${entry.name}() has no body here and no model`);
    this.compile(this, entry);
  }

  /** Runs a compiled body in a frame of its own. */
  enter(entry: FunctionEntry, r: Regs, callToken: number): Value {
    const { sp, calls } = this;
    const { depth } = calls;
    if (depth >= this.limits.depth)
      throw new Fault('limit-depth', `more than ${this.limits.depth} calls are open`);
    calls.push(entry, callToken);
    const { frameBytes } = entry;
    const frame = frameBytes === 0 ? sp : this.allocateStack(frameBytes, entry.frameAlignBytes);
    const taken = FIRST_PARAMETER + entry.argumentCount;
    if (r.length !== taken) takeArguments(r, taken);
    r[R_FRAME] = frame;
    calls.frameIs(frame);
    this.watch?.objects.openFrame(frame, entry.frame);
    (entry.body as (r: Regs) => void)(r);
    this.watch?.objects.closeFrame(this.sp, frame, entry.frame);
    this.sp = sp;
    calls.depth = depth;
    return r[R_RESULT];
  }

  /** Calls a host function as one of the open calls, so that its faults name it. */
  enterNative(entry: FunctionEntry, args: readonly Value[], callToken: number): Value {
    const { depth } = this.calls;
    this.calls.push(entry, callToken);
    const result = (entry.native as Native)(this, args);
    this.calls.depth = depth;
    return result;
  }

  /** Goes on from where it was; the memory is someone else's to bring back. */
  resume(saved: MachinePosition): void {
    this.sp = saved.sp;
    this.steps = saved.steps;
    this.nextStop = this.stopAfter(saved.steps);
    this.calls.depth = saved.depth;
    this.jumpPoints.length = saved.jumpPoints;
    this.interruptsEnabled = saved.interruptsEnabled;
    this.pendingJump = undefined;
    this.token = -1;
  }

  /** Leaves the calls from a depth on, as longjmp does. */
  unwind(depth: number, sp: number): void {
    this.watch?.unwind(this.sp, sp, this.calls.depth - depth);
    this.calls.depth = depth;
    this.sp = sp;
  }

  /** Runs a function to its end. @throws Fault with its place and calls, or Exit */
  call(entry: FunctionEntry, args: readonly Value[]): Value {
    try {
      return this.invoke(entry, [0, 0, 0, 0, ...args], -1);
    } catch (error) {
      throw this.located(error);
    }
  }

  /** Where the function stands that runs: for what happens before its first statement. */
  private definitionPlace(): SourcePlace | undefined {
    const entry = this.calls.innermost;
    return entry?.definition && entry.owner?.place(entry.definition.symbol.token);
  }

  /** An error of our own is never an answer: it ends the run as what the machine cannot do. */
  private asFault(error: unknown): unknown {
    if (error instanceof RangeError && /call stack/i.test(error.message))
      return new Fault(
        'limit-depth',
        `calls are nested deeper than the host allows: ${this.depth}`,
      );
    const isOurs = [TypeError, RangeError, SyntaxError, ReferenceError].some(
      (kind) => error instanceof kind,
    );
    if (!isOurs) return error;
    const { message } = error as Error;
    return new Fault('unsupported', `the emulator cannot go on here (${message})`);
  }

  /** Gives a fault its place and the calls that were open. */
  private located(error: unknown): unknown {
    const fault = this.asFault(error);
    if (!(fault instanceof Fault)) return fault;
    fault.place ??= this.watch?.place ?? this.calls.place(this.token) ?? this.definitionPlace();
    if (fault.calls.length === 0) fault.calls = this.calls.frames();
    return fault;
  }
}

/** A caller that sees another prototype may pass fewer arguments, or more, which no one names. */
function takeArguments(r: Regs, count: number): void {
  while (r.length < count) r.push(0);
  r.length = count;
}

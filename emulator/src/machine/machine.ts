import type { FunctionDefinition, ObjectSym, Target } from '../../../language/src/index.ts';
import { FIRST_PARAMETER, R_FRAME, R_RESULT, type Regs } from './code.ts';
import { type CallFrame, Fault, type SourcePlace } from './fault.ts';
import { Memory } from './memory.ts';
import type { FileName, ProgramUnit } from './program-unit.ts';
import type { Value } from './scalar-kind.ts';

/** Where things lie. Low addresses keep pointers small integers, and null accesses fault. */
const CODE_START = 0x10000;
const CODE_STEP = 16;
const GLOBALS_START = 0x1000000;
const GLOBALS_BYTES = 0x1f000000;
const HEAP_START = 0x30000000;
const HEAP_BYTES = 0x48000000;

export interface MachineLimits {
  /** Loop iterations, calls and jumps together. */
  readonly steps: number;
  /** Open calls. */
  readonly depth: number;
  readonly memoryBytes: number;
  readonly stackBytes: number;
}

export const DEFAULT_LIMITS: MachineLimits = {
  steps: Number.MAX_SAFE_INTEGER,
  depth: 100_000,
  memoryBytes: 1 << 30,
  stackBytes: 64 << 20,
};

/** A function that the host performs. Arguments as the call gives them; the result as declared. */
export type Native = (machine: Machine, args: readonly Value[]) => Value;

/** Something that can be called. */
export interface FunctionEntry {
  readonly name: string;
  readonly address: number;
  readonly owner: ProgramUnit | undefined;
  readonly definition: FunctionDefinition | undefined;
  readonly native: Native | undefined;
  /** Runs the body on prepared registers; compiled at the first call. */
  body: ((r: Regs) => void) | undefined;
  registers: number;
  frameBytes: number;
}

/** Makes an entry's body. Injected, so that the machine does not depend on its compiler. */
export type CompileFunction = (machine: Machine, entry: FunctionEntry) => void;

/** `longjmp` on its way to the call of `setjmp`. */
export class LongJump {
  readonly regs: Regs;
  readonly label: number;
  readonly value: Value;

  constructor(regs: Regs, label: number, value: Value) {
    this.regs = regs;
    this.label = label;
    this.value = value;
  }
}

/** What `setjmp` remembers of its call. */
export interface JumpPoint {
  readonly regs: Regs;
  readonly label: number;
  readonly depth: number;
  readonly sp: number;
}

/**
 * One abstract machine: memory, a stack, and the functions and objects of a program. It is
 * deterministic: the same program and input give the same run.
 */
export class Machine {
  readonly target: Target;
  readonly memory: Memory;
  readonly limits: MachineLimits;
  readonly units: ProgramUnit[] = [];
  readonly natives: ReadonlyMap<string, Native>;
  private readonly compile: CompileFunction;
  private readonly byAddress = new Map<Value, FunctionEntry>();
  private readonly external = new Map<string, FunctionEntry>();
  private readonly byDefinition = new Map<FunctionDefinition, FunctionEntry>();
  private readonly objects = new Map<unknown, number>();
  private readonly returnAddresses = new Map<number, number>();
  private nextCode = CODE_START;
  private nextGlobal = GLOBALS_START;
  readonly heapStart = HEAP_START;
  readonly heapEnd = HEAP_START + HEAP_BYTES;
  private readonly stackLimit: number;

  sp: number;
  depth = 0;
  steps = 0;
  /** The token of the statement or call that runs, in the unit of the innermost call. */
  token = -1;
  /** Where GOTO goes. */
  gotoLabel = 0;
  /** The value that `setjmp` returns when a statement is entered again. */
  pendingJump: LongJump | undefined;
  readonly jumpPoints: JumpPoint[] = [];
  private readonly openFunctions: FunctionEntry[] = [];
  private readonly callTokens: number[] = [];

  constructor(
    target: Target,
    compile: CompileFunction,
    natives: ReadonlyMap<string, Native>,
    limits: MachineLimits = DEFAULT_LIMITS,
  ) {
    this.target = target;
    this.compile = compile;
    this.natives = natives;
    this.limits = limits;
    this.memory = new Memory(target.bigEndian, limits.memoryBytes);
    this.memory.map(GLOBALS_START, GLOBALS_BYTES);
    this.memory.map(HEAP_START, HEAP_BYTES);
    const stackTop = 0x7fff0000;
    this.stackLimit = stackTop - limits.stackBytes;
    this.memory.map(this.stackLimit, limits.stackBytes);
    this.sp = stackTop - 64;
  }

  /** A file-level name for code of `from`: its own static one, or the program's. */
  lookup(name: string, from: ProgramUnit): { owner: ProgramUnit; found: FileName } | undefined {
    const own = from.names.get(name);
    if (own?.isDefined) return { owner: from, found: own };
    for (const owner of this.units) {
      const found = owner.names.get(name);
      if (found?.isDefined && !found.isStatic) return { owner, found };
    }
    return undefined;
  }

  /** The function of a name; undefined when the program has no body and the host no model for it. */
  functionNamed(name: string, from: ProgramUnit): FunctionEntry | undefined {
    const found = this.lookup(name, from);
    const definition = found?.found.definition;
    if (found && definition) {
      const known = this.byDefinition.get(definition);
      return known ?? this.addFunction(name, found.owner, definition, undefined);
    }
    const known = this.external.get(name);
    if (known) return known;
    const native = this.natives.get(name);
    return native && this.addFunction(name, undefined, undefined, native);
  }

  /** The entry whose address a name has even when nothing defines it: calling it is the fault. */
  functionAddress(name: string, from: ProgramUnit): number {
    const entry = this.functionNamed(name, from) ?? this.external.get(name);
    return (entry ?? this.addFunction(name, undefined, undefined, undefined)).address;
  }

  private addFunction(
    name: string,
    owner: ProgramUnit | undefined,
    definition: FunctionDefinition | undefined,
    native: Native | undefined,
  ): FunctionEntry {
    const address = this.nextCode;
    this.nextCode += CODE_STEP;
    const entry: FunctionEntry = {
      name, address, owner, definition, native, body: undefined, registers: 0, frameBytes: 0,
    }; // biome-ignore format: a record
    this.byAddress.set(address, entry);
    if (definition) this.byDefinition.set(definition, entry);
    else this.external.set(name, entry);
    return entry;
  }

  functionAt(address: Value): FunctionEntry | undefined {
    return this.byAddress.get(address);
  }

  /** An address of its own for something that has no bytes: a label. */
  codeAddress(): number {
    const address = this.nextCode;
    this.nextCode += CODE_STEP;
    return address;
  }

  /** Stands for the place behind the innermost call: the same for every call from there. */
  returnAddress(): number {
    const token = this.callTokens[this.depth - 1];
    const known = this.returnAddresses.get(token) ?? this.codeAddress();
    this.returnAddresses.set(token, known);
    return known;
  }

  objectAddress(key: ObjectSym | FileName | string): number | undefined {
    return this.objects.get(key);
  }

  /** Reserves bytes, filled with zeros, that live as long as the machine. */
  allocateObject(
    key: ObjectSym | FileName | string | undefined,
    sizeBytes: number,
    alignBytes: number,
  ): number {
    const address = Math.ceil(this.nextGlobal / alignBytes) * alignBytes;
    if (address + sizeBytes > GLOBALS_START + GLOBALS_BYTES)
      throw new Fault('limit-memory', `an object of ${sizeBytes} bytes does not fit`);
    // A gap keeps an index that is one too large from landing in the next object.
    this.nextGlobal = address + sizeBytes + 16;
    if (key !== undefined) this.objects.set(key, address);
    return address;
  }

  /** Reserves stack until the caller puts `sp` back. @throws Fault when the stack is full */
  allocateStack(sizeBytes: number, alignBytes = 16): number {
    const address = Math.floor((this.sp - sizeBytes) / alignBytes) * alignBytes;
    if (!(address >= this.stackLimit))
      throw new Fault('limit-depth', `the stack of ${this.limits.stackBytes} bytes is full`);
    this.sp = address;
    return address;
  }

  countStep(): void {
    if (++this.steps > this.limits.steps)
      throw new Fault('limit-steps', `more than ${this.limits.steps} steps`);
  }

  /** Calls a function of the program; registers hold its arguments from FIRST_PARAMETER on. */
  invoke(entry: FunctionEntry, r: Regs, callToken: number): Value {
    if (entry.body === undefined) {
      if (entry.native !== undefined) return entry.native(this, r.slice(FIRST_PARAMETER));
      if (entry.definition === undefined)
        throw new Fault('unmodelled-function', `${entry.name}() has no body here and no model`);
      this.compile(this, entry);
    }
    const { sp, depth } = this;
    if (depth >= this.limits.depth)
      throw new Fault('limit-depth', `more than ${this.limits.depth} calls are open`);
    this.openFunctions[depth] = entry;
    this.callTokens[depth] = callToken;
    this.depth = depth + 1;
    this.countStep();
    r[R_FRAME] = entry.frameBytes === 0 ? sp : this.allocateStack(entry.frameBytes);
    (entry.body as (r: Regs) => void)(r);
    this.sp = sp;
    this.depth = depth;
    return r[R_RESULT];
  }

  /** Runs a function to its end. @throws Fault with its place and calls, or Exit */
  call(entry: FunctionEntry, args: readonly Value[]): Value {
    try {
      return this.invoke(entry, [0, 0, 0, 0, ...args], -1);
    } catch (error) {
      throw this.located(error);
    }
  }

  /** Gives a fault its place and the calls that were open. */
  private located(error: unknown): unknown {
    const isStackFull = error instanceof RangeError && /call stack/i.test(error.message);
    const fault = isStackFull
      ? new Fault('limit-depth', `calls are nested deeper than the host allows: ${this.depth}`)
      : error;
    if (!(fault instanceof Fault)) return fault;
    fault.place ??= this.placeAt(this.depth - 1, this.token);
    fault.calls = this.callChain();
    return fault;
  }

  private placeAt(depth: number, token: number): SourcePlace | undefined {
    return token < 0 ? undefined : this.openFunctions[depth]?.owner?.place(token);
  }

  private callChain(): CallFrame[] {
    const frames: CallFrame[] = [];
    for (let i = this.depth - 1; i >= 0 && frames.length < 64; i--) {
      const place = this.placeAt(i - 1, this.callTokens[i]);
      frames.push({ function: this.openFunctions[i].name, place });
    }
    return frames;
  }
}

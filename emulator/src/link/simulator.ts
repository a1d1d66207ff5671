/** Runs scenarios on one machine: a tree's own code, its boundaries, and the checks that watch. */
import type { Target } from '../../../language/src/index.ts';
import { boundaryNatives, MEMORY_FUNCTIONS } from '../boundary/natives.ts';
import { ALL_CHECKS } from '../checks/all-checks.ts';
import type { SimulationFinding } from '../checks/check.ts';
import { noteCounters } from '../checks/counter-unbalanced.ts';
import { REPLACEMENT_PREFIX, treeName } from '../checks/kernel-functions.ts';
import { KernelRun } from '../checks/kernel-run.ts';
import type { PageLayout } from '../checks/page-layout.ts';
import { Fault } from '../machine/fault.ts';
import type { FunctionEntry } from '../machine/function-entry.ts';
import { DEFAULT_LIMITS, type MachineLimits } from '../machine/limits.ts';
import { Machine } from '../machine/machine.ts';
import type { Definition, Observer } from '../machine/observer.ts';
import type { ProgramUnit } from '../machine/program-unit.ts';
import type { Value } from '../machine/scalar-kind.ts';
import { type MachineSnapshot, restoreSnapshot, takeSnapshot } from '../machine/snapshot.ts';
import { Watch } from '../machine/watch.ts';
import type { Recording } from '../trace/recording.ts';
import { compileWithFailures, Failures } from './failures.ts';
import { LinkError } from './link-error.ts';
import type { Outcome, RunResult } from './run-result.ts';
import { listScenarios, type ScenarioInfo, scenarioFunction } from './scenario-list.ts';
import { TraceLog } from './trace-log.ts';

/** What is run: units of a tree under one profile, put together. */
export interface SimulatedKernel {
  /** The machine's name in results. */
  readonly arch: string;
  readonly target: Target;
  /** The unit with the scenarios. */
  readonly scenarios: ProgramUnit;
  /** Units whose definitions come before the tree's. */
  readonly boundaries: readonly ProgramUnit[];
  /** The unit of the tree that defines a name. @throws LinkError when there are two */
  define(name: string): ProgramUnit | undefined;
  readonly layout: PageLayout;
  /** What of the sources could not be read, one line: declarations are read when they are needed. */
  problem(): string | undefined;
}

export interface RunOptions {
  /** The number of the allocation that fails, from 1. */
  readonly fail?: number;
  readonly traced?: boolean;
  /** Counted from 1: before this step of the run every grace period ends that somebody waits for. */
  readonly graceAtStep?: number;
}

/** Where the machine keeps objects with static storage, and its stack (machine.ts). */
const PROGRAM = { start: 0x1000000, end: 0x20000000 };
const STACK = { start: 0x7bff0000, end: 0x7fff0000 };

/** What holds for every run of a simulator. */
export interface SimulatorOptions {
  readonly limits?: Partial<MachineLimits>;
  /** Called every few thousand steps; a Fault that it throws ends the run. */
  readonly interrupt?: () => void;
  /** Keeps every step of a run, until the next one begins. */
  readonly recording?: Recording;
  /** Hears of every call that is over, with its result; a record is the address of its bytes. */
  readonly returned?: (entry: FunctionEntry, result: Value) => void;
}

const LIMITS: MachineLimits = {
  ...DEFAULT_LIMITS,
  steps: 20_000_000,
  depth: 2_000,
  memoryBytes: 256 << 20,
};

/** One run: what follows it, and what it is told. */
interface CurrentRun {
  readonly run: KernelRun;
  readonly log: TraceLog;
  readonly failures: Failures;
  readonly traced: boolean;
  /** In steps of the machine. */
  readonly graceAt: number | undefined;
  /** Functions of boundaries that were called. */
  readonly boundaries: Set<string>;
}

/**
 * One machine that every scenario runs on: it is set up once, and goes back to that state for each run,
 * so that every run is the same.
 */
export class Simulator {
  private readonly kernel: SimulatedKernel;
  private readonly machine: Machine;
  private readonly watch: Watch;
  private current: CurrentRun;
  /** Steps that a run may take; the machine counts those of its setting up as well. */
  private readonly maxSteps: number;
  private readonly limits: { -readonly [K in keyof MachineLimits]: MachineLimits[K] };
  private readonly boundaryUnits: ReadonlySet<ProgramUnit>;
  private readonly returned: SimulatorOptions['returned'];
  private scenarios: readonly ScenarioInfo[] | undefined;
  /** Steps that the machine had run before the scenario. */
  firstStep = 0;
  private saved: { readonly run: KernelRun; readonly snapshot: MachineSnapshot } | undefined;

  constructor(kernel: SimulatedKernel, options: SimulatorOptions = {}) {
    this.kernel = kernel;
    this.maxSteps = options.limits?.steps ?? LIMITS.steps;
    this.limits = { ...LIMITS, ...options.limits, steps: LIMITS.steps };
    this.boundaryUnits = new Set(kernel.boundaries);
    this.returned = options.returned;
    this.current = this.newRun({});
    this.watch = new Watch({
      observer: this.observer(),
      wrapsOverflow: true,
      ...(options.recording && { recorder: options.recording }),
    });
    this.machine = new Machine(kernel.target, {
      compile: compileWithFailures(() => this.current.failures),
      natives: boundaryNatives(() => this.current.run, {
        printed: (text) => {
          this.current.log.printed(text);
          this.current.run.note('print', undefined, text);
        },
        disappointed: (what, file, line) => this.disappointed(what, file, line),
      }),
      limits: this.limits,
      linker: {
        replacement: (name) => replacementOf(kernel, name),
        define: (name) => {
          const unit = kernel.define(name);
          return unit && { kind: 'unit', unit };
        },
      },
      watch: this.watch,
      // Half a machine is of no use to the next run; setting it up takes a moment.
      interrupt: () => {
        if (this.saved) options.interrupt?.();
      },
    });
    this.machine.units.push(kernel.scenarios, ...kernel.boundaries);
    this.current.run.attach(this.machine);
  }

  list(): readonly ScenarioInfo[] {
    this.scenarios ??= listScenarios(this.kernel.scenarios);
    return this.scenarios;
  }

  /** What follows the last run: its frames, and what their pages are. */
  get run(): KernelRun {
    return this.current.run;
  }

  get memory(): Machine['memory'] {
    return this.machine.memory;
  }

  /** What of the kernel's program an address is in: a function, `object+offset`, `stack`; undefined for others. */
  nameOf(address: Value): string | undefined {
    const entry = this.machine.functionAt(address);
    if (entry) return `${treeName(entry.name)}+0`;
    const at = Number(address);
    if (at >= STACK.start && at < STACK.end) return 'stack';
    if (at < PROGRAM.start || at >= PROGRAM.end) return undefined;
    const block = this.watch.objects.blockAt(at);
    return block && `${block.name}+${at - block.start}`;
  }

  /**
   * Runs one scenario to its end. Nothing that the code does is thrown.
   * @throws LinkError when there is no such scenario, it is not for this machine, or names are missing
   */
  simulate(entry: string, options: RunOptions = {}): RunResult {
    const scenario = this.list().find(({ id }) => id === entry);
    if (scenario === undefined) throw new LinkError(`${entry}: there is no such scenario`);
    if (scenario.reason !== undefined)
      throw new LinkError(`${entry} is not for ${this.kernel.arch}: ${scenario.reason}`);
    const saved = this.prepared();
    this.limits.steps = saved.snapshot.steps + this.maxSteps;
    restoreSnapshot(this.machine, saved.snapshot);
    this.firstStep = this.machine.steps;
    this.current = this.newRun(options);
    this.current.run.adopt(saved.run);
    const result = this.result(scenario, options);
    this.refuseProblems();
    return result;
  }

  /** A run of code that could not be read as it stands tells nothing. */
  private refuseProblems(): void {
    const problem = this.kernel.problem();
    if (problem !== undefined) throw new LinkError(problem);
  }

  /** Sets the machine up, once. @throws Fault when that does not succeed */
  private prepared(): { readonly run: KernelRun; readonly snapshot: MachineSnapshot } {
    if (this.saved) return this.saved;
    try {
      this.call('boundary_setup');
    } catch (error) {
      this.refuseProblems();
      if (error instanceof Fault) throw new LinkError(setupProblem(this.kernel.arch, error));
      throw error;
    }
    this.saved = { run: this.current.run, snapshot: takeSnapshot(this.machine) };
    return this.saved;
  }

  private newRun(options: RunOptions): CurrentRun {
    const run = new KernelRun(ALL_CHECKS, this.kernel.layout);
    const log = new TraceLog(run);
    const failures = new Failures(options.fail, (name, number) => {
      log.failed(name, number);
      run.note('allocation-failed', undefined, `allocation ${number}, ${name}()`);
    });
    const { graceAtStep, traced = false } = options;
    const graceAt = graceAtStep === undefined ? undefined : graceAtStep + this.firstStep;
    return { run, log, failures, traced, graceAt, boundaries: new Set() };
  }

  /** Leads what the machine tells to the run of the moment. */
  private observer(): Observer {
    const to = (): Required<Pick<Observer, 'enterCall' | 'leaveCall' | 'load' | 'store'>> =>
      this.current.traced ? this.current.log : this.current.run;
    return {
      enterCall: (entry, args, token) => {
        this.noteBoundary(entry);
        to().enterCall(entry, args, token);
      },
      leaveCall: (entry, result) => {
        this.returned?.(entry, result);
        to().leaveCall(entry, result);
      },
      step: () => this.step(),
      load: (address, sizeBytes, site) => to().load(address, sizeBytes, site),
      store: (address, sizeBytes, site) => to().store(address, sizeBytes, site),
    };
  }

  /** A function that is not the tree's own ran. */
  private noteBoundary(entry: FunctionEntry): void {
    const { owner, definition } = entry;
    const isBoundary = owner !== undefined && this.boundaryUnits.has(owner);
    if (isBoundary && definition?.symbol.storage !== 'static')
      this.current.boundaries.add(treeName(entry.name));
  }

  /** Somebody wants a grace period to end here. */
  private step(): void {
    const { graceAt, run } = this.current;
    if (graceAt === undefined || this.machine.steps !== graceAt || !run.isWatching) return;
    const entry = this.machine.functionNamed('scenario_grace_period', this.kernel.scenarios);
    if (entry) this.machine.invoke(entry, [0, 0, 0, 0], this.machine.token);
  }

  private disappointed(what: string, file: string, line: number): void {
    const { run } = this.current;
    const place = { file, line, column: 1 };
    run.report('expectation', `${what} does not hold`, { at: run.here(), place });
  }

  private result(scenario: ScenarioInfo, options: RunOptions): RunResult {
    const { run, log, failures } = this.current;
    const { steps } = this.machine;
    const end = this.endOf(scenario, options);
    log.end();
    return {
      entry: scenario.id,
      arch: this.kernel.arch,
      fail: options.fail ?? null,
      outcome: end.outcome,
      message: end.message,
      steps: this.machine.steps - steps,
      allocations: failures.count,
      findings: [...run.findings, ...this.watchFindings()],
      unmodelled: end.unmodelled,
      boundaries: [...this.current.boundaries].sort(),
      trace: log.events,
      isTraceCut: log.isCut,
    };
  }

  private endOf(scenario: ScenarioInfo, options: RunOptions): RunEnd {
    try {
      this.lifecycle(scenario);
      return { outcome: 'completed', message: null, unmodelled: [] };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const end = endBy(error, this.maxSteps);
      // Without memory there is no boot, and the kernel says so.
      const isExpected = scenario.isBoot && options.fail !== undefined && error.kind === 'trap';
      if (end.outcome === 'fault' && !isExpected)
        this.current.run.findings.push(findingOf(error, this.machine.steps));
      return end;
    }
  }

  /** A fresh mm, the scenario, and the end of everything that it began. */
  private lifecycle(scenario: ScenarioInfo): void {
    const { run, failures, log } = this.current;
    noteCounters(run);
    run.isWatching = true;
    const mm = this.call('scenario_fresh_mm');
    if (mm === 0) throw new Fault('trap', 'there is no memory for an address space');
    this.call('boundary_current_mm', mm);
    if (this.current.traced) log.begin();
    failures.isCounting = true;
    this.call(scenarioFunction(scenario.id), mm);
    failures.isCounting = false;
    this.call('scenario_grace_period');
    if (!scenario.isCall) run.settle();
    this.call('scenario_drop_mm', mm);
    this.call('scenario_grace_period');
    if (!scenario.isCall) run.end();
    log.end();
    run.isWatching = false;
  }

  private call(name: string, ...args: Value[]): Value {
    const entry = this.machine.functionNamed(name, this.kernel.scenarios);
    if (entry === undefined) throw new LinkError(`the boundaries do not define ${name}()`);
    return this.machine.call(entry, args);
  }

  /** What the machine itself objects to: reads of nothing, bytes out of bounds. */
  private watchFindings(): SimulationFinding[] {
    return this.watch.findings.map(({ kind, message, place, calls, related, step }) => ({
      check: kind, message, place, calls, related, step,
    })); // biome-ignore format: a record
  }
}

/** include/linux/compiler_types.h, compiletime_assert(): called where a condition is not constant. */
const COMPILE_TIME_ASSERTION = /^__compiletime_assert_\d+$/;

/** What runs in place of a function of the tree: of the machine's own, or of a boundary. */
function replacementOf({ boundaries }: SimulatedKernel, name: string): Definition | undefined {
  const native = MEMORY_FUNCTIONS.get(name);
  if (native) return { kind: 'native', native };
  // A tree that compiles has none of these left: gcc knows more constants than we do.
  if (COMPILE_TIME_ASSERTION.test(name)) return { kind: 'native', native: () => 0 };
  const other = `${REPLACEMENT_PREFIX}${name}`;
  const unit = boundaries.find((each) => each.name(other)?.definition !== undefined);
  return unit && { kind: 'unit', unit, name: other };
}

interface RunEnd {
  readonly outcome: Outcome;
  readonly message: string | null;
  readonly unmodelled: readonly string[];
}

function endBy(fault: Fault, maxSteps: number): RunEnd {
  const { kind } = fault;
  const message = kind === 'limit-steps' ? `more than ${maxSteps} steps` : fault.message;
  const end = (outcome: Outcome, unmodelled: readonly string[] = []): RunEnd => ({
    outcome,
    message,
    unmodelled,
  });
  if (kind === 'cancelled') return end('cancelled');
  if (kind.startsWith('limit-')) return end('limit');
  if (kind !== 'unmodelled-function') return end('fault');
  const [, name] = /^(\w+)\(\)/.exec(message) ?? /the object (\w+)/.exec(message) ?? [];
  return end('unmodelled', [name ?? message]);
}

function setupProblem(arch: string, { message, place }: Fault): string {
  const at = place ? ` at ${place.file}:${place.line}` : '';
  return `${arch} cannot be set up: ${message}${at}`;
}

/** What panic() ends is told of its caller. */
function findingOf(fault: Fault, step: number): SimulationFinding {
  const check = fault.kind === 'trap' ? 'kernel-bug' : fault.kind;
  const { message, related } = fault;
  const isPanic = fault.calls[0]?.function === 'panic';
  const place = isPanic ? fault.calls[0].place : fault.place;
  const calls = isPanic ? fault.calls.slice(1) : fault.calls;
  return { check, message, place, calls, related, step };
}

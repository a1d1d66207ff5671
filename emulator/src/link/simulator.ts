/** Runs scenarios on one machine: a tree's own code, its boundaries, and the checks that watch. */
import { boundaryNatives } from '../boundary/natives.ts';
import type { SimulationFinding } from '../checks/check.ts';
import { noteCounters } from '../checks/counter-unbalanced.ts';
import type { KernelRun } from '../checks/kernel-run.ts';
import type { PageLayout } from '../checks/page-layout.ts';
import { eventOf, treeName } from '../kernel-functions/kernel-functions.ts';
import type { WatchedMemory } from '../machine/memory/watched-memory.ts';
import { Fault } from '../machine/run/fault.ts';
import type { FunctionEntry } from '../machine/run/function-entry.ts';
import { DEFAULT_LIMITS, type MachineLimits } from '../machine/run/limits.ts';
import { Machine } from '../machine/run/machine.ts';
import type { ProgramUnit } from '../machine/run/program-unit.ts';
import { type MachineSnapshot, restoreSnapshot, takeSnapshot } from '../machine/run/snapshot.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import type { Observer } from '../machine/watch/observer.ts';
import { TapeError } from '../machine/watch/run-tape.ts';
import { Watch } from '../machine/watch/watch.ts';
import type { Recording } from '../trace/recording.ts';
import { type CurrentRun, newRun, type RunBefore, type RunOptions } from './current-run.ts';
import { Exploration } from './exploration.ts';
import { compileWithFailures } from './failures.ts';
import { LinkError } from './link-error.ts';
import { endBy, findingOf, type RunEnd, setupProblem } from './run-end.ts';
import type { RunResult } from './run-result.ts';
import { listScenarios, type ScenarioInfo, scenarioFunction } from './scenario-list.ts';
import { linkerOf, type SimulatedKernel } from './simulated-kernel.ts';

export type { RunOptions } from './current-run.ts';
export type { SimulatedKernel } from './simulated-kernel.ts';

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
  private readonly isRecorded: boolean;
  private scenarios: readonly ScenarioInfo[] | undefined;
  /** Steps that the machine had run before the scenario. */
  firstStep = 0;
  /** How many runs began at the allocation that failed, and not at the beginning. */
  ledTo = 0;
  /** What the allocations of the run of the moment are remembered by, or what leads to one. */
  private exploration: Exploration | undefined;
  private saved: { readonly run: KernelRun; readonly snapshot: MachineSnapshot } | undefined;

  constructor(kernel: SimulatedKernel, options: SimulatorOptions = {}) {
    this.kernel = kernel;
    this.maxSteps = options.limits?.steps ?? LIMITS.steps;
    this.limits = { ...LIMITS, ...options.limits, steps: LIMITS.steps };
    this.boundaryUnits = new Set(kernel.boundaries);
    this.returned = options.returned;
    this.isRecorded = options.recording !== undefined;
    this.current = this.newRun(kernel.layout);
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
          this.current.run.story.note('print', undefined, text);
        },
        disappointed: (what, file, line) => this.disappointed(what, file, line),
      }),
      limits: this.limits,
      linker: linkerOf(kernel),
      watch: this.watch,
      // Half a machine is of no use to the next run; setting it up takes a moment.
      interrupt: () => {
        if (this.saved) options.interrupt?.();
      },
    });
    this.machine.units.push(kernel.scenarios, ...kernel.boundaries);
    this.current.run.memory.attach(this.machine);
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
    const scenario = this.scenario(entry);
    const saved = this.prepared();
    this.limits.steps = saved.snapshot.steps + this.maxSteps;
    restoreSnapshot(this.machine, saved.snapshot);
    this.firstStep = this.machine.steps;
    this.watch.isToldOfSteps = this.isRecorded || options.graceAtStep !== undefined;
    this.current = this.newRun(this.kernel.layout, options);
    this.current.run.adopt(saved.run);
    const result = this.result(scenario, () => this.lifecycle(scenario));
    this.refuseProblems();
    return result;
  }

  /**
   * Runs one scenario, then once for each of its allocations, which fails. A run that is given up is
   * the last one.
   * @throws LinkError as simulate()
   */
  explore(entry: string): RunResult[] {
    this.prepared();
    const exploration = new Exploration(this.machine);
    this.exploration = exploration;
    try {
      const first = this.simulate(entry);
      const results = [first];
      if (first.outcome !== 'cancelled') this.exploreMarks(entry, exploration, results);
      this.exploration = undefined;
      this.exploreRest(entry, first.allocations, results);
      this.refuseProblems();
      return results.filter((each) => each !== undefined);
    } finally {
      this.exploration = undefined;
    }
  }

  /** From the last one to the first, so that going back undoes little. */
  private exploreMarks(entry: string, exploration: Exploration, results: RunResult[]): void {
    const scenario = this.scenario(entry);
    try {
      for (let fail = exploration.count; fail > 0; fail--) {
        this.current = this.newRun(exploration.goTo(fail), { fail });
        const result = this.result(scenario, () => this.scenarioAndAfter(scenario, exploration.mm));
        results[fail] = result;
        this.ledTo++;
        if (result.outcome === 'cancelled') return;
      }
    } catch (error) {
      // Nothing is known to lead there; running it all says what it does.
      if (!(error instanceof TapeError)) throw error;
    }
  }

  /** What has no moment to begin from runs afresh. */
  private exploreRest(entry: string, count: number, results: RunResult[]): void {
    for (let fail = 1; fail <= count; fail++) {
      if (results.some((each) => each?.outcome === 'cancelled')) return;
      results[fail] ??= this.simulate(entry, { fail });
    }
  }

  /** Gives its memory to the next one: this one runs nothing more. */
  close(): void {
    (this.machine.memory as WatchedMemory).shadow.release();
  }

  private scenario(entry: string): ScenarioInfo {
    const scenario = this.list().find(({ id }) => id === entry);
    if (scenario === undefined) throw new LinkError(`${entry}: there is no such scenario`);
    if (scenario.reason !== undefined)
      throw new LinkError(`${entry} is not for ${this.kernel.arch}: ${scenario.reason}`);
    return scenario;
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
    this.watch.forgetFindings();
    this.saved = { run: this.current.run, snapshot: takeSnapshot(this.machine) };
    return this.saved;
  }

  private newRun(before: PageLayout | RunBefore, options: RunOptions = {}): CurrentRun {
    return newRun(before, options, () => this.exploration?.reached(this.current));
  }

  /** Leads what the machine tells to the run of the moment. */
  private observer(): Observer {
    const to = (): Required<Pick<Observer, 'enterCall' | 'leaveCall' | 'load' | 'store'>> =>
      this.current.options.traced ? this.current.log : this.current.run;
    return {
      hears: (entry) =>
        this.current.options.traced === true || this.returned !== undefined || this.isMet(entry),
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

  /** Most functions mean nothing to who follows a run. */
  private isMet(entry: FunctionEntry): boolean {
    entry.isMet ??= eventOf(entry) !== undefined || this.isBoundary(entry);
    return entry.isMet;
  }

  private isBoundary({ owner, definition }: FunctionEntry): boolean {
    const isOurs = owner !== undefined && this.boundaryUnits.has(owner);
    return isOurs && definition?.symbol.storage !== 'static';
  }

  /** A function that is not the tree's own ran. */
  private noteBoundary(entry: FunctionEntry): void {
    if (this.isBoundary(entry)) this.current.boundaries.add(treeName(entry.name));
  }

  /** Someone wants a grace period to end here. */
  private step(): void {
    const { options, run } = this.current;
    if (options.graceAtStep === undefined || !run.story.isWatching) return;
    if (this.machine.steps !== options.graceAtStep + this.firstStep) return;
    const entry = this.machine.functionNamed('scenario_grace_period', this.kernel.scenarios);
    if (entry) this.machine.invoke(entry, [0, 0, 0, 0], this.machine.token);
  }

  private disappointed(what: string, file: string, line: number): void {
    const { run } = this.current;
    const place = { file, line, column: 1 };
    run.story.report('expectation', `${what} does not hold`, { at: run.story.here(), place });
  }

  private result(scenario: ScenarioInfo, run: () => void): RunResult {
    const { current } = this;
    const { fail = null } = current.options;
    const { unmodelled, gap, ...end } = this.endOf(scenario, run);
    current.log.end();
    return {
      entry: scenario.id,
      arch: this.kernel.arch,
      fail,
      ...end,
      steps: this.machine.steps - this.firstStep,
      allocations: current.failures.count,
      findings: [...current.run.story.findings, ...this.watchFindings()],
      unmodelled,
      gap,
      boundaries: [...current.boundaries].sort(),
      trace: current.log.events,
      isTraceCut: current.log.isCut,
    };
  }

  private endOf(scenario: ScenarioInfo, run: () => void): RunEnd {
    const { current } = this;
    try {
      run();
      return { outcome: 'completed', message: null, unmodelled: [], gap: null };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const end = endBy(error, this.maxSteps, this.watch.site?.view?.record);
      // Without memory there is no boot, and the kernel says so.
      const { fail } = current.options;
      const isExpected = scenario.isBoot && fail !== undefined && error.kind === 'trap';
      if (end.outcome === 'fault' && !isExpected)
        current.run.story.findings.push(findingOf(error, this.machine.steps));
      return end;
    } finally {
      this.exploration?.end();
    }
  }

  /** A fresh mm, the scenario, and the end of everything that it began. */
  private lifecycle(scenario: ScenarioInfo): void {
    const { run, options, log } = this.current;
    noteCounters(run);
    run.story.isWatching = true;
    const mm = this.call('scenario_fresh_mm');
    if (mm === 0) throw new Fault('trap', 'there is no memory for an address space');
    this.call('boundary_current_mm', mm);
    if (options.traced) log.begin();
    this.exploration?.begin(mm);
    this.scenarioAndAfter(scenario, mm);
  }

  private scenarioAndAfter(scenario: ScenarioInfo, mm: Value): void {
    const { run, failures, log } = this.current;
    failures.isCounting = true;
    this.call(scenarioFunction(scenario.id), mm);
    failures.isCounting = false;
    this.exploration?.end();
    this.call('scenario_grace_period');
    if (!scenario.isCall) run.settle();
    this.call('scenario_drop_mm', mm);
    this.call('scenario_grace_period');
    if (!scenario.isCall) run.end();
    log.end();
    run.story.isWatching = false;
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

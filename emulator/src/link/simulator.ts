/** Runs scenarios on one machine: a tree's own code, its boundaries, and the checks that watch. */
import type { Target } from '../../../language/src/index.ts';
import { boundaryNatives } from '../boundary/natives.ts';
import { ALL_CHECKS } from '../checks/all-checks.ts';
import type { SimulationFinding } from '../checks/check.ts';
import { noteCounters } from '../checks/counter-unbalanced.ts';
import { KernelRun } from '../checks/kernel-run.ts';
import type { PageLayout } from '../checks/page-layout.ts';
import { Fault } from '../machine/fault.ts';
import { DEFAULT_LIMITS, type MachineLimits } from '../machine/limits.ts';
import { Machine } from '../machine/machine.ts';
import type { Definition } from '../machine/observer.ts';
import type { ProgramUnit } from '../machine/program-unit.ts';
import type { Value } from '../machine/scalar-kind.ts';
import { Watch } from '../machine/watch.ts';
import { Failures } from './failures.ts';
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
}

export interface RunOptions {
  /** The number of the allocation that fails, from 1. */
  readonly fail?: number;
  readonly traced?: boolean;
  readonly limits?: Partial<MachineLimits>;
  readonly interrupt?: () => void;
}

const LIMITS: MachineLimits = {
  ...DEFAULT_LIMITS,
  steps: 20_000_000,
  depth: 2_000,
  memoryBytes: 256 << 20,
};

/** The machine is made anew for each run, so that every run is the same. */
export class Simulator {
  private readonly kernel: SimulatedKernel;

  constructor(kernel: SimulatedKernel) {
    this.kernel = kernel;
  }

  list(): ScenarioInfo[] {
    return listScenarios(this.kernel.scenarios);
  }

  /**
   * Runs one scenario to its end. Nothing that the code does is thrown.
   * @throws LinkError when there is no such scenario, or it is not for this machine
   */
  run(entry: string, options: RunOptions = {}): RunResult {
    const scenario = this.list().find(({ id }) => id === entry);
    if (scenario === undefined) throw new LinkError(`${entry}: there is no such scenario`);
    if (scenario.reason !== undefined)
      throw new LinkError(`${entry} is not for ${this.kernel.arch}: ${scenario.reason}`);
    return new SimulationRun(this.kernel, scenario, options).result();
  }
}

/** One run, from an empty machine to its result. */
class SimulationRun {
  private readonly kernel: SimulatedKernel;
  private readonly scenario: ScenarioInfo;
  private readonly options: RunOptions;
  private readonly run: KernelRun;
  private readonly log: TraceLog;
  private readonly failures: Failures;
  private readonly machine: Machine;
  private readonly unmodelled = new Set<string>();

  constructor(kernel: SimulatedKernel, scenario: ScenarioInfo, options: RunOptions) {
    this.kernel = kernel;
    this.scenario = scenario;
    this.options = options;
    this.run = new KernelRun(ALL_CHECKS, kernel.layout);
    this.log = new TraceLog(this.run);
    this.failures = new Failures(options.fail, (name, number) => this.log.failed(name, number));
    const watch = new Watch({
      observer: options.traced ? this.log : this.run,
      wrapsOverflow: true,
    });
    this.machine = new Machine(kernel.target, {
      compile: this.failures.compile,
      natives: boundaryNatives(this.run, {
        printed: (text) => this.log.printed(text),
        disappointed: (what, file, line) =>
          this.run.report('expectation', `${what} does not hold`, {
            at: this.run.here(),
            place: { file, line, column: 1 },
          }),
      }),
      limits: { ...LIMITS, ...options.limits },
      linker: { define: (name) => this.define(name) },
      watch,
      ...(options.interrupt && { interrupt: options.interrupt }),
    });
    this.run.attach(this.machine);
    this.machine.units.push(kernel.scenarios, ...kernel.boundaries);
  }

  private define(name: string): Definition | undefined {
    const unit = this.kernel.define(name);
    return unit && { kind: 'unit', unit };
  }

  result(): RunResult {
    let outcome: Outcome = 'completed';
    let message: string | null = null;
    try {
      this.lifecycle();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      outcome = this.outcomeOf(error);
      message = error.message;
    }
    this.log.end();
    return {
      entry: this.scenario.id,
      arch: this.kernel.arch,
      fail: this.options.fail ?? null,
      outcome,
      message,
      steps: this.machine.steps,
      allocations: this.failures.count,
      findings: [...this.run.findings, ...this.watchFindings()],
      unmodelled: [...this.unmodelled],
      trace: this.log.events,
      isTraceCut: this.log.isCut,
    };
  }

  /** Set up, a fresh mm, the scenario, and the end of everything that it began. */
  private lifecycle(): void {
    const { run, failures } = this;
    this.call('boundary_setup');
    noteCounters(run);
    run.isWatching = true;
    this.log.begin();
    const mm = this.call('scenario_fresh_mm');
    if (mm === 0) throw new Fault('trap', 'there is no memory for an address space');
    this.call('boundary_current_mm', mm);
    failures.isCounting = true;
    this.call(scenarioFunction(this.scenario.id), mm);
    failures.isCounting = false;
    this.call('scenario_grace_period');
    this.call('scenario_drop_mm', mm);
    this.call('scenario_grace_period');
    run.end();
    run.isWatching = false;
  }

  private call(name: string, ...args: Value[]): Value {
    const entry = this.machine.functionNamed(name, this.kernel.scenarios);
    if (entry === undefined) throw new LinkError(`the boundaries do not define ${name}()`);
    return this.machine.call(entry, args);
  }

  /** A fault is the last finding, unless it is a limit. */
  private outcomeOf(fault: Fault): Outcome {
    if (fault.kind === 'cancelled') return 'cancelled';
    if (fault.kind.startsWith('limit-')) return 'limit';
    if (fault.kind === 'unmodelled-function') {
      const [, name] = /^(\w+)\(\)/.exec(fault.message) ?? [];
      this.unmodelled.add(name ?? fault.message);
      return 'unmodelled';
    }
    const isExpected = this.scenario.isBoot && this.options.fail !== undefined;
    if (!(isExpected && fault.kind === 'trap'))
      this.run.findings.push(findingOf(fault, this.machine.steps));
    return 'fault';
  }

  /** What the machine itself objects to: reads of nothing, bytes out of bounds. */
  private watchFindings(): SimulationFinding[] {
    const { findings } = this.machine.watch as Watch;
    return findings.map(({ kind, message, place, calls, related, step }) => ({
      check: kind, message, place, calls, related, step,
    })); // biome-ignore format: a record
  }
}

function findingOf(fault: Fault, step: number): SimulationFinding {
  const check = fault.kind === 'trap' ? 'kernel-bug' : fault.kind;
  const { message, place, calls, related } = fault;
  return { check, message, place, calls, related, step };
}

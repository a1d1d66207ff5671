/** Answers questions about simulations, on a thread of its own: machines are opened once and kept. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { RunResult } from '../../../emulator/src/link/run-result.ts';
import { Simulator, type SimulatorOptions } from '../../../emulator/src/link/simulator.ts';
import { Recording } from '../../../emulator/src/trace/recording.ts';
import { UserMessage } from '../user-message.ts';
import { callableFunctions } from './argument-makers.ts';
import { pathsBefore } from './before-series.ts';
import { callEntry } from './function-scenario.ts';
import { movedPlaces } from './moved-places.ts';
import { type KernelRequest, type OpenedKernel, openKernel } from './open-kernel.ts';
import { ReadingPool } from './reading-pool.ts';
import { RecordedRun } from './recorded-run.ts';
import { findingInfo } from './run-info.ts';
import type { RunLimits, ServiceCalls } from './service-messages.ts';

/** Kernels are some 20 MB each; recorded runs may be more. */
const KEPT_KERNELS = 2;
const KEPT_RUNS = 3;

interface Opened {
  readonly kernel: OpenedKernel;
  /** By their limits. */
  readonly simulators: Map<string, Simulator>;
}

interface KeptRun {
  readonly run: RecordedRun;
  /** Files that stand elsewhere than where the tree has them. */
  readonly paths: ReadonlyMap<string, string>;
}

export class SimulationService implements ServiceCalls {
  private readonly interrupt: () => void;
  private readonly kernels = new Map<string, Opened>();
  private readonly pool = new ReadingPool();
  private readonly runs = new Map<number, KeptRun>();
  private lastRun = 0;

  /** @param interrupt throws when the question is to be given up */
  constructor(interrupt: () => void) {
    this.interrupt = interrupt;
  }

  list(request: KernelRequest): ReturnType<ServiceCalls['list']> {
    return this.simulator(request).list();
  }

  functions(request: KernelRequest): ReturnType<ServiceCalls['functions']> {
    return callableFunctions(this.opened(request).kernel.scenarios);
  }

  run({ kernel, entry, fail, traced, limits }: Parameters<ServiceCalls['run']>[0]): RunResult {
    return this.simulator(kernel, limits).simulate(entry, {
      ...(fail && { fail }),
      ...(traced && { traced }),
    });
  }

  explore({ kernel, entry, limits }: Parameters<ServiceCalls['explore']>[0]): RunResult[] {
    return this.simulator(kernel, limits).explore(entry);
  }

  exploreRows({
    kernel: request,
    entry: name,
  }: Parameters<ServiceCalls['exploreRows']>[0]): ReturnType<ServiceCalls['exploreRows']> {
    const { kernel, entry } = this.named(request, name);
    const results = this.explore({ kernel, entry });
    // Known once the machine is set up.
    const { firstStep } = this.simulator(kernel);
    const rows = results.map(({ fail, outcome, steps, findings }) => ({
      fail,
      outcome,
      steps,
      findings: findings.map((finding) => findingInfo(finding, firstStep)),
    }));
    return movedPlaces(rows, shownPaths(request));
  }

  record({
    kernel: request,
    entry: name,
    fail,
    graceAtStep,
  }: Parameters<ServiceCalls['record']>[0]): ReturnType<ServiceCalls['record']> {
    const { kernel, entry } = this.named(request, name);
    const recording = new Recording();
    const simulator = new Simulator(this.opened(kernel).kernel, {
      interrupt: this.interrupt,
      recording,
    });
    const result = simulator.simulate(entry, {
      ...(fail && { fail }),
      ...(graceAtStep && { graceAtStep }),
      traced: true,
    });
    const number = ++this.lastRun;
    const run = new RecordedRun(simulator, recording, { ...result, entry: name });
    this.runs.set(number, { run, paths: shownPaths(request) });
    for (const old of [...this.runs.keys()].slice(0, -KEPT_RUNS)) this.runs.delete(old);
    return { ...this.told(number, () => run.summary(number)), before: request.before === true };
  }

  steps({
    run,
    from,
    count,
  }: Parameters<ServiceCalls['steps']>[0]): ReturnType<ServiceCalls['steps']> {
    return this.told(run, (kept) => kept.stepsFrom(from, count));
  }

  calls({
    run,
    from,
    count,
  }: Parameters<ServiceCalls['calls']>[0]): ReturnType<ServiceCalls['calls']> {
    return this.told(run, (kept) => kept.callsFrom(from, count));
  }

  state({ run, step }: Parameters<ServiceCalls['state']>[0]): ReturnType<ServiceCalls['state']> {
    return this.told(run, (kept) => kept.stateAt(step));
  }

  change(params: Parameters<ServiceCalls['change']>[0]): ReturnType<ServiceCalls['change']> {
    return this.told(params.run, (kept) => kept.change(params));
  }

  export({ run, format }: Parameters<ServiceCalls['export']>[0]): string {
    const { run: kept } = this.kept(run);
    return format === 'chrome' ? kept.chrome() : JSON.stringify(kept.result, null, 2);
  }

  forget(): null {
    // They know the kernels, whose arrays the next ones get.
    this.runs.clear();
    for (const [key, { kernel }] of [...this.kernels]) {
      this.close(key);
      kernel.close();
    }
    return null;
  }

  /** A name that is no lifecycle's is a function's of the tree, which is called. */
  private named(kernel: KernelRequest, entry: string): { kernel: KernelRequest; entry: string } {
    if (this.list(kernel).some(({ id }) => id === entry)) return { kernel, entry };
    return { kernel: { ...kernel, function: entry }, entry: callEntry(entry) };
  }

  /** What a run answers, with the places where its texts really stand. */
  private told<T>(number: number, answer: (run: RecordedRun) => T): T {
    const { run, paths } = this.kept(number);
    return movedPlaces(answer(run), paths);
  }

  private kept(number: number): KeptRun {
    const run = this.runs.get(number);
    if (run === undefined) throw new UserMessage('This simulation is gone: run it again.');
    return run;
  }

  private simulator(request: KernelRequest, limits?: RunLimits): Simulator {
    const { kernel, simulators } = this.opened(request);
    const key = JSON.stringify(limits ?? {});
    const options: SimulatorOptions = { interrupt: this.interrupt, ...(limits && { limits }) };
    const simulator = simulators.get(key) ?? new Simulator(kernel, options);
    simulators.set(key, simulator);
    return simulator;
  }

  /** Opens a kernel, again when a file of it has changed. */
  private opened(request: KernelRequest): Opened {
    const key = keyOf(request);
    let known = this.kernels.get(key);
    if (!known || !(request.asOpened || known.kernel.isFresh()))
      known = { kernel: openKernel(request, this.pool), simulators: new Map() };
    if (known !== this.kernels.get(key)) this.close(key);
    // In the order of their last use.
    this.kernels.delete(key);
    this.kernels.set(key, known);
    for (const old of [...this.kernels.keys()].slice(0, -KEPT_KERNELS)) this.close(old);
    return known;
  }

  private close(key: string): void {
    for (const simulator of this.kernels.get(key)?.simulators.values() ?? []) simulator.close();
    this.kernels.delete(key);
  }
}

function shownPaths({ before, machine }: KernelRequest): ReadonlyMap<string, string> {
  return before ? pathsBefore(resolve(machine.request.tree)) : new Map();
}

function keyOf({ machine, file, function: called, before, overlay }: KernelRequest): string {
  const texts = [...(overlay ?? [])].map(([path, bytes]) => [
    path,
    bytes && createHash('sha1').update(bytes).digest('base64'),
  ]);
  return JSON.stringify([machine, file, called, before, texts]);
}

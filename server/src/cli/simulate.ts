import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RunResult } from '../../../emulator/src/link/run-result.ts';
import type { ScenarioInfo } from '../../../emulator/src/link/scenario-list.ts';
import { openKernelTree } from '../kernel/kernel-tree.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import { expectLongWork } from '../simulate/long-work.ts';
import { type SimulatedMachine, simulatedMachines } from '../simulate/machines.ts';
import type { KernelRequest } from '../simulate/open-kernel.ts';
import {
  presentFinding,
  presentGap,
  presentRun,
  type Spell,
  summaryOf,
} from '../simulate/present-run.ts';
import { runDocument, runLine } from '../simulate/run-line.ts';
import type { RunLimits } from '../simulate/service-messages.ts';
import { shareWork } from '../simulate/share-work.ts';
import { SimulationThread } from '../simulate/simulation-thread.ts';
import { spellingFor } from '../simulate/spell-path.ts';
import { CommandError } from './command-error.ts';
import { type Output, warn } from './output.ts';
import { type MachineList, scenarioLines } from './scenario-lines.ts';

export interface SimulateOptions {
  readonly all?: boolean;
  readonly list?: boolean;
  readonly fail?: number;
  readonly explore?: boolean;
  readonly before?: boolean;
  readonly maxSteps?: number;
  readonly maxDepth?: number;
  readonly maxMemory?: number;
  readonly jobs: number;
  readonly format: string;
}

/** What became of one machine. */
interface MachineResults {
  readonly machine: string;
  readonly list: readonly ScenarioInfo[];
  readonly runs: readonly RunResult[];
  /** Why something of it could not be done. */
  readonly problems: readonly string[];
}

/**
 * `ptdesc simulate`: runs lifecycles in the emulator. Gives the exit status: 1 when a check found
 * something, 2 when something could not be done.
 * @throws CommandError when the request itself makes no sense
 */
export async function simulate(
  request: ProfileRequest,
  entries: readonly string[],
  options: SimulateOptions,
  output: Output,
): Promise<number> {
  checkRequest(entries, options);
  const command = new SimulateCommand(request, entries, options, output);
  return command.run();
}

function checkRequest(entries: readonly string[], options: SimulateOptions): void {
  if (entries.length === 0 && !options.all && !options.list)
    throw new CommandError('name a lifecycle, a .c file, or --all; --list names them');
  if (options.fail !== undefined && options.explore)
    throw new CommandError('--fail chooses one allocation, --explore takes each of them in turn');
  if (options.fail !== undefined && !(Number.isInteger(options.fail) && options.fail > 0))
    throw new CommandError('--fail takes the number of an allocation, from 1');
}

class SimulateCommand {
  private readonly entries: readonly string[];
  private readonly options: SimulateOptions;
  private readonly output: Output;
  private readonly machines: readonly SimulatedMachine[];
  private readonly threads: SimulationThread[];
  private readonly spell: Spell;
  private hasFindings = false;
  private hasProblems = false;

  constructor(
    request: ProfileRequest,
    entries: readonly string[],
    options: SimulateOptions,
    output: Output,
  ) {
    const tree = openKernelTree(request.tree);
    if (!tree) throw new CommandError(`${request.tree} is not a kernel tree`);
    if (options.before && !tree.model)
      throw new CommandError(
        '--before is the modelled kernel as it was; of this tree, check out an older commit',
      );
    this.entries = entries;
    this.options = options;
    this.output = output;
    this.spell = spellingFor(tree.root);
    this.machines = simulatedMachines(tree, request);
    if (this.machines.length === 0)
      throw new CommandError(`${request.arch}: the tree has no such machine`);
    const count = Math.min(options.jobs, this.machines.length);
    if (this.machines.length > count) expectLongWork();
    this.threads = Array.from({ length: count }, () => new SimulationThread());
  }

  async run(): Promise<number> {
    const documents: unknown[] = [];
    for (const results of this.start()) this.print(await results, documents);
    for (const line of scenarioLines(this.lists)) this.output.line(line);
    if (this.options.format === 'json') this.output.line(JSON.stringify(documents, null, 2));
    await Promise.all(this.threads.map((thread) => thread.stop()));
    this.warnOfProblems();
    if (this.hasProblems) return 2;
    return this.hasFindings ? 1 : 0;
  }

  /** Machines are shared out among the threads; results come in the machines' order. */
  private start(): Promise<MachineResults>[] {
    const kernels = this.machines.flatMap((machine) => this.requests(machine));
    return shareWork(
      this.threads,
      kernels,
      (thread, kernel) => this.machineResults(thread, kernel),
      (a, b) => sizeOf(b) - sizeOf(a),
    );
  }

  /** The scenarios that ship, and each file of the user's own. */
  private requests(machine: SimulatedMachine): KernelRequest[] {
    const files = this.entries.filter((entry) => entry.endsWith('.c'));
    for (const file of files)
      if (!existsSync(file)) throw new CommandError(`${file}: cannot be read`);
    const { before = false } = this.options;
    const own = files.map((file) => ({ machine, before, file: resolve(file) }));
    const shipped = { machine, before };
    return own.length < this.entries.length || files.length === 0 ? [shipped, ...own] : own;
  }

  private async machineResults(
    thread: SimulationThread,
    kernel: KernelRequest,
  ): Promise<MachineResults> {
    const problems: string[] = [];
    const runs: RunResult[] = [];
    let list: readonly ScenarioInfo[] = [];
    try {
      list = await thread.ask('list', kernel);
      if (!this.options.list)
        for (const entry of this.chosen(kernel, list))
          runs.push(...(await this.runsOfEntry(thread, kernel, list, entry)));
      await thread.ask('forget', null);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
    return { machine: kernel.machine.name, list, runs, problems };
  }

  /** What is to run of a machine's list. A name that is for no machine is a mistake of the request. */
  private chosen(kernel: KernelRequest, list: readonly ScenarioInfo[]): string[] {
    const here = list.filter(({ reason }) => reason === undefined);
    const { file } = kernel;
    if (file !== undefined) return here.filter((each) => each.file === file).map(({ id }) => id);
    if (this.options.all) return here.map(({ id }) => id);
    const names = this.entries.filter((entry) => !entry.endsWith('.c'));
    return names.filter((name) => {
      const scenario = list.find(({ id }) => id === name);
      // The name of a function, or a mistake: whoever reads the headers knows.
      if (scenario === undefined) return true;
      // Of several machines, those that have no such thing are passed over.
      if (scenario.reason !== undefined && this.machines.length === 1)
        throw new Error(`${name} is not for this machine: ${scenario.reason}`);
      return scenario.reason === undefined;
    });
  }

  /** A name that is no lifecycle's is a function's of the tree. */
  private async runsOfEntry(
    thread: SimulationThread,
    kernel: KernelRequest,
    list: readonly ScenarioInfo[],
    entry: string,
  ): Promise<RunResult[]> {
    if (list.some(({ id }) => id === entry)) return this.runsOf(thread, kernel, entry);
    const called = { ...kernel, function: entry };
    const runs = await this.runsOf(thread, called, `call-${entry.replaceAll('_', '-')}`);
    return runs.map((run) => ({ ...run, entry }));
  }

  private async runsOf(
    thread: SimulationThread,
    request: KernelRequest,
    entry: string,
  ): Promise<RunResult[]> {
    const kernel = { ...request, asOpened: true };
    const { explore, fail, format } = this.options;
    const limits = this.limits();
    if (explore) return [...(await thread.ask('explore', { kernel, entry, limits }))];
    const traced = format === 'json' || (format === 'text' && !this.options.all);
    return [
      await thread.ask('run', {
        kernel,
        entry,
        limits,
        traced,
        ...(fail !== undefined && { fail }),
      }),
    ];
  }

  private limits(): RunLimits {
    const { maxSteps, maxDepth, maxMemory } = this.options;
    return {
      ...(maxSteps !== undefined && { steps: maxSteps }),
      ...(maxDepth !== undefined && { depth: maxDepth }),
      ...(maxMemory !== undefined && { memoryBytes: maxMemory * 1048576 }),
    };
  }

  private print(results: MachineResults, documents: unknown[]): void {
    const { runs, problems } = results;
    for (const text of problems)
      this.problems.set(text, [...(this.problems.get(text) ?? []), results.machine]);
    if (this.options.list) this.printList(results, documents);
    for (const run of runs) {
      this.hasFindings ||= run.findings.length > 0;
      this.mostAllocations = Math.max(this.mostAllocations ?? 0, run.allocations);
      this.hasProblems ||= ['limit', 'unmodelled', 'cancelled'].includes(run.outcome);
      if (this.options.format === 'jsonl')
        this.output.line(JSON.stringify(runLine(run, this.spell)));
      else if (this.options.format === 'json') documents.push(runDocument(run, this.spell));
      else this.printText(run);
    }
  }

  private printText(run: RunResult): void {
    if (run.trace.length > 0) {
      for (const line of presentRun(run, this.spell)) this.output.line(line);
      return;
    }
    const fail = run.fail === null ? '' : ` fail ${run.fail}`;
    this.output.line(`${run.arch.padEnd(18)} ${(run.entry + fail).padEnd(32)} ${summaryOf(run)}`);
    for (const finding of run.findings)
      for (const line of presentFinding(finding, this.spell)) this.output.line(line);
    for (const line of presentGap(run, this.spell)) this.output.line(line);
  }

  /** As text a lifecycle is one line, which needs all machines. */
  private printList({ machine: arch, list }: MachineResults, documents: unknown[]): void {
    if (this.options.format === 'text') {
      if (list.length > 0) this.lists.push({ machine: arch, list });
      return;
    }
    for (const { id: entry, title, levels, reason } of list) {
      const line = { entry, arch, title, levels, reason: reason ?? null };
      if (this.options.format === 'jsonl') this.output.line(JSON.stringify(line));
      else documents.push(line);
    }
  }

  private readonly lists: MachineList[] = [];

  /** What could not be done, with the machines for which it could not. */
  private readonly problems = new Map<string, readonly string[]>();

  /** The most that any run asked for; undefined while there was none. */
  private mostAllocations: number | undefined;

  /** What is wrong with all machines is wrong with the request, and is said once. */
  private warnOfProblems(): void {
    const { fail } = this.options;
    for (const [text, names] of this.problems)
      if (names.length > 1 && names.length === this.machines.length) warn(text);
      else warn(`${names.join(', ')}: ${text}`);
    const most = this.mostAllocations;
    const isBeyond = fail !== undefined && most !== undefined && most < fail;
    if (isBeyond) warn(`--fail ${fail}: at most ${most} of a run can fail, so none did`);
    this.hasProblems ||= this.problems.size > 0 || isBeyond;
  }
}

/** A configuration with more to say has more code: its machine takes longer. */
function sizeOf({ machine }: KernelRequest): number {
  const { configFile } = machine.request;
  return (configFile && statSync(configFile, { throwIfNoEntry: false })?.size) || 0;
}

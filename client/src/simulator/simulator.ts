/**
 * The simulator behind its panel: what is chosen, the run, and where it stands. It knows no editor.
 * Runs are the same every time, so a server that was started again is asked for the same run.
 */
import type {
  Lifecycle,
  LifecyclesParams,
  ProfileParams,
  SimulatedMachines,
  SimulateParams,
  SimulationExploreRow,
  SimulatorState,
} from '../../../server/src/protocol.ts';
import { chosenEntry } from './chosen-entry.ts';
import { beginning, type CurrentRun, currentRun } from './current-run.ts';
import { failNext } from './fail-next.ts';
import { RunSteps, type Standing } from './run-steps.ts';
import { placeOfStep, stepOfPlace } from './same-place.ts';
import type { SimulatorRequests } from './simulator-requests.ts';
import type { SimulatorScreen } from './simulator-screen.ts';
import type { SimulatorWish } from './simulator-wish.ts';
import { SingleWork } from './single-work.ts';

/** Nothing chosen yet. */
export const EMPTY_STATE: SimulatorState = {
  uri: null,
  machine: null,
  before: false,
  entry: null,
  fail: null,
  graceAtStep: null,
  step: 1,
};

/** Lifecycles run on this machine when nothing else is asked for. */
const FIRST_MACHINE = 'x86_64';

export class Simulator {
  readonly #requests: SimulatorRequests;
  readonly #screen: SimulatorScreen;
  readonly #work: SingleWork;
  readonly #standing: Standing;
  /** Goes about in the run. */
  readonly steps: RunSteps;
  #machines: SimulatedMachines = { label: '', machines: [], hasBefore: false };
  #lifecycles: readonly Lifecycle[] = [];
  #explored: readonly SimulationExploreRow[] | null = null;
  #wish: SimulatorWish;
  /** Code changed since the run. */
  #isStale = false;

  constructor(
    requests: SimulatorRequests,
    screen: SimulatorScreen,
    state: SimulatorState,
    wish: SimulatorWish = {},
  ) {
    this.#wish = wish;
    this.#requests = requests;
    this.#screen = screen;
    this.#standing = { state, run: undefined };
    this.steps = new RunSteps(requests, screen, this.#standing);
    this.#work = new SingleWork((text) => void screen.post({ type: 'busy', text }));
  }

  /** What is chosen, and where it stands. */
  get state(): SimulatorState {
    return this.#state;
  }

  /** The run with what a report says about it. */
  get subject() {
    if (this.#run === undefined) return undefined;
    const { simulation } = this.#run;
    const { entry } = simulation;
    const title = this.#lifecycles.find(({ id }) => id === entry)?.title ?? `A call of ${entry}()`;
    return { simulation, label: this.#machines.label, title, explored: this.#explored };
  }

  /**
   * Asks what can be run, and runs again what is chosen. Rejects with one line. `quietly`, as no one
   * asked for it, the editor stays as it is.
   */
  async setUp(quietly = false): Promise<void> {
    this.#machines = await this.#requests.machines(this.#profile);
    const names = this.#machines.machines.map(({ name }) => name);
    const wanted = this.#state.machine ?? FIRST_MACHINE;
    const machine = names.includes(wanted) ? wanted : names[0];
    if (machine === undefined) throw new Error('There is no machine to run anything on.');
    const { hasBefore } = this.#machines;
    const { before: wantsBefore } = this.#state;
    const before = wantsBefore && hasBefore;
    this.#state = { ...this.#state, machine, before };
    const { at } = this.#wish;
    const [lifecycles, around] = await Promise.all([
      this.#requests.lifecycles(this.#kernel),
      at && this.#requests.functionAt(at),
    ]);
    this.#lifecycles = lifecycles;
    const { label, machines } = this.#machines;
    const offered = around?.name ?? null;
    const state = this.#state;
    this.#screen.post({ type: 'setup', label, machines, hasBefore, lifecycles, offered, state });
    await this.#runChosen(quietly);
    if (wantsBefore && !before)
      this.steps.tell('Only the modelled kernel is there as it was before the series.');
  }

  /** Chooses another lifecycle, machine or document from outside of the panel. */
  turnTo(ask: Partial<SimulatorState>, wish: SimulatorWish = {}): Promise<void> {
    this.#wish = wish;
    this.#state = { ...this.#state, fail: null, graceAtStep: null, step: 1, ...ask };
    return this.setUp();
  }

  /** Sends the functions that can be called: every header is read to the end for it. */
  async sendFunctions(): Promise<void> {
    const { machine } = this.#state;
    if (machine === null) return;
    const kernel = this.#kernel;
    const functions = await this.#requests.functions(kernel);
    if (this.#state.machine === machine && !this.#state.before === !kernel.before)
      this.#screen.post({ type: 'functions', functions });
  }

  chooseMachine(machine: string): Promise<void> {
    this.#postExplored(null);
    return this.turnTo({ machine });
  }

  /** Chooses the code before the series, or that after it. */
  chooseBefore(before: boolean): Promise<void> {
    this.#postExplored(null);
    return this.turnTo({ before });
  }

  run(entry: string, fail: number | null): Promise<void> {
    if (entry !== this.#run?.simulation.entry) this.#postExplored(null);
    return this.#simulate({ entry, fail, graceAtStep: null }, 1);
  }

  /** Code changed: nothing runs, but what is shown is told to be old. */
  noteChange(): void {
    if (this.#run !== undefined) this.#postStale(true);
  }

  /** Runs the changed code, and stands where the run before it stood. */
  async runAgain(): Promise<void> {
    const run = this.#run;
    if (run === undefined) return;
    const { step } = this.#state;
    // A server that was started anew has forgotten the run before.
    const place = await placeOfStep(this.#requests, run, step).catch(() => undefined);
    await this.#simulate({}, step);
    const again = this.#run;
    if (place === undefined || again === undefined || again === run) return;
    await this.steps.go(await stepOfPlace(this.#requests, again, place));
  }

  cancel(): void {
    this.#work.cancel();
  }

  /** Makes the next allocation fail, and stands where it does. */
  async failNext(): Promise<void> {
    const run = this.#run;
    if (run === undefined) return;
    const found = await this.#work.run('Looking for the next allocation', async (signal) => ({
      failed: await failNext(run.simulation.allocations, this.#state.step, (fail) => {
        signal.throwIfAborted();
        return this.#requests.simulate(this.#simulateParams(fail), signal);
      }),
    }));
    if (found === undefined) return;
    if (found.failed === undefined)
      return this.steps.tell('No allocation follows that could fail.');
    // A server keeps the last few runs only, so the one that was found is run once more.
    const { entry, fail } = found.failed.simulation;
    await this.#simulate({ entry, fail }, found.failed.failedAt);
  }

  /** Ends every grace period that someone waits for at this step. */
  graceHere(): Promise<void> {
    return this.#simulate({ graceAtStep: this.#state.step }, this.#state.step);
  }

  /** Runs what is shown once for each allocation that can fail. */
  async explore(): Promise<void> {
    if (this.#run === undefined) return;
    const { entry } = this.#run.simulation;
    const rows = await this.#work.run('Failing each allocation in turn', (signal) =>
      this.#requests.explore({ ...this.#kernel, entry }, signal),
    );
    if (rows !== undefined) this.#postExplored(rows);
  }

  explain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#screen.post({ type: 'explain', reason, state: this.#state });
  }

  get #state(): SimulatorState {
    return this.#standing.state;
  }

  set #state(state: SimulatorState) {
    this.#standing.state = state;
  }

  get #run(): CurrentRun | undefined {
    return this.#standing.run;
  }

  get #profile(): ProfileParams {
    return this.#state.uri === null ? {} : { uri: this.#state.uri };
  }

  /** The machine, with the code that it runs. */
  get #kernel(): LifecyclesParams {
    const { machine, before } = this.#state;
    return { ...this.#profile, machine: machine ?? '', ...(before && { before }) };
  }

  /** A lifecycle that is not for the machine is told with its reason. */
  async #runChosen(quietly: boolean): Promise<void> {
    const { entry, machine, step } = this.#state;
    const chosen = chosenEntry(this.#lifecycles, entry);
    if (chosen?.reason === null) return this.#simulate({ entry: chosen.entry }, step, quietly);
    this.#standing.run = undefined;
    this.#screen.running(false);
    await this.#screen.follow(null);
    this.#screen.post({ type: 'run', run: null, callCount: 0, state: this.#state });
    if (chosen) throw new Error(`${chosen.entry} is not for ${machine}: ${chosen.reason}.`);
  }

  /** Runs with changes to what is chosen, and stands at a step of it. */
  async #simulate(
    change: Partial<Pick<SimulatorState, 'entry' | 'fail' | 'graceAtStep'>>,
    step: number,
    quietly = false,
  ): Promise<void> {
    this.#state = { ...this.#state, ...change };
    const run = await this.#work.run(`Running ${this.#state.entry}`, async (signal) => {
      const simulation = await this.#requests.simulate(
        this.#simulateParams(this.#state.fail),
        signal,
      );
      return currentRun(simulation, await this.#requests.calls(simulation.run));
    });
    if (run !== undefined) await this.#adopt(run, step, quietly);
  }

  #simulateParams(fail: number | null): SimulateParams {
    const { entry, graceAtStep } = this.#state;
    return {
      ...this.#kernel,
      entry: entry ?? '',
      ...(fail === null ? {} : { fail }),
      ...(graceAtStep === null ? {} : { graceAtStep }),
    };
  }

  async #adopt(run: CurrentRun, step: number, quietly: boolean): Promise<void> {
    this.#standing.run = run;
    this.#postStale(false);
    this.#state = { ...this.#state, fail: run.simulation.fail };
    this.#screen.running(true);
    const { run: _number, ...shown } = run.simulation;
    const callCount = run.calls.spans.length;
    this.#screen.post({ type: 'run', run: shown, callCount, state: this.#state });
    await this.steps.go(step === 1 ? beginning(run) : step, quietly);
    const { find } = this.#wish;
    this.#wish = {};
    if (find !== undefined) await this.#findWished(run, find);
  }

  /** A function that the lifecycle does not come to is called by itself. */
  async #findWished({ simulation, calls }: CurrentRun, name: string): Promise<void> {
    const { entry } = simulation;
    if (calls.calls(name) || entry === name) return this.steps.find(name);
    const before = this.#state;
    try {
      await this.#simulate({ entry: name, fail: null, graceAtStep: null }, 1);
      this.steps.tell(`The lifecycle ${entry} does not call ${name}(), so this is a call of it.`);
    } catch (error) {
      this.#state = before;
      const reason = error instanceof Error ? error.message : String(error);
      this.steps.tell(`The lifecycle ${entry} does not call ${name}(). ${reason}`);
    }
  }

  #postStale(stale: boolean): void {
    if (stale === this.#isStale) return;
    this.#isStale = stale;
    this.#screen.post({ type: 'stale', stale });
  }

  #postExplored(rows: readonly SimulationExploreRow[] | null): void {
    this.#explored = rows;
    this.#screen.post({ type: 'explored', rows });
  }
}

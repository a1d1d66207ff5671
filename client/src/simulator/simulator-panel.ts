/**
 * The editor tab that runs lifecycles and steps through them. All state is here, so that the webview
 * may be hidden, moved and made anew; runs are the same every time, so a server that was started again
 * is asked for the same run.
 */
import * as vscode from 'vscode';
import type {
  FromSimulatorMessage,
  Lifecycle,
  ProfileParams,
  SimulatedMachines,
  Simulation,
  SimulationCallSpan,
  SimulationExploreRow,
  SimulationState,
  SimulatorBytes,
  SimulatorState,
  ToSimulatorMessage,
} from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';
import { webviewHtml } from '../webview-html.ts';
import { exportRun } from './export-run.ts';
import { CallTree } from './navigation.ts';
import { SimulatorRequests } from './simulator-requests.ts';
import { StepHighlight } from './step-highlight.ts';

/** What a run is, as far as it is kept. */
interface CurrentRun {
  readonly simulation: Simulation;
  readonly calls: CallTree;
}

/** Nothing chosen yet. */
export const EMPTY_STATE: SimulatorState = {
  uri: null,
  machine: null,
  entry: null,
  fail: null,
  graceAtStep: null,
  step: 1,
};

/** Run a lifecycle on this machine when nothing else is asked for. */
const FIRST_MACHINE = 'x86_64';

export class SimulatorPanel {
  static readonly viewType = 'ptdesc.simulator';
  /** The open tab; there is at most one in a window. */
  static open: SimulatorPanel | undefined;

  readonly #panel: vscode.WebviewPanel;
  readonly #server: ServerConnection;
  readonly #requests: SimulatorRequests;
  readonly #highlight = new StepHighlight();
  #state: SimulatorState;
  #machines: SimulatedMachines = { label: '', machines: [] };
  #lifecycles: readonly Lifecycle[] = [];
  #run: CurrentRun | undefined;
  #explored: readonly SimulationExploreRow[] | null = null;
  #isListening = false;
  #cancellation: vscode.CancellationTokenSource | undefined;
  /** The step whose state was asked for last; quick clicks ask for the last one only. */
  #wanted: number | undefined;
  #isAsking = false;
  /** The function that the next run is to stand at. */
  #findNext: string | undefined;

  /** Opens the tab, or turns the open one to another lifecycle, which runs at once. */
  static show(
    context: vscode.ExtensionContext,
    server: ServerConnection,
    ask: Partial<SimulatorState>,
    find?: string,
  ): void {
    if (SimulatorPanel.open !== undefined) {
      SimulatorPanel.open.#turnTo(ask, find);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      SimulatorPanel.viewType,
      'Simulator',
      vscode.ViewColumn.Beside,
    );
    const opened = SimulatorPanel.adopt(context, server, panel, { ...EMPTY_STATE, ...ask });
    opened.#findNext = find;
  }

  /** Fills a tab, new or restored. */
  static adopt(
    context: vscode.ExtensionContext,
    server: ServerConnection,
    panel: vscode.WebviewPanel,
    state: SimulatorState,
  ): SimulatorPanel {
    const opened = new SimulatorPanel(context, server, panel, state);
    SimulatorPanel.open = opened;
    return opened;
  }

  private constructor(
    context: vscode.ExtensionContext,
    server: ServerConnection,
    panel: vscode.WebviewPanel,
    state: SimulatorState,
  ) {
    this.#panel = panel;
    this.#server = server;
    this.#requests = new SimulatorRequests(server);
    this.#state = state;
    this.#listen();
    webviewHtml(context, panel.webview, 'simulator', 'Simulator');
  }

  /** A key of the editor, which the webview does not get. */
  press(message: FromSimulatorMessage): void {
    void this.#receive(message);
  }

  /** Goes to the next time that a line runs; says so when it does not run again. */
  async runToLine(file: string, line: number): Promise<void> {
    const run = this.#run;
    if (run === undefined) return;
    const found = await this.#findLine(run.simulation, file, line);
    if (found !== undefined) return this.#go(found);
    await this.#post({ type: 'tell', text: `Line ${line} does not run again after this step.` });
  }

  #listen(): void {
    const listeners = [
      this.#highlight,
      this.#panel.webview.onDidReceiveMessage((message: FromSimulatorMessage) =>
        this.#receive(message),
      ),
      this.#server.onDidChangeState((state) => {
        if (state === 'running') void this.#setUp();
      }),
      vscode.workspace.onDidSaveTextDocument(({ languageId }) => {
        if (languageId === 'c' || languageId === 'cpp') void this.#setUp();
      }),
    ];
    this.#panel.onDidDispose(() => {
      if (SimulatorPanel.open === this) SimulatorPanel.open = undefined;
      this.#cancellation?.cancel();
      this.#setRun(undefined);
      for (const listener of listeners) listener.dispose();
    });
  }

  #turnTo(ask: Partial<SimulatorState>, find: string | undefined): void {
    this.#findNext = find;
    this.#state = { ...this.#state, fail: null, graceAtStep: null, step: 1, ...ask };
    this.#panel.reveal();
    void this.#setUp();
  }

  /** Whatever a message asks for fails with a line in the panel. */
  async #receive(message: FromSimulatorMessage): Promise<void> {
    try {
      await this.#do(message);
    } catch (error) {
      await this.#explain(error);
    }
  }

  #do(message: FromSimulatorMessage): unknown {
    switch (message.type) {
      case 'ready':
        this.#isListening = true;
        return this.#setUp();
      case 'chooseMachine':
        return this.#chooseMachine(message.machine);
      case 'run':
        return this.#simulate({ entry: message.entry, fail: message.fail, graceAtStep: null }, 1);
      case 'cancel':
        return this.#cancellation?.cancel();
      case 'move':
        return this.#go(this.#run?.calls.move(this.#state.step, message.move));
      case 'go':
        return this.#go(message.step);
      case 'find':
        return this.#find(message.text);
      case 'change':
        return this.#goToChange(message.direction, message.bytes);
      case 'failNext':
        return this.#failNext();
      case 'graceHere':
        return this.#simulate({ graceAtStep: this.#state.step }, this.#state.step);
      case 'explore':
        return this.#explore();
      case 'wantSteps':
        return this.#sendSteps(message.from, message.count);
      case 'wantCalls':
        return this.#sendCalls(message.from, message.count);
      case 'openFinding':
        return this.#openFinding(message.finding);
      case 'export':
        return this.#export(message.format);
      default:
        return this.#server.log.warn('The simulator sent an unknown message.');
    }
  }

  async #chooseMachine(machine: string): Promise<void> {
    this.#state = { ...this.#state, machine, fail: null, graceAtStep: null, step: 1 };
    await this.#postExplored(null);
    await this.#setUp();
  }

  get #profile(): ProfileParams {
    return this.#state.uri === null ? {} : { uri: this.#state.uri };
  }

  /** Asks what can be run, and runs again what is chosen. */
  async #setUp(): Promise<void> {
    if (!this.#isListening) return;
    try {
      this.#machines = await this.#requests.machines(this.#profile);
      const names = this.#machines.machines.map(({ name }) => name);
      const wanted = this.#state.machine ?? FIRST_MACHINE;
      const machine = names.includes(wanted) ? wanted : (names[0] ?? null);
      this.#state = { ...this.#state, machine };
      if (machine === null) throw new Error('There is no machine to run anything on.');
      this.#lifecycles = await this.#requests.lifecycles(this.#profile, machine);
      await this.#postSetup();
      await this.#runChosen();
    } catch (error) {
      await this.#explain(error);
    }
  }

  /** Runs what is chosen; a lifecycle that is not for the machine is told with its reason. */
  async #runChosen(): Promise<void> {
    const { entry, machine, step } = this.#state;
    const chosen =
      this.#lifecycles.find(({ id }) => id === entry) ??
      // Not every level is freed by way of a gather.
      this.#lifecycles.find(({ id }) => id === entry?.replace(/-.*/, ''));
    if (chosen?.reason === null) return this.#simulate({ entry: chosen.id }, step);
    await this.#forget();
    if (chosen) throw new Error(`${chosen.id} is not for ${machine}: ${chosen.reason}.`);
  }

  #postSetup(): Thenable<boolean> {
    const { label, machines } = this.#machines;
    const lifecycles = this.#lifecycles;
    return this.#post({ type: 'setup', label, machines, lifecycles, state: this.#state });
  }

  /** The context key is for commands that need a run. */
  #setRun(run: CurrentRun | undefined): void {
    this.#run = run;
    void vscode.commands.executeCommand('setContext', 'ptdesc.simulating', run !== undefined);
  }

  async #forget(): Promise<void> {
    this.#setRun(undefined);
    this.#highlight.clear();
    await this.#post({ type: 'run', run: null, callCount: 0, state: this.#state });
  }

  /** Runs with changes to what is chosen, and stands at a step of it. */
  async #simulate(
    change: Partial<Pick<SimulatorState, 'entry' | 'fail' | 'graceAtStep'>>,
    step: number,
  ): Promise<void> {
    const isOther = change.entry !== undefined && change.entry !== this.#run?.simulation.entry;
    this.#state = { ...this.#state, ...change };
    if (isOther) await this.#postExplored(null);
    const simulation = await this.#cancellable('Running the lifecycle', (token) =>
      this.#requests.simulate(this.#simulateParams(this.#state.fail), token),
    );
    if (simulation === undefined) return;
    await this.#adoptRun(simulation, step);
  }

  #simulateParams(fail: number | null) {
    const { machine, entry, graceAtStep } = this.#state;
    return {
      ...this.#profile,
      machine: machine ?? '',
      entry: entry ?? '',
      ...(fail === null ? {} : { fail }),
      ...(graceAtStep === null ? {} : { graceAtStep }),
    };
  }

  async #adoptRun(simulation: Simulation, step: number): Promise<void> {
    const spans = await this.#requests.calls(simulation.run);
    this.#setRun({ simulation, calls: new CallTree(spans, simulation.steps) });
    this.#state = { ...this.#state, fail: simulation.fail };
    const { run: _number, ...run } = simulation;
    await this.#post({ type: 'run', run, callCount: spans.length, state: this.#state });
    await this.#go(step === 1 ? beginning(simulation, spans) : step);
    const find = this.#findNext;
    this.#findNext = undefined;
    if (find !== undefined) await this.#find(find);
  }

  /** Goes to a step: at once for the state kept here, and as soon as the server answers on the screen. */
  async #go(step: number | undefined): Promise<void> {
    const run = this.#run;
    if (run === undefined || step === undefined) return;
    const at = Math.min(run.simulation.steps + 1, Math.max(1, step));
    this.#state = { ...this.#state, step: at };
    this.#wanted = at;
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      while (this.#wanted !== undefined && this.#run === run) await this.#showWanted(run);
    } finally {
      this.#isAsking = false;
    }
  }

  async #showWanted({ simulation, calls }: CurrentRun): Promise<void> {
    const step = this.#wanted ?? 1;
    this.#wanted = undefined;
    const position = await this.#requests.state(simulation.run, step);
    const call = calls.innermostIndex(step);
    await this.#post({ type: 'position', position, call, state: this.#state });
    // Where quick clicks go on, the editor follows when they are over.
    if (this.#wanted === undefined) await this.#follow(position);
  }

  async #follow({ place, calls }: SimulationState): Promise<void> {
    await this.#highlight.show(place ?? calls[0]?.place ?? null, this.#panel.viewColumn);
  }

  async #find(text: string): Promise<void> {
    const step = this.#run?.calls.find(text.trim(), this.#state.step);
    if (step !== undefined) return this.#go(step);
    await this.#post({ type: 'tell', text: `No call of ${text} takes a step in this run.` });
  }

  async #goToChange(direction: 'next' | 'last', bytes: SimulatorBytes): Promise<void> {
    const run = this.#run;
    if (run === undefined) return;
    const { step } = this.#state;
    const params = { run: run.simulation.run, step, direction, ...bytes };
    const change = await this.#requests.change(params);
    if (change === null) {
      const text =
        direction === 'next'
          ? 'These bytes do not change again.'
          : 'Nothing wrote these bytes before this step.';
      await this.#post({ type: 'tell', text });
      return;
    }
    const member = change.record === null ? '' : ` as ${change.record}.${change.path}`;
    const text = `${change.function}() writes them${member} in step ${change.step}.`;
    await this.#post({ type: 'tell', text });
    // The step after it is where the new bytes are seen.
    await this.#go(direction === 'next' ? change.step + 1 : change.step);
  }

  /**
   * Makes the next allocation fail. Which number it has is found by halving: a run is the same up to
   * the failure, so the n-th allocation stands at the step where the run with the n-th failing fails.
   */
  async #failNext(): Promise<void> {
    const run = this.#run;
    if (run === undefined) return;
    const { step } = this.#state;
    const found = await this.#cancellable('Looking for the next allocation', async (token) => {
      let low = 1;
      let high = run.simulation.allocations;
      let best: { simulation: Simulation; failedAt: number } | undefined;
      while (low <= high && !token.isCancellationRequested) {
        const fail = (low + high) >> 1;
        const simulation = await this.#requests.simulate(this.#simulateParams(fail), token);
        const failedAt = failureStep(simulation);
        if (failedAt !== undefined && failedAt >= step) {
          best = { simulation, failedAt };
          high = fail - 1;
        } else low = fail + 1;
      }
      return best ?? null;
    });
    if (found === undefined) return;
    if (found === null) {
      await this.#post({ type: 'tell', text: 'No allocation follows that could fail.' });
      return;
    }
    // The run found first may have been given up for later ones.
    await this.#simulate({ fail: found.simulation.fail }, found.failedAt);
  }

  async #explore(): Promise<void> {
    const { machine, entry } = this.#state;
    if (machine === null || entry === null) return;
    const rows = await this.#cancellable('Failing each allocation in turn', (token) =>
      this.#requests.explore({ ...this.#profile, machine, entry }, token),
    );
    if (rows !== undefined) await this.#postExplored(rows);
  }

  #postExplored(rows: readonly SimulationExploreRow[] | null): Thenable<boolean> {
    this.#explored = rows;
    return this.#post({ type: 'explored', rows });
  }

  async #sendSteps(from: number, count: number): Promise<void> {
    const run = this.#run;
    if (run === undefined) return;
    const steps = await this.#requests.steps(run.simulation.run, from, count);
    if (this.#run === run) await this.#post({ type: 'steps', from, steps });
  }

  async #sendCalls(from: number, count: number): Promise<void> {
    const calls = this.#run?.calls.spans.slice(from, from + count) ?? [];
    await this.#post({ type: 'calls', from, calls });
  }

  /** The webview names a finding by number: only places that the server gave can be opened. */
  async #openFinding(index: number): Promise<void> {
    const finding = this.#run?.simulation.findings[index];
    if (finding === undefined) return;
    await this.#go(Math.max(1, finding.step));
    await this.#highlight.show(finding.place, this.#panel.viewColumn);
  }

  async #export(format: 'json' | 'chrome' | 'markdown'): Promise<void> {
    const run = this.#run;
    if (run === undefined) return;
    const { simulation } = run;
    const title = this.#lifecycles.find(({ id }) => id === simulation.entry)?.title ?? '';
    const { label } = this.#machines;
    const subject = { simulation, label, title, explored: this.#explored };
    await exportRun(this.#requests, subject, format);
  }

  async #findLine(run: Simulation, file: string, line: number): Promise<number | undefined> {
    const most = 10_000;
    for (let from = this.#state.step + 1; from <= run.steps; from += most) {
      const steps = await this.#requests.steps(run.run, from, most);
      const found = steps.find(({ place }) => place?.file === file && place.line === line);
      if (found) return found.step;
    }
    return undefined;
  }

  /** Undefined when it was cancelled. One thing is done at a time: a new one ends the one before. */
  async #cancellable<Result>(
    text: string,
    work: (token: vscode.CancellationToken) => Promise<Result>,
  ): Promise<Result | undefined> {
    this.#cancellation?.cancel();
    const source = new vscode.CancellationTokenSource();
    this.#cancellation = source;
    await this.#post({ type: 'busy', text });
    try {
      const result = await work(source.token);
      return source.token.isCancellationRequested ? undefined : result;
    } catch (error) {
      if (source.token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      if (this.#cancellation === source) {
        this.#cancellation = undefined;
        await this.#post({ type: 'busy', text: null });
      }
      source.dispose();
    }
  }

  async #explain(error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    await this.#post({ type: 'explain', reason, state: this.#state });
  }

  #post(message: ToSimulatorMessage): Thenable<boolean> {
    return this.#panel.webview.postMessage(message);
  }
}

/** The lifecycle itself: what stands before it makes an address space for it. */
function beginning({ entry }: Simulation, spans: readonly SimulationCallSpan[]): number {
  const name = `scenario_${entry.replaceAll('-', '_')}`;
  return spans.find((span) => span.function === name)?.first ?? 1;
}

/** Where the allocation failed that was to fail. */
function failureStep({ events }: Simulation): number | undefined {
  return events.find(({ kind }) => kind === 'allocation-failed')?.step;
}

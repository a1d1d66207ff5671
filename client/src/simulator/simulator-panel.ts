/**
 * The editor tab of the simulator. All state is in `Simulator`, so that the webview may be hidden,
 * moved and made anew.
 */
import * as vscode from 'vscode';
import type {
  FromSimulatorMessage,
  SimulatorState,
  ToSimulatorMessage,
} from '../../../server/src/protocol.ts';
import { tokenOf } from '../abort-token.ts';
import { DOCUMENT_SELECTOR } from '../document-selector.ts';
import { reach } from '../milestones.ts';
import type { ServerConnection } from '../server-connection.ts';
import { webviewHtml } from '../webview-html.ts';
import { exportRun } from './export-run.ts';
import { keepState } from './kept-state.ts';
import { runOrigin } from './run-origin.ts';
import { EMPTY_STATE, Simulator } from './simulator.ts';
import { SimulatorRequests } from './simulator-requests.ts';
import type { SimulatorWish } from './simulator-wish.ts';
import { StepHighlight } from './step-highlight.ts';

export class SimulatorPanel {
  static readonly viewType = 'ptdesc.simulator';
  /** The open tab; there is at most one in a window. */
  static open: SimulatorPanel | undefined;

  readonly #context: vscode.ExtensionContext;
  readonly #panel: vscode.WebviewPanel;
  readonly #server: ServerConnection;
  readonly #requests: SimulatorRequests;
  readonly #highlight = new StepHighlight();
  readonly #simulator: Simulator;
  #isListening = false;

  /** Opens the tab, or turns the open one to another lifecycle, which runs at once. */
  static show(
    context: vscode.ExtensionContext,
    server: ServerConnection,
    ask: Partial<SimulatorState>,
    wish: SimulatorWish = {},
  ): void {
    const open = SimulatorPanel.open;
    if (open !== undefined) {
      open.#panel.reveal();
      void open.#try(() => open.#simulator.turnTo(ask, wish));
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      SimulatorPanel.viewType,
      'Simulator',
      vscode.ViewColumn.Beside,
    );
    SimulatorPanel.adopt(context, server, panel, { ...EMPTY_STATE, ...ask }, wish);
  }

  /** Fills a tab, new or restored. */
  static adopt(
    context: vscode.ExtensionContext,
    server: ServerConnection,
    panel: vscode.WebviewPanel,
    state: SimulatorState,
    wish: SimulatorWish = {},
  ): void {
    SimulatorPanel.open = new SimulatorPanel(context, server, panel, state, wish);
  }

  private constructor(
    context: vscode.ExtensionContext,
    server: ServerConnection,
    panel: vscode.WebviewPanel,
    state: SimulatorState,
    wish: SimulatorWish,
  ) {
    this.#context = context;
    this.#panel = panel;
    this.#server = server;
    this.#requests = new SimulatorRequests((method, params, signal) =>
      server.request(method, params, signal && tokenOf(signal)),
    );
    this.#simulator = new Simulator(this.#requests, this.#screen(), state, wish);
    this.#listen();
    webviewHtml(context, panel.webview, 'simulator', 'Simulator');
  }

  /** A key of the editor, which the webview does not get. */
  press(message: FromSimulatorMessage): void {
    this.#receive(message);
  }

  /** Goes to the next time that a line (from 1) runs. */
  runToLine(file: string, line: number): Promise<void> {
    return this.#try(() => this.#simulator.steps.runToLine(file, line));
  }

  #screen() {
    return {
      post: (message: ToSimulatorMessage) => {
        if ('state' in message) keepState(this.#context, message.state);
        return this.#panel.webview.postMessage(message);
      },
      follow: (place: Parameters<StepHighlight['show']>[0], quietly?: boolean) =>
        this.#highlight.show(place, this.#panel.viewColumn, quietly),
      // For commands that need a run.
      running: (isThere: boolean) => {
        if (isThere) reach('simulate');
        void vscode.commands.executeCommand('setContext', 'ptdesc.simulating', isThere);
      },
    };
  }

  #listen(): void {
    const listeners = [
      this.#highlight,
      this.#panel.webview.onDidReceiveMessage((message: FromSimulatorMessage) =>
        this.#receive(message),
      ),
      this.#server.onDidChangeState((state) => {
        if (state !== 'running' || !this.#isListening) return;
        void this.#try(() => this.#simulator.setUp(true));
      }),
      // Unsaved texts run too. Who types is left alone: nothing runs until someone asks.
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const isSource = vscode.languages.match(DOCUMENT_SELECTOR, document) > 0;
        if (isSource && contentChanges.length > 0) this.#simulator.noteChange();
      }),
    ];
    this.#panel.onDidDispose(() => {
      if (SimulatorPanel.open === this) SimulatorPanel.open = undefined;
      this.#simulator.cancel();
      this.#screen().running(false);
      for (const listener of listeners) listener.dispose();
    });
  }

  /** A webview that was hidden is made anew when it is seen again: no one asked for a run then. */
  #ready(): Promise<void> {
    const isMadeAnew = this.#isListening;
    this.#isListening = true;
    // The group that is active then is the panel's: files that are opened do not go over it.
    if (!isMadeAnew && this.#panel.active)
      void vscode.commands.executeCommand('workbench.action.lockEditorGroup');
    return this.#simulator.setUp(isMadeAnew);
  }

  #receive(message: FromSimulatorMessage): void {
    void this.#try(() => this.#do(message));
  }

  /** Whatever is asked for fails with a line in the panel. */
  async #try(work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#simulator.explain(error);
    }
  }

  #do(message: FromSimulatorMessage): unknown {
    const simulator = this.#simulator;
    switch (message.type) {
      case 'ready':
        return this.#ready();
      case 'chooseMachine':
        return simulator.chooseMachine(message.machine);
      case 'chooseBefore':
        return simulator.chooseBefore(message.before);
      case 'run':
        return simulator.run(message.entry, message.fail);
      case 'runAgain':
        return simulator.runAgain();
      case 'wantFunctions':
        return simulator.sendFunctions();
      case 'cancel':
        return simulator.cancel();
      case 'move':
        return simulator.steps.move(message.move);
      case 'go':
        return simulator.steps.go(message.step);
      case 'find':
        return simulator.steps.find(message.text);
      case 'change':
        return simulator.steps.change(message.direction, message.bytes);
      case 'failNext':
        return simulator.failNext();
      case 'graceHere':
        return simulator.graceHere();
      case 'explore':
        return simulator.explore();
      case 'wantSteps':
        return simulator.steps.sendSteps(message.from, message.count);
      case 'wantCalls':
        return simulator.steps.sendCalls(message.from, message.count);
      case 'openFinding':
        return simulator.steps.openFinding(message.finding);
      case 'export':
        return this.#export(message.format);
      default:
        return this.#server.log.warn('The simulator sent an unknown message.');
    }
  }

  async #export(format: 'json' | 'chrome' | 'markdown'): Promise<void> {
    const { subject, state } = this.#simulator;
    if (subject === undefined) return;
    const origin = await runOrigin(this.#server, state);
    await exportRun(this.#requests, { ...subject, origin }, format);
  }
}

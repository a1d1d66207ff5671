import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type {
  SimulationExploreRow,
  SimulationState,
  SimulatorRun,
  ToSimulatorMessage,
} from '../../../server/src/protocol.ts';
import type { AskEvent, AskPanel } from './ask.ts';
import { chooser, type Setup } from './chooser.ts';
import { exploreTable } from './explore-table.ts';
import { exports } from './exports.ts';
import { findingList } from './finding-list.ts';
import { ListsElement } from './lists-element.ts';
import { PageElement } from './page-element.ts';
import { simulatorStyles } from './simulator-styles.ts';
import { staleNotice } from './stale-notice.ts';
import { hereText, lastPage, outcomeText, stateFacts } from './state-facts.ts';
import { tabStrip } from './tab-strip.ts';
import { timeline } from './timeline.ts';
import { againToolbar, moveOfKey, transport } from './transport.ts';

customElements.define('ptdesc-lists', ListsElement);
customElements.define('ptdesc-page', PageElement);

/** As the styles have it. */
const NARROW = matchMedia('(max-width: 480px)');

/** What is told about a run beside its bytes. */
type TabName = 'calls' | 'steps' | 'findings' | 'failures';

/** The whole simulator: what to run, where the run stands, the page's bytes, and what was found. */
export class SimulatorElement extends LitElement {
  static override styles = simulatorStyles;
  static override properties = {
    setup: { state: true },
    run: { state: true },
    callCount: { state: true },
    position: { state: true },
    call: { state: true },
    explored: { state: true },
    busy: { state: true },
    told: { state: true },
    stale: { state: true },
    tab: { state: true },
    reason: { state: true },
  };

  declare setup: Setup | undefined;
  declare run: SimulatorRun | null;
  declare callCount: number;
  declare position: SimulationState | undefined;
  /** The number of the innermost call. */
  declare call: number;
  declare explored: readonly SimulationExploreRow[] | null;
  declare busy: string | null;
  /** The answer to a question about bytes. */
  declare told: string;
  /** Code changed since the run. */
  declare stale: boolean;
  declare tab: TabName;
  /** Why something could not be done. */
  declare reason: string | undefined;
  /** Made once, because rows come to it between two drawings. */
  readonly #lists = new ListsElement();
  readonly #ask: AskPanel = (detail) => {
    this.dispatchEvent(new CustomEvent('ask', { detail }));
  };

  constructor() {
    super();
    this.run = null;
    this.callCount = 0;
    this.call = -1;
    this.explored = null;
    this.busy = null;
    this.told = '';
    this.stale = false;
    this.tab = 'calls';
    this.#lists.addEventListener('ask', (event) => this.#ask((event as AskEvent).detail));
    this.addEventListener('keydown', (event) => this.#pressed(event));
    NARROW.addEventListener('change', () => this.requestUpdate());
  }

  receive(message: ToSimulatorMessage): void {
    switch (message.type) {
      case 'setup':
        this.setup = { ...message, functions: undefined };
        this.reason = undefined;
        break;
      case 'functions':
        if (this.setup) this.setup = { ...this.setup, functions: message.functions };
        break;
      case 'run':
        this.#receiveRun(message);
        break;
      case 'position':
        this.position = message.position;
        this.call = message.call;
        break;
      case 'steps':
      case 'calls':
        this.#lists.add(message);
        break;
      case 'explored':
        this.explored = message.rows;
        // What someone waited for is shown, not only announced.
        if (message.rows !== null) this.tab = 'failures';
        else if (this.tab === 'failures') this.tab = 'calls';
        break;
      case 'busy':
        this.busy = message.text;
        break;
      case 'stale':
        this.stale = message.stale;
        break;
      case 'tell':
        this.told = message.text;
        break;
      case 'explain':
        this.reason = message.reason;
        break;
    }
  }

  #receiveRun({ run, callCount, state }: Extract<ToSimulatorMessage, { type: 'run' }>): void {
    this.#lists.clear();
    // What was found in one lifecycle says nothing of another.
    if (run?.entry !== this.run?.entry || run?.machine !== this.run?.machine) this.tab = 'calls';
    this.run = run;
    this.callCount = callCount;
    this.position = undefined;
    this.told = '';
    this.reason = undefined;
    // What is chosen above is what runs, also when someone else chose it.
    if (this.setup) this.setup = { ...this.setup, state };
  }

  protected override render(): TemplateResult {
    const { reason, setup, busy, run } = this;
    return html`<h1>Simulator</h1>
      ${reason === undefined ? nothing : html`<p class="reason" role="alert">${reason}</p>`}
      ${setup === undefined ? waiting(reason) : this.#chooser(setup)}
      ${busy === null ? nothing : this.#working(busy)}
      ${run === null ? nothing : this.#runView(run)}`;
  }

  /** Where there is little room, a run takes the place of what chose it, one click away. */
  #chooser(setup: Setup): TemplateResult {
    const isOpen = this.run === null || !NARROW.matches;
    return html`<details class="choose" ?open=${isOpen}>
      <summary>What to run</summary>
      ${chooser(setup, this.run !== null, this.#ask)}
    </details>`;
  }

  #working(text: string): TemplateResult {
    return html`<p role="status">
      ${text}.
      <vscode-button secondary @click=${() => this.#ask({ type: 'cancel' })}>Cancel</vscode-button>
    </p>`;
  }

  /** Bytes first: they are what everything else is about. */
  #runView(run: SimulatorRun): TemplateResult {
    const { position } = this;
    return html`<p class="outcome">${outcomeText(run)}</p>
      ${this.stale ? staleNotice(this.#ask) : nothing}
      <div class="transport">
        ${transport(this.#ask)}
        ${timeline(run, position?.step ?? 1, (step) => this.#ask({ type: 'go', step }))}
        ${position === undefined ? nothing : hereText(run, position)}
        <p class="told" role="status">${this.told}</p>
      </div>
      <div class="panes">
        <div class="pane">
          ${position === undefined ? nothing : this.#pageView(run, position)}
          ${againToolbar(this.#ask)}
        </div>
        <div class="pane">
          ${this.#tabs(run)} ${position === undefined ? nothing : stateFacts(position)}
          ${exports(this.#ask)}
        </div>
      </div>`;
  }

  #tabs(run: SimulatorRun): TemplateResult {
    const tabs = [
      { name: 'calls', text: `Calls (${this.callCount})` },
      { name: 'steps', text: `Steps (${run.steps})` },
      { name: 'findings', text: `Findings (${run.findings.length})` },
      { name: 'failures', text: 'Failures' },
    ] as const;
    const choose = (name: TabName) => {
      this.tab = name;
    };
    return html`${tabStrip(tabs, this.tab, choose)}
      <div id="tab-panel" role="tabpanel" aria-labelledby=${`tab-${this.tab}`}>
        ${this.#tabContent(run)}
      </div>`;
  }

  #tabContent(run: SimulatorRun): TemplateResult | ListsElement {
    if (this.tab === 'findings')
      return findingList(run.findings, (finding) => this.#ask({ type: 'openFinding', finding }));
    if (this.tab === 'failures')
      return exploreTable(this.explored, run.fail, (fail) =>
        this.#ask({ type: 'run', entry: run.entry, fail }),
      );
    return this.#listsOf(run, this.tab);
  }

  #listsOf(run: SimulatorRun, list: 'calls' | 'steps'): ListsElement {
    const lists = this.#lists;
    lists.list = list;
    lists.callCount = this.callCount;
    lists.stepCount = run.steps;
    lists.step = this.position?.step ?? 1;
    lists.call = this.call;
    return lists;
  }

  #pageView(run: SimulatorRun, position: SimulationState): TemplateResult {
    return html`<ptdesc-page
      .pages=${position.pages}
      .suggested=${lastPage(run, position.step)}
      @ask=${({ detail }: AskEvent) => this.#ask(detail)}
    ></ptdesc-page>`;
  }

  #pressed(event: KeyboardEvent): void {
    const move = moveOfKey(event);
    if (move === undefined) return;
    event.preventDefault();
    this.#ask({ type: 'move', move });
  }
}

function waiting(reason: string | undefined): TemplateResult | typeof nothing {
  return reason === undefined ? html`<p role="status">Reading the kernel tree.</p>` : nothing;
}

import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type {
  FromSimulatorMessage,
  Lifecycle,
  SimulatedMachineInfo,
  SimulationCallSpan,
  SimulationExploreRow,
  SimulationState,
  SimulationStep,
  SimulatorMove,
  SimulatorRun,
  SimulatorState,
  ToSimulatorMessage,
} from '../../../server/src/protocol.ts';
import { exploreTable } from './explore-table.ts';
import { findingList } from './finding-list.ts';
import { PageElement } from './page-element.ts';
import { PageRows } from './page-rows.ts';
import { placeText } from './place-text.ts';
import { type ChooseEvent, RowsElement, type WantEvent } from './rows-element.ts';
import { simulatorStyles } from './simulator-styles.ts';
import { timeline } from './timeline.ts';

customElements.define('ptdesc-rows', RowsElement);
customElements.define('ptdesc-page', PageElement);

/** Something that the panel is asked for. */
export type AskEvent = CustomEvent<FromSimulatorMessage>;

/** Keys of the panel; the debugger's function keys come as commands of the editor. */
const KEYS: Readonly<Record<string, SimulatorMove>> = {
  i: 'in',
  o: 'over',
  u: 'out',
  b: 'back',
  B: 'backOver',
};

const MOVES: readonly (readonly [move: SimulatorMove, text: string, title: string])[] = [
  ['start', 'Start', 'Go to the first step'],
  ['backOver', 'Back over', 'Go back to the statement before, past calls (Shift+B, Shift+F10)'],
  ['back', 'Back', 'Go back one step (B, Shift+F9)'],
  ['in', 'Step', 'Go one step, into calls (I, F11)'],
  ['over', 'Over', 'Go to the next statement, past calls (O, F10)'],
  ['out', 'Out', 'Go to where this function returns (U, Shift+F11)'],
  ['end', 'End', 'Go to the end of the run'],
];

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
    reason: { state: true },
    list: { state: true },
    version: { state: true },
  };

  declare setup: Extract<ToSimulatorMessage, { type: 'setup' }> | undefined;
  declare run: SimulatorRun | null;
  declare callCount: number;
  declare position: SimulationState | undefined;
  /** The number of the innermost call. */
  declare call: number;
  declare explored: readonly SimulationExploreRow[] | null;
  declare busy: string | null;
  /** The answer to a question about bytes. */
  declare told: string;
  /** Why something could not be done. */
  declare reason: string | undefined;
  /** Which list stands on the left. */
  declare list: 'steps' | 'calls';
  declare version: number;
  #state: SimulatorState | undefined;
  #steps = new PageRows<SimulationStep>();
  #calls = new PageRows<SimulationCallSpan>();

  constructor() {
    super();
    this.run = null;
    this.callCount = 0;
    this.call = -1;
    this.explored = null;
    this.busy = null;
    this.told = '';
    this.list = 'calls';
    this.version = 0;
    this.addEventListener('keydown', (event) => this.#pressed(event));
  }

  receive(message: ToSimulatorMessage): void {
    if ('state' in message) this.#state = message.state;
    switch (message.type) {
      case 'setup':
        this.setup = message;
        this.reason = undefined;
        break;
      case 'run':
        this.#steps = new PageRows();
        this.#calls = new PageRows();
        this.version++;
        this.run = message.run;
        this.callCount = message.callCount;
        this.position = undefined;
        this.told = '';
        this.reason = undefined;
        break;
      case 'position':
        this.position = message.position;
        this.call = message.call;
        break;
      case 'steps':
        this.#steps.add(message.from - 1, message.steps);
        this.version++;
        break;
      case 'calls':
        this.#calls.add(message.from, message.calls);
        this.version++;
        break;
      case 'explored':
        this.explored = message.rows;
        break;
      case 'busy':
        this.busy = message.text;
        break;
      case 'tell':
        this.told = message.text;
        break;
      case 'explain':
        this.reason = message.reason;
        break;
    }
  }

  protected override render(): TemplateResult {
    return html`<h1>Simulator</h1>
      ${this.reason === undefined ? nothing : html`<p class="reason" role="alert">${this.reason}</p>`}
      ${this.setup === undefined ? this.#waiting() : this.#chooser(this.setup)}
      ${this.busy === null ? nothing : this.#working(this.busy)}
      ${this.run === null ? nothing : this.#runView(this.run)}`;
  }

  #waiting(): TemplateResult | typeof nothing {
    return this.reason === undefined
      ? html`<p role="status">Reading the kernel tree.</p>`
      : nothing;
  }

  #working(text: string): TemplateResult {
    return html`<p role="status">
      ${text}.
      <vscode-button secondary @click=${() => this.#ask({ type: 'cancel' })}>Cancel</vscode-button>
    </p>`;
  }

  #chooser({ machines, lifecycles, label }: NonNullable<typeof this.setup>): TemplateResult {
    const state = this.#state;
    return html`<form class="toolbar" aria-label="What to run" @submit=${(e: Event) => this.#submit(e)}>
      <label for="machine">Machine</label>
      <select
        id="machine"
        title=${label}
        @change=${({ target }: Event) =>
          this.#ask({ type: 'chooseMachine', machine: (target as HTMLSelectElement).value })}
      >
        ${machines.map((machine) => machineOption(machine, state?.machine ?? null))}
      </select>
      <label for="entry">Lifecycle</label>
      <select id="entry">
        ${lifecycles.map((lifecycle) => lifecycleOption(lifecycle, state?.entry ?? null))}
      </select>
      <vscode-button @click=${() => this.#start(null)}>Run</vscode-button>
      <vscode-button secondary @click=${() => this.#ask({ type: 'explore' })} ?disabled=${this.run === null}
        >Explore failures</vscode-button
      >
    </form>`;
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.#start(null);
  }

  #start(fail: number | null): void {
    const select = this.renderRoot.querySelector<HTMLSelectElement>('#entry');
    if (select?.value) this.#ask({ type: 'run', entry: select.value, fail });
  }

  #runView(run: SimulatorRun): TemplateResult {
    const { position } = this;
    return html`<p class="outcome">${outcomeText(run)}</p>
      <div class="toolbar" role="toolbar" aria-label="Steps">
        ${MOVES.map(
          ([move, text, title]) =>
            html`<vscode-button
              secondary
              title=${title}
              @click=${() => this.#ask({ type: 'move', move })}
              >${text}</vscode-button
            >`,
        )}
        <vscode-button secondary @click=${() => this.#ask({ type: 'failNext' })}
          >Fail the next allocation</vscode-button
        >
        <vscode-button secondary @click=${() => this.#ask({ type: 'graceHere' })}
          >Run RCU now</vscode-button
        >
      </div>
      ${timeline(run, position?.step ?? 1, (step) => this.#ask({ type: 'go', step }))}
      <p class="told" role="status">${this.told}</p>
      <div class="panes">
        <div class="pane">${this.#lists(run)}</div>
        <div class="pane">
          ${position === undefined ? nothing : this.#state_(run, position)}
          ${findingList(run.findings, (finding) => this.#ask({ type: 'openFinding', finding }))}
          ${exploreTable(this.explored, (fail) => this.#start(fail))} ${this.#exports()}
        </div>
      </div>`;
  }

  #lists(run: SimulatorRun): TemplateResult {
    const choice = (list: 'steps' | 'calls', text: string) =>
      html`<button
        role="tab"
        aria-selected=${this.list === list ? 'true' : 'false'}
        @click=${() => {
          this.list = list;
        }}
      >
        ${text}
      </button>`;
    return html`<div class="tabs" role="tablist" aria-label="Lists">
        ${choice('calls', `Calls (${this.callCount})`)} ${choice('steps', `Steps (${run.steps})`)}
      </div>
      <input
        type="search"
        aria-label="Go to the next call of a function"
        placeholder="Function, then Enter"
        @keydown=${(event: KeyboardEvent) => this.#findPressed(event)}
      />
      ${this.list === 'steps' ? this.#stepList(run) : this.#callList()}`;
  }

  #findPressed(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    const text = (event.target as HTMLInputElement).value;
    if (text !== '') this.#ask({ type: 'find', text });
  }

  #stepList(run: SimulatorRun): TemplateResult {
    const template = (row: number) => {
      const step = this.#steps.get(row);
      return step && stepRow(step);
    };
    return html`<ptdesc-rows
      .count=${run.steps}
      .selected=${(this.position?.step ?? 1) - 1}
      .template=${template}
      .label=${'Steps'}
      .version=${this.version}
      @want=${({ detail }: WantEvent) => {
        if (this.#steps.ask(detail.from))
          this.#ask({ type: 'wantSteps', from: detail.from + 1, count: detail.count });
      }}
      @choose=${({ detail }: ChooseEvent) => this.#ask({ type: 'go', step: detail + 1 })}
    ></ptdesc-rows>`;
  }

  #callList(): TemplateResult {
    const step = this.position?.step ?? 1;
    const template = (row: number) => {
      const call = this.#calls.get(row);
      return call && callRow(call, step);
    };
    return html`<ptdesc-rows
      .count=${this.callCount}
      .selected=${this.call}
      .template=${template}
      .label=${'Calls'}
      .version=${this.version}
      @want=${({ detail }: WantEvent) => {
        if (this.#calls.ask(detail.from)) this.#ask({ type: 'wantCalls', ...detail });
      }}
      @choose=${({ detail }: ChooseEvent) => {
        const call = this.#calls.get(detail);
        if (call) this.#ask({ type: 'go', step: call.first });
      }}
    ></ptdesc-rows>`;
  }

  #state_(run: SimulatorRun, position: SimulationState): TemplateResult {
    const { calls, locks, counters, place } = position;
    const at = calls[0]?.function;
    return html`<p class="here">
        Step ${position.step} of ${run.steps}${at === undefined ? '' : html`, in <code>${at}()</code>`}
        ${place === null ? nothing : html`at <code>${placeText(place)}</code>`}
      </p>
      <ptdesc-page
        .pages=${position.pages}
        .suggested=${lastPage(run, position.step)}
        @ask=${({ detail }: AskEvent) => this.#ask(detail)}
      ></ptdesc-page>
      <dl>
        ${counters.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}
        <dt>locks held</dt>
        <dd>${locks.length === 0 ? 'none' : locks.map(lockText).join('; ')}</dd>
        <dt>calls open</dt>
        <dd>${calls.map((call) => `${call.function}()`).join(' < ') || 'none'}</dd>
      </dl>`;
  }

  #exports(): TemplateResult {
    const choice = (format: 'json' | 'chrome' | 'markdown', text: string) =>
      html`<vscode-button secondary @click=${() => this.#ask({ type: 'export', format })}
        >${text}</vscode-button
      >`;
    return html`<div class="toolbar" role="group" aria-label="Export">
      ${choice('markdown', 'Report (Markdown)')} ${choice('json', 'JSON')}
      ${choice('chrome', 'Chrome trace')}
    </div>`;
  }

  /** Not while a list or a form has the keyboard, which have uses of their own for letters. */
  #pressed(event: KeyboardEvent): void {
    const move = KEYS[event.key];
    const target = event.composedPath()[0];
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target instanceof HTMLSelectElement || target instanceof HTMLInputElement) return;
    event.preventDefault();
    this.#ask({ type: 'move', move });
  }

  #ask(detail: FromSimulatorMessage): void {
    this.dispatchEvent(new CustomEvent('ask', { detail }));
  }
}

/** The page that something happened to last; pages of the slab allocator are not what a run is about. */
function lastPage({ events }: SimulatorRun, step: number): number | undefined {
  const happened = events.filter(
    ({ step: at, kind, pfn, detail }) =>
      at < step &&
      pfn !== null &&
      /^(allocate|free|construct|destruct)$/.test(kind) &&
      !/slab$/.test(detail),
  );
  return happened.at(-1)?.pfn ?? undefined;
}

function machineOption({ name, arch }: SimulatedMachineInfo, chosen: string | null) {
  return html`<option value=${name} ?selected=${name === chosen}>
    ${name.includes(arch) ? name : `${name} (${arch})`}
  </option>`;
}

function lifecycleOption({ id, title, reason }: Lifecycle, chosen: string | null) {
  return html`<option
    value=${id}
    ?selected=${id === chosen}
    ?disabled=${reason !== null}
    title=${reason ?? title}
  >
    ${id}: ${title}${reason === null ? '' : ` (${reason})`}
  </option>`;
}

function outcomeText({
  entry,
  machine,
  fail,
  outcome,
  message,
  steps,
  allocations,
  findings,
  unmodelled,
}: SimulatorRun) {
  const failed = fail === null ? '' : `, allocation ${fail} of ${allocations} failing`;
  const found = findings.length === 0 ? 'nothing found' : `${findings.length} found`;
  const why = message === null ? '' : `: ${message}`;
  const missing = unmodelled.length === 0 ? '' : ` Not modelled: ${unmodelled.join(', ')}.`;
  return `${entry} on ${machine}${failed}: ${outcome}${why} after ${steps} steps, ${found}.${missing}`;
}

function stepRow({ step, depth, function: name, place }: SimulationStep): TemplateResult {
  return html`${String(step).padStart(6)} ${'  '.repeat(Math.min(depth, 20))}${name} ${placeText(place)}`;
}

function callRow(
  { function: name, depth, first, end, args, result }: SimulationCallSpan,
  step: number,
) {
  const mark = step >= first && step < end ? '\u25b8 ' : '  ';
  const returned = result === null ? '' : ` = ${result}`;
  return html`${mark}${'  '.repeat(Math.min(depth, 20))}${name}(${args.join(', ')})${returned}`;
}

function lockText({ lock, pfn, takenBy }: SimulationState['locks'][number]): string {
  const where = pfn === null ? lock : `${lock} in page ${pfn.toString(16)}`;
  return `${where}, taken by ${takenBy}()`;
}

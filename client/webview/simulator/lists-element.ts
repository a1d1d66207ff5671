import { html, LitElement, type TemplateResult } from 'lit';
import type {
  FromSimulatorMessage,
  SimulationCallSpan,
  SimulationStep,
  ToSimulatorMessage,
} from '../../../server/src/protocol.ts';
import { listsStyles } from './lists-styles.ts';
import { PageRows } from './page-rows.ts';
import { placeText } from './place-text.ts';
import { type ChooseEvent, RowsElement, type WantEvent } from './rows-element.ts';

customElements.define('ptdesc-rows', RowsElement);

/** The calls or the steps of a run: rows come when they come into sight. */
export class ListsElement extends LitElement {
  static override styles = listsStyles;
  static override properties = {
    callCount: { attribute: false },
    stepCount: { attribute: false },
    step: { attribute: false },
    call: { attribute: false },
    list: { attribute: false },
    version: { state: true },
  };

  declare callCount: number;
  declare stepCount: number;
  /** Where the run stands. */
  declare step: number;
  /** The number of the innermost call there. */
  declare call: number;
  /** Which of the two is shown. */
  declare list: 'steps' | 'calls';
  declare version: number;
  #steps = new PageRows<SimulationStep>();
  #calls = new PageRows<SimulationCallSpan>();

  constructor() {
    super();
    this.callCount = 0;
    this.stepCount = 0;
    this.step = 1;
    this.call = -1;
    this.list = 'calls';
    this.version = 0;
  }

  /** Another run has other rows. */
  clear(): void {
    this.#steps = new PageRows();
    this.#calls = new PageRows();
    this.version++;
  }

  add(message: Extract<ToSimulatorMessage, { type: 'steps' | 'calls' }>): void {
    // Steps count from 1, rows from 0.
    if (message.type === 'steps') this.#steps.add(message.from - 1, message.steps);
    else this.#calls.add(message.from, message.calls);
    this.version++;
  }

  protected override render(): TemplateResult {
    return html`<input
        type="search"
        aria-label="Go to the next call of a function"
        placeholder="Function, then Enter"
        @keydown=${(event: KeyboardEvent) => this.#findPressed(event)}
      />
      ${this.list === 'steps' ? this.#stepList() : this.#callList()}`;
  }

  #findPressed(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    const text = (event.target as HTMLInputElement).value;
    if (text !== '') this.#ask({ type: 'find', text });
  }

  #stepList(): TemplateResult {
    const template = (row: number) => {
      const step = this.#steps.get(row);
      return step && stepRow(step);
    };
    return html`<ptdesc-rows
      .count=${this.stepCount}
      .selected=${this.step - 1}
      .template=${template}
      .label=${'Steps'}
      .version=${this.version}
      @want=${({ detail: { from, count } }: WantEvent) => {
        if (this.#steps.ask(from)) this.#ask({ type: 'wantSteps', from: from + 1, count });
      }}
      @choose=${({ detail }: ChooseEvent) => this.#ask({ type: 'go', step: detail + 1 })}
    ></ptdesc-rows>`;
  }

  #callList(): TemplateResult {
    const template = (row: number) => {
      const call = this.#calls.get(row);
      return call && callRow(call, this.step);
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

  #ask(detail: FromSimulatorMessage): void {
    this.dispatchEvent(new CustomEvent('ask', { detail }));
  }
}

/** Deeper than this, depth says nothing to the eye. */
const MAX_INDENT = 20;

const indent = (depth: number): string => '  '.repeat(Math.min(depth, MAX_INDENT));

function stepRow({ step, depth, function: name, place }: SimulationStep): TemplateResult {
  return html`${String(step).padStart(6)} ${indent(depth)}${name} ${placeText(place)}`;
}

function callRow(call: SimulationCallSpan, step: number): TemplateResult {
  const { function: name, depth, first, end, args, result, place } = call;
  const mark = step >= first && step < end ? '\u25b8 ' : '  ';
  const returned = result === null ? '' : ` = ${result}`;
  return html`${mark}${indent(depth)}${name}(${args.join(', ')})${returned} ${placeText(place)}`;
}

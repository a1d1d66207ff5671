import { css, html, LitElement, type nothing, type TemplateResult } from 'lit';
import type { FromSimulatorMessage, SimulationPage } from '../../../server/src/protocol.ts';
import { describeOwners } from '../overlay/describe.ts';
import type { PointedBits } from '../overlay/geometry.ts';
import { LensElement, type OpenFieldEvent, type PointEvent } from '../overlay/lens-element.ts';
import { selectStyles } from '../select-styles.ts';
import { bytesOfBits, type PageLens, pageLens } from './page-lens.ts';

customElements.define('ptdesc-lens', LensElement);

/** One of the pages that a run changes: what it is, and its bytes in the lens. */
export class PageElement extends LitElement {
  static override properties = {
    pages: { attribute: false },
    suggested: { attribute: false },
    pfn: { state: true },
    record: { state: true },
    pointed: { state: true },
    chosen: { state: true },
  };

  static override styles = css`
    ${selectStyles}
    .toolbar {
      display: flex;
      flex-wrap: wrap;
      gap: 6px 10px;
      align-items: center;
      margin: 6px 0;
    }
    ptdesc-lens {
      --lens-min-width: 900px;
    }
    p {
      margin: 4px 0;
      font-family: var(--vscode-editor-font-family);
    }
  `;

  declare pages: readonly SimulationPage[];
  /** The page that the run is about at the moment. */
  declare suggested: number | undefined;
  /** The page that the user chose; else the suggested one. */
  declare pfn: number | undefined;
  /** The record that its bytes are viewed as; empty for all. */
  declare record: string;
  declare pointed: PointedBits | undefined;
  /** The field or byte that questions are about. */
  declare chosen: PointedBits | undefined;

  constructor() {
    super();
    this.pages = [];
    this.record = '';
  }

  protected override render(): TemplateResult | typeof nothing {
    const page = this.#page();
    if (page === undefined) return html`<p>No page is changed by this run.</p>`;
    const lens = pageLens(page, this.record === '' ? [] : [this.record]);
    return html`${this.#choice(page)}
      <p>${stateText(page)}</p>
      <ptdesc-lens
        .view=${lens.view}
        .bytes=${lens.bytes}
        .values=${lens.values}
        .changed=${lens.changed}
        .pointed=${this.pointed ?? this.chosen}
        @point=${({ detail }: PointEvent) => {
          this.pointed = detail ?? undefined;
          if (detail) this.chosen = detail;
        }}
        @openfield=${({ detail }: OpenFieldEvent) => this.#choose(lens, detail)}
      ></ptdesc-lens>
      ${this.#questions(page, lens)}`;
  }

  #page(): SimulationPage | undefined {
    const wanted = this.pfn ?? this.suggested;
    return this.pages.find(({ pfn }) => pfn === wanted) ?? this.pages[0];
  }

  #choice(page: SimulationPage): TemplateResult {
    return html`<div class="toolbar">
      <label for="pfn">Page</label>
      <select
        id="pfn"
        @change=${({ target }: Event) => {
          const { value } = target as HTMLSelectElement;
          this.pfn = value === '' ? undefined : Number(value);
        }}
      >
        <option value="" ?selected=${this.pfn === undefined}>the one the run is about</option>
        ${this.pages.map(
          ({ pfn, state }) =>
            html`<option value=${pfn} ?selected=${pfn === this.pfn}>
              ${pfn.toString(16)}, ${state}
            </option>`,
        )}
      </select>
      <label for="record">View as</label>
      <select
        id="record"
        @change=${({ target }: Event) => {
          this.record = (target as HTMLSelectElement).value;
        }}
      >
        <option value="">everything</option>
        ${page.views.map(
          ({ record }) =>
            html`<option value=${record} ?selected=${record === this.record}>${record}</option>`,
        )}
      </select>
    </div>`;
  }

  #choose({ view }: PageLens, { lane, field }: { lane: number; field: number }): void {
    const chosenLane = view.lanes[lane];
    const chosenField = chosenLane?.fields[field];
    if (chosenLane === undefined || chosenField === undefined) return;
    const { pageIndex, offsetBits, sizeBits } = chosenField;
    this.chosen = { lane: chosenLane, field: chosenField, pageIndex, offsetBits, sizeBits };
  }

  #questions({ pfn }: SimulationPage, { view }: PageLens): TemplateResult {
    const at = this.pointed ?? this.chosen;
    const ask = (direction: 'next' | 'last') => {
      if (this.chosen === undefined) return;
      const bytes = { pfn, ...bytesOfBits(this.chosen.offsetBits, this.chosen.sizeBits) };
      this.#ask({ type: 'change', direction, bytes });
    };
    const isNone = this.chosen === undefined;
    return html`<p role="status">
        ${at === undefined ? 'Point at a field or a byte.' : describeOwners(view, at)}
      </p>
      <div class="toolbar" role="group" aria-label="The bytes that were pointed at last">
        <vscode-button secondary ?disabled=${isNone} @click=${() => ask('last')}
          >Who wrote these bytes?</vscode-button
        >
        <vscode-button secondary ?disabled=${isNone} @click=${() => ask('next')}
          >Next change of these bytes</vscode-button
        >
      </div>`;
  }

  #ask(detail: FromSimulatorMessage): void {
    this.dispatchEvent(new CustomEvent('ask', { detail }));
  }
}

function stateText({ pfn, state, pageType, refcount, flags, flagNames }: SimulationPage): string {
  const parts = [`page ${pfn.toString(16)}: ${state}`];
  if (pageType !== null) parts.push(`type word ${pageType}`);
  if (refcount !== null) parts.push(`references ${refcount}`);
  if (flags !== null) parts.push(`flags ${flags} ${flagNames.join('|')}`.trimEnd());
  return parts.join(', ');
}

import { css, html, LitElement, type nothing, type TemplateResult } from 'lit';
import type { FromSimulatorMessage, SimulationPage } from '../../../server/src/protocol.ts';
import { type ByteRow, byteRows } from '../overlay/byte-rows.ts';
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
    widthPx: { state: true },
  };

  static override styles = css`
    ${selectStyles}
    /* Only a block has a width that can be observed. */
    :host {
      display: block;
    }
    .toolbar {
      display: flex;
      flex-wrap: wrap;
      gap: 6px 10px;
      align-items: center;
      margin: 6px 0;
    }
    select {
      max-width: 100%;
    }
    @media (max-width: 480px) {
      .toolbar {
        gap: 2px 4px;
        margin: 2px 0;
      }
      select {
        flex: 1 1 60px;
        width: 60px;
        padding: 1px 2px;
      }
    }
    ptdesc-lens {
      --lens-min-width: 400px;
    }
    ptdesc-lens + ptdesc-lens {
      margin-top: 6px;
      border-top: 2px solid var(--vscode-foreground);
    }
    .owners {
      height: 4.5em;
      overflow-y: auto;
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
  /** How much room there is for bytes. */
  declare widthPx: number;
  readonly #resized = new ResizeObserver(([entry]) => {
    this.widthPx = entry?.contentRect.width ?? 0;
  });

  constructor() {
    super();
    this.pages = [];
    this.record = '';
    this.widthPx = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    this.#resized.disconnect();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult | typeof nothing {
    const page = this.#page();
    if (page === undefined) return html`<p>No page is changed by this run.</p>`;
    const lens = pageLens(page, this.record === '' ? [] : [this.record]);
    return html`${this.#choice(page)} ${byteRows(lens.view.pageSizeBytes, this.widthPx).map((row) => this.#lens(lens, row))}
      <p class="state">${stateText(page)}</p>
      ${this.#questions(page, lens)}`;
  }

  #lens(lens: PageLens, row: ByteRow): TemplateResult {
    return html`<ptdesc-lens
      .view=${lens.view}
      .bytes=${lens.bytes}
      .values=${lens.values}
      .changed=${lens.changed}
      .row=${row}
      .pointed=${this.pointed ?? this.chosen}
      @point=${({ detail }: PointEvent) => {
        this.pointed = detail ?? undefined;
        if (detail) this.chosen = detail;
      }}
      @openfield=${({ detail }: OpenFieldEvent) => this.#choose(lens, detail)}
    ></ptdesc-lens>`;
  }

  #page(): SimulationPage | undefined {
    const find = (wanted: number | undefined) => this.pages.find(({ pfn }) => pfn === wanted);
    return find(this.pfn) ?? find(this.suggested) ?? this.pages[0];
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
        <option value="" ?selected=${this.pfn === undefined}>Follow current page</option>
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

  #questions(page: SimulationPage, { view }: PageLens): TemplateResult {
    const { pfn } = page;
    const at = this.pointed ?? this.chosen;
    const ask = (direction: 'next' | 'last') => {
      if (this.chosen === undefined) return;
      // The answer leads to another step, where the run may be about another page.
      this.pfn = pfn;
      const bytes = { pfn, ...bytesOfBits(this.chosen.offsetBits, this.chosen.sizeBits) };
      this.#ask({ type: 'change', direction, bytes });
    };
    const isNone = this.chosen === undefined;
    // Who else has the bytes does not depend on what they are viewed as.
    const everyone = this.record === '' ? view : pageLens(page, []).view;
    return html`<p class="owners" role="status">
        ${at === undefined ? 'Point at a field or a byte.' : describeOwners(everyone, at)}
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

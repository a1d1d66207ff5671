import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { rowAt } from './row-at.ts';
import { ROW_HEIGHT_PX, RowGeometry } from './row-geometry.ts';

/** Rows above and below those in sight. */
const MARGIN_ROWS = 20;
/** Asked for at a time. */
const PAGE_ROWS = 200;

/** Rows come into sight that the list does not have. */
export type WantEvent = CustomEvent<{ readonly from: number; readonly count: number }>;
/** A row was chosen. */
export type ChooseEvent = CustomEvent<number>;

/** How a list draws a row. */
export type RowTemplate = (row: number) => TemplateResult | undefined;

/** A list of any length of which only what is in sight exists. Rows count from 0. */
export class RowsElement extends LitElement {
  static override properties = {
    count: { attribute: false },
    selected: { attribute: false },
    template: { attribute: false },
    label: { attribute: false },
    version: { attribute: false },
    top: { state: true },
  };

  static override styles = css`
    :host {
      display: block;
      min-height: 0;
    }
    .scroll {
      height: 100%;
      overflow: auto;
      position: relative;
    }
    .row {
      position: absolute;
      left: 0;
      box-sizing: border-box;
      min-width: 100%;
      height: 22px;
      padding: 2px 6px;
      white-space: pre;
      cursor: pointer;
      font-family: var(--vscode-editor-font-family);
      font-size: 0.9em;
    }
    .row:hover {
      background: var(--vscode-list-hoverBackground);
    }
    .row.selected {
      color: var(--vscode-list-activeSelectionForeground);
      background: var(--vscode-list-activeSelectionBackground);
      outline: 1px dotted var(--vscode-contrastActiveBorder, transparent);
      outline-offset: -1px;
    }
    .scroll:focus-visible {
      outline: 1px solid var(--vscode-focusBorder);
      outline-offset: -1px;
    }
  `;

  declare count: number;
  declare selected: number;
  declare template: RowTemplate;
  declare label: string;
  /** Changes when rows arrived. */
  declare version: number;
  declare top: number;

  constructor() {
    super();
    this.count = 0;
    this.selected = -1;
    this.label = '';
    this.version = 0;
    this.top = 0;
    this.template = () => undefined;
  }

  protected override render(): TemplateResult {
    const geometry = this.#geometry;
    const first = Math.max(0, geometry.firstRow(this.top) - MARGIN_ROWS);
    const last = Math.min(this.count, first + geometry.visibleRows + 2 * MARGIN_ROWS);
    const rows: TemplateResult[] = [];
    for (let row = first; row < last; row++) rows.push(this.#row(row));
    return html`<div
      class="scroll"
      role="listbox"
      tabindex="0"
      aria-label=${this.label}
      aria-activedescendant=${this.selected >= first && this.selected < last ? `row-${this.selected}` : nothing}
      @scroll=${(event: Event) => {
        this.top = (event.target as HTMLElement).scrollTop;
      }}
      @keydown=${(event: KeyboardEvent) => this.#pressed(event)}
    >
      <div ${rowAt(0, geometry.heightPx)} role="presentation"></div>
      ${rows}
    </div>`;
  }

  get #geometry(): RowGeometry {
    return new RowGeometry(this.count, this.clientHeight || 400);
  }

  #row(row: number): TemplateResult {
    const isSelected = row === this.selected;
    return html`<div
      id=${`row-${row}`}
      class=${isSelected ? 'row selected' : 'row'}
      role="option"
      aria-selected=${isSelected ? 'true' : 'false'}
      ${rowAt(this.#geometry.topPx(row, this.top), ROW_HEIGHT_PX)}
      @click=${() => this.#choose(row)}
      >${this.template(row) ?? '…'}</div
    >`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('selected') && this.selected >= 0) this.#reveal();
    this.#wantMissing();
  }

  /** Asks for the page of rows around what is in sight, once for each page. */
  #wantMissing(): void {
    const first = this.#geometry.firstRow(this.top);
    const last = Math.min(this.count - 1, first + this.#geometry.visibleRows);
    for (const row of [first, last]) {
      if (row < 0 || row >= this.count || this.template(row) !== undefined) continue;
      const from = Math.floor(row / PAGE_ROWS) * PAGE_ROWS;
      const detail = { from, count: PAGE_ROWS };
      this.dispatchEvent(new CustomEvent('want', { detail }));
    }
  }

  #reveal(): void {
    const scroll = this.renderRoot.querySelector('.scroll');
    if (scroll === null) return;
    const target = this.#geometry.scrollTo(this.selected, scroll.scrollTop);
    if (target !== undefined) scroll.scrollTop = target;
  }

  #pressed(event: KeyboardEvent): void {
    const moves: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 20,
      PageUp: -20,
      Home: -this.count,
      End: this.count,
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#choose(Math.min(this.count - 1, Math.max(0, this.selected + move)));
  }

  #choose(row: number): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: row }));
  }
}

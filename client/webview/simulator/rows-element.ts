import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { rowAt } from './row-at.ts';

/** Rows are all of one height, so that a million of them need no more than those in sight. */
export const ROW_HEIGHT_PX = 22;
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
    const first = Math.max(0, Math.floor(this.top / ROW_HEIGHT_PX) - MARGIN_ROWS);
    const visible = Math.ceil((this.clientHeight || 400) / ROW_HEIGHT_PX) + 2 * MARGIN_ROWS;
    const last = Math.min(this.count, first + visible);
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
      <div ${rowAt(0, this.count)} role="presentation"></div>
      ${rows}
    </div>`;
  }

  #row(row: number): TemplateResult {
    const isSelected = row === this.selected;
    return html`<div
      id=${`row-${row}`}
      class=${isSelected ? 'row selected' : 'row'}
      role="option"
      aria-selected=${isSelected ? 'true' : 'false'}
      ${rowAt(row, 1)}
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
    const first = Math.floor(this.top / ROW_HEIGHT_PX);
    const visible = Math.ceil((this.clientHeight || 400) / ROW_HEIGHT_PX);
    for (const row of [first, Math.min(this.count - 1, first + visible)]) {
      if (row < 0 || row >= this.count || this.template(row) !== undefined) continue;
      const from = Math.floor(row / PAGE_ROWS) * PAGE_ROWS;
      const detail = { from, count: PAGE_ROWS };
      this.dispatchEvent(new CustomEvent('want', { detail }));
    }
  }

  #reveal(): void {
    const scroll = this.renderRoot.querySelector('.scroll');
    if (scroll === null) return;
    const at = this.selected * ROW_HEIGHT_PX;
    const isAbove = at < scroll.scrollTop;
    const isBelow = at + ROW_HEIGHT_PX > scroll.scrollTop + scroll.clientHeight;
    if (isAbove || isBelow) scroll.scrollTop = Math.max(0, at - scroll.clientHeight / 2);
  }

  #pressed(event: KeyboardEvent): void {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 };
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

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { OverlayField, OverlayLane, OverlayView } from '../../../server/src/protocol.ts';
import { bitSpan, rowCount } from './bit-span.ts';
import type { ByteRow } from './byte-rows.ts';
import { describeField, describeLane, describeOwners } from './describe.ts';
import { drawEdges } from './edges.ts';
import { gapBlock } from './gap-block.ts';
import {
  type Block,
  inRow,
  isPointedAt,
  type PointedBits,
  pointAt,
  pointAtByte,
  type Strip,
  stripsOf,
} from './geometry.ts';
import { lensStyles } from './lens-styles.ts';
import { type LensBytes, memoryLane } from './memory-lane.ts';

const BITS_PER_BYTE = 8;

/** A block was clicked or chosen with the keyboard: numbers of its lane and its field. */
export type OpenFieldEvent = CustomEvent<{ readonly lane: number; readonly field: number }>;
/** Bits are pointed at, or nothing is any more. */
export type PointEvent = CustomEvent<PointedBits | null>;

/** Struct page's bytes from left to right, and below them each memdesc that lies over them. */
export class LensElement extends LitElement {
  static override styles = lensStyles;
  static override properties = {
    view: { attribute: false },
    pointed: { attribute: false },
    changed: { attribute: false },
    revealed: { attribute: false },
    bytes: { attribute: false },
    values: { attribute: false },
    row: { attribute: false },
  };

  declare view: OverlayView | undefined;
  /** What is lit. The element's owner sets it, so that two lenses can light up together. */
  declare pointed: PointedBits | undefined;
  /** Fields that another view has elsewhere: "struct ptdesc.ptl". */
  declare changed: ReadonlySet<string> | undefined;
  /** The record that someone asked for. */
  declare revealed: string | undefined;
  /** What the bytes of struct page are, where there is a page to look at. */
  declare bytes: LensBytes | undefined;
  /** Values of fields: by "struct ptdesc.ptl". */
  declare values: ReadonlyMap<string, string> | undefined;
  /** Which bytes are drawn; all of a struct page where nothing else is said. */
  declare row: ByteRow | undefined;
  #byte = 0;
  readonly #resized = new ResizeObserver(() => this.#drawEdges());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    this.#resized.disconnect();
    super.disconnectedCallback();
  }

  protected override updated(changed: PropertyValues): void {
    this.#drawEdges();
    if (changed.has('revealed') || changed.has('view')) this.#reveal();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (view === undefined) return nothing;
    return html`<div class="scroll">
      <div class="lanes" @mouseleave=${() => this.#point(null)}>
        ${this.#ruler(view)} ${this.bytes === undefined ? nothing : memoryLane(this.bytes, this.#row(view), (byte) => this.#pointByte(byte))}
        ${view.lanes.map((lane, index) => this.#lane(view, lane, index))}
        <svg class="edges" aria-hidden="true"></svg>
      </div>
    </div>`;
  }

  #row({ pageSizeBytes }: OverlayView): ByteRow {
    return this.row ?? { firstByte: 0, byteCount: pageSizeBytes };
  }

  /** Lanes of two rows have names of their own. */
  #rowText(view: OverlayView): string {
    const { firstByte, byteCount } = this.#row(view);
    if (byteCount === view.pageSizeBytes) return '';
    return `bytes ${firstByte}–${firstByte + byteCount - 1}`;
  }

  /** One stop of the keyboard: the arrows go from byte to byte. */
  #ruler(view: OverlayView): TemplateResult {
    const row = this.#row(view);
    const last = row.firstByte + row.byteCount - 1;
    this.#byte = Math.min(last, Math.max(row.firstByte, this.#byte));
    const at = this.pointed?.lane === null ? this.pointed : pointAtByte(this.#byte);
    return html`<div class="ruler-line">
      <span class="note" aria-hidden="true">byte</span>
      <div
        class="ruler"
        role="slider"
        tabindex="0"
        aria-label="Byte of struct page"
        aria-valuemin=${row.firstByte}
        aria-valuemax=${last}
        aria-valuenow=${this.#byte}
        aria-valuetext=${describeOwners(view, at)}
        @keydown=${(event: KeyboardEvent) => this.#moveByte(event, row)}
        @focus=${() => this.#pointByte(this.#byte)}
      >
        ${Array.from({ length: row.byteCount }, (_, index) => this.#rulerByte(row, index))}
      </div>
    </div>`;
  }

  #rulerByte({ firstByte, byteCount }: ByteRow, index: number): TemplateResult {
    const byte = firstByte + index;
    const drawn = index * BITS_PER_BYTE;
    const left = byte * BITS_PER_BYTE;
    const at = this.pointed;
    const isLit =
      at !== undefined &&
      at.offsetBits < left + BITS_PER_BYTE &&
      left < at.offsetBits + at.sizeBits;
    // A mark every eight bytes: a word of a 64-bit kernel.
    const label = byte % 8 === 0 ? byte : nothing;
    return html`<span
      class=${`${isLit ? 'lit ' : ''}${byte % 8 === 0 ? 'word' : ''}`}
      ${bitSpan(drawn, drawn + BITS_PER_BYTE, byteCount * BITS_PER_BYTE)}
      @mouseenter=${() => this.#pointByte(byte)}
      >${label}</span
    >`;
  }

  #moveByte(event: KeyboardEvent, { firstByte, byteCount }: ByteRow): void {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      PageUp: -BITS_PER_BYTE,
      PageDown: BITS_PER_BYTE,
      Home: -byteCount,
      End: byteCount,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const last = firstByte + byteCount - 1;
    this.#pointByte(Math.min(last, Math.max(firstByte, this.#byte + step)));
  }

  #pointByte(byte: number): void {
    this.#byte = byte;
    this.#point(pointAtByte(byte));
  }

  #lane(view: OverlayView, lane: OverlayLane, index: number): TemplateResult | typeof nothing {
    const strips = stripsOf(lane, view.pageSizeBytes).map((strip) => inRow(strip, this.#row(view)));
    const stop = strips.find(({ blocks }) => blocks.length > 0);
    // Half a page has nothing of some records.
    if (this.row !== undefined && stop === undefined) return nothing;
    return html`<section
      aria-label=${[lane.record, describeLane(lane), this.#rowText(view)].filter(Boolean).join(', ')}
      class=${lane.record === this.revealed ? 'revealed' : ''}
      data-record=${lane.record}
      @keydown=${moveInLane}
    >
      <div class="name">
        <h2>${lane.record}</h2>
        <span class="note">${describeLane(lane)}</span>
      </div>
      <div>
        ${strips.map((strip) => this.#strip(view, lane, index, strip, strip === stop))}
      </div>
    </section>`;
  }

  #strip(
    view: OverlayView,
    lane: OverlayLane,
    laneIndex: number,
    strip: Strip,
    isFirstStrip: boolean,
  ): TemplateResult {
    const pageBits = this.#row(view).byteCount * BITS_PER_BYTE;
    return html`${lane.pages > 1 ? html`<span class="note">page ${strip.pageIndex}</span>` : nothing}
      <div class="strip" ${rowCount(strip.rowCount)}>
        ${strip.gaps.map((gap) => gapBlock(gap, pageBits))}
        ${strip.blocks.map((block, at) => this.#block(lane, laneIndex, block, pageBits, isFirstStrip && at === 0 ? 0 : -1))}
      </div>`;
  }

  #block(
    lane: OverlayLane,
    laneIndex: number,
    block: Block,
    pageBits: number,
    tabindex: number,
  ): TemplateResult {
    const { field, index, leftBits, rightBits, row } = block;
    const point = () => this.#point(pointAt(lane, field));
    const value = this.values?.get(`${lane.record}.${field.path}`);
    const description = describeField(field, lane, value);
    return html`<button
      class=${this.#classes(lane, field)}
      title=${description}
      aria-label=${description}
      data-with=${field.assertedWith ?? ''}
      data-path=${field.path}
      data-spelled=${field.spelled}
      ${bitSpan(leftBits, rightBits, pageBits, row)}
      tabindex=${tabindex}
      @mouseenter=${point}
      @focus=${point}
      @click=${() => this.#open(laneIndex, index)}
    >
      ${field.spelled}${value === undefined ? nothing : html` <span class="value">${value}</span>`}
    </button>`;
  }

  #classes(lane: OverlayLane, field: OverlayField): string {
    const held = lane.kind === 'page' ? 'page' : field.asserted === null ? 'loose' : 'asserted';
    const isLit = this.pointed !== undefined && isPointedAt(lane, field, this.pointed);
    const isChanged = this.changed?.has(`${lane.record}.${field.path}`) ?? false;
    return `${held}${isLit ? ' lit' : ''}${isChanged ? ' changed' : ''}`;
  }

  #open(lane: number, field: number): void {
    this.dispatchEvent(new CustomEvent('openfield', { detail: { lane, field } }));
  }

  #point(detail: PointedBits | null): void {
    this.dispatchEvent(new CustomEvent('point', { detail }));
  }

  #drawEdges(): void {
    drawEdges(this.renderRoot);
  }

  #reveal(): void {
    if (this.revealed === undefined) return;
    this.renderRoot.querySelector('section.revealed')?.scrollIntoView({ block: 'nearest' });
  }
}

/** A lane is one stop of the keyboard: the arrows go from block to block in it. */
function moveInLane(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const blocks = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('button')];
  const at = blocks.indexOf(event.target as HTMLElement);
  const next = blocks[at + step];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}

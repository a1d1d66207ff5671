import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type {
  FromOverlayMessage,
  OverlayField,
  OverlayLane,
  OverlayView,
  ToOverlayMessage,
} from '../../../server/src/protocol.ts';
import { byteSpan } from './byte-span.ts';
import { describeField, describeLane } from './describe.ts';
import { type NumberedField, type Strip, shareBytes, strips } from './rows.ts';
import { overlayStyles } from './styles.ts';

/** A field was clicked or chosen with the keyboard. */
export type OpenFieldEvent = CustomEvent<
  Omit<Extract<FromOverlayMessage, { type: 'openField' }>, 'type'>
>;

const BITS_PER_BYTE = 8;
/** The ruler has a mark every eight bytes: a word of a 64-bit kernel. */
const RULER_STEP_BYTES = 8;

/** Struct page's bytes from left to right, and below them each memdesc that lies over them. */
export class OverlayElement extends LitElement {
  static override styles = overlayStyles;
  static override properties = {
    view: { state: true },
    reason: { state: true },
    pointed: { state: true },
  };

  declare view: OverlayView | undefined;
  /** Why there is nothing to draw. */
  declare reason: string | undefined;
  /** The field under the pointer or with the keyboard's focus. */
  declare pointed: { lane: OverlayLane; field: OverlayField } | undefined;

  receive(message: ToOverlayMessage): void {
    this.pointed = undefined;
    this.view = message.type === 'show' ? message.view : undefined;
    this.reason = message.type === 'explain' ? message.reason : undefined;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('view'))
      this.style.setProperty('--page-bytes', String(this.view?.pageSizeBytes ?? 1));
  }

  protected override render(): TemplateResult {
    if (this.reason !== undefined)
      return html`<h1>Bytes of struct page</h1>
        <p class="reason" role="alert">${this.reason}</p>`;
    if (this.view === undefined) return html`<p role="status">Reading the kernel tree.</p>`;
    return this.#drawing(this.view);
  }

  #drawing(view: OverlayView): TemplateResult {
    return html`<h1>Bytes of struct page</h1>
      <p>${view.profile}</p>
      <div class="scroll">
        <div class="lanes">
          ${ruler(view.pageSizeBytes)}
          ${view.lanes.map((lane, index) => this.#lane(lane, index))}
        </div>
      </div>
      <p class="detail" role="status">
        ${
          this.pointed === undefined
            ? 'Solid green: asserted by the source. Dashed: nothing holds the field in place.'
            : describeField(this.pointed.field, this.pointed.lane)
        }
      </p>`;
  }

  #lane(lane: OverlayLane, index: number): TemplateResult {
    return html`<section aria-label=${`${lane.record}, ${describeLane(lane)}`}>
      <div>
        <h2>${lane.record}</h2>
        <span class="note">${describeLane(lane)}</span>
      </div>
      <div>${strips(lane).map((strip) => this.#strip(lane, index, strip))}</div>
    </section>`;
  }

  #strip(lane: OverlayLane, laneIndex: number, { pageIndex, rows }: Strip): TemplateResult {
    return html`<div class="strip">
      ${lane.pages > 1 ? html`<span class="note">page ${pageIndex}</span>` : nothing}
      ${rows.map(
        (row) =>
          html`<div class="bytes row">
            ${row.map((field) => this.#field(lane, laneIndex, field))}
          </div>`,
      )}
    </div>`;
  }

  #field(lane: OverlayLane, laneIndex: number, field: NumberedField): TemplateResult {
    const point = () => {
      this.pointed = { lane, field };
    };
    const description = describeField(field, lane);
    return html`<button
      class=${this.#classes(lane, field)}
      title=${description}
      aria-label=${description}
      ${byteSpan(field.offsetBits, field.sizeBits)}
      @mouseenter=${point}
      @focus=${point}
      @click=${() => this.#open(laneIndex, field.index)}
    >
      ${field.path}
    </button>`;
  }

  #classes(lane: OverlayLane, field: OverlayField): string {
    const held = lane.kind === 'page' ? 'page' : field.asserted === null ? 'loose' : 'asserted';
    const isLit = this.pointed !== undefined && shareBytes(this.pointed.field, field);
    return isLit ? `${held} lit` : held;
  }

  #open(lane: number, field: number): void {
    this.dispatchEvent(new CustomEvent('openfield', { detail: { lane, field } }));
  }
}

/** The byte numbers over the lanes. */
function ruler(pageSizeBytes: number): TemplateResult {
  const marks = Array.from(
    { length: Math.ceil(pageSizeBytes / RULER_STEP_BYTES) },
    (_, index) => index * RULER_STEP_BYTES,
  );
  const sizeBits = RULER_STEP_BYTES * BITS_PER_BYTE;
  return html`<div class="ruler-line" aria-hidden="true">
    <span></span>
    <div class="bytes ruler">
      ${marks.map((mark) => html`<span ${byteSpan(mark * BITS_PER_BYTE, sizeBits)}>${mark}</span>`)}
    </div>
  </div>`;
}

import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type {
  FromOverlayMessage,
  OverlaySide,
  OverlayView,
  ToOverlayMessage,
} from '../../../server/src/protocol.ts';
import { compareViews } from './compare.ts';
import { describeOwners } from './describe.ts';
import { differenceTable } from './difference-table.ts';
import type { PointedBits } from './geometry.ts';
import { LensElement, type OpenFieldEvent, type PointEvent } from './lens-element.ts';
import { overlayStyles } from './overlay-styles.ts';
import { profileSelect } from './profile-select.ts';

customElements.define('ptdesc-lens', LensElement);

/** Something was chosen that the panel must do. */
export type AskEvent = CustomEvent<FromOverlayMessage>;

type Shown = Extract<ToOverlayMessage, { type: 'show' }>;

/** The whole overlay: which profile, one drawing or two, and a line that says who owns what. */
export class OverlayElement extends LitElement {
  static override styles = overlayStyles;
  static override properties = {
    shown: { state: true },
    reason: { state: true },
    pointed: { state: true },
    pointedView: { state: true },
  };

  declare shown: Shown | undefined;
  /** Why there is nothing to draw. */
  declare reason: string | undefined;
  /** The bits under the pointer or with the keyboard's focus. */
  declare pointed: PointedBits | undefined;
  declare pointedView: OverlayView | undefined;

  receive(message: ToOverlayMessage): void {
    this.pointed = undefined;
    // A profile that cannot be drawn must not take the choice of another one away.
    if (message.type === 'show') this.shown = message;
    this.reason = message.type === 'explain' ? message.reason : undefined;
  }

  protected override render(): TemplateResult {
    const { shown, reason } = this;
    return html`<h1>Bytes of struct page</h1>
      ${reason === undefined ? nothing : html`<p class="reason" role="alert">${reason}</p>`}
      ${shown === undefined ? waiting(reason) : this.#drawing(shown)}`;
  }

  #drawing(shown: Shown): TemplateResult {
    const { view, compared } = shown;
    const differences = compared === null ? [] : compareViews(view, compared);
    const changed = new Set(differences.map(({ record, path }) => `${record}.${path}`));
    return html`${this.#toolbar(shown)}
      <div class=${compared === null ? 'sides' : 'sides two'}>
        ${this.#side('left', view, changed)}
        ${compared === null ? nothing : this.#side('right', compared, changed)}
      </div>
      ${compared === null ? nothing : differenceTable(differences, view, compared)}
      <p class="detail" role="status">${this.#detail()}</p>`;
  }

  #toolbar({ profiles, chosen, comparedChosen, compared }: Shown): TemplateResult {
    const choose = (side: OverlaySide) => (profile: number | null) =>
      this.#ask({ type: 'chooseProfile', side, profile });
    return html`<div class="toolbar" role="group" aria-label="Profiles">
      ${profileSelect('Profile', "The file's own", profiles, chosen, choose('left'))}
      ${this.#otherTree('left', 'Another tree...')}
      ${profileSelect('Compare with', 'Nothing', profiles, comparedChosen, choose('right'))}
      ${this.#otherTree('right', compared === null ? 'Compare with a tree...' : 'Another tree...')}
    </div>`;
  }

  #otherTree(side: OverlaySide, text: string): TemplateResult {
    return html`<vscode-button secondary @click=${() => this.#ask({ type: 'chooseTree', side })}
      >${text}</vscode-button
    >`;
  }

  #side(side: OverlaySide, view: OverlayView, changed: ReadonlySet<string>): TemplateResult {
    const open = ({ detail }: OpenFieldEvent) => this.#ask({ type: 'openField', side, ...detail });
    const point = ({ detail }: PointEvent) => {
      // An event's detail is null where there is none.
      this.pointed = detail ?? undefined;
      this.pointedView = view;
    };
    return html`<div class="side">
      <p>${view.profile}</p>
      <ptdesc-lens
        .view=${view}
        .pointed=${this.pointedView === view ? this.pointed : undefined}
        .changed=${changed}
        .revealed=${this.shown?.record ?? undefined}
        @openfield=${open}
        @point=${point}
      ></ptdesc-lens>
    </div>`;
  }

  #detail(): string {
    if (this.pointed !== undefined && this.pointedView !== undefined)
      return describeOwners(this.pointedView, this.pointed);
    return 'Solid and green: asserted by the source. Dashed, with a question mark: nothing holds the field in place. Hatched: padding.';
  }

  #ask(detail: FromOverlayMessage): void {
    this.dispatchEvent(new CustomEvent('ask', { detail }));
  }
}

function waiting(reason: string | undefined): TemplateResult | typeof nothing {
  return reason === undefined ? html`<p role="status">Reading the kernel tree.</p>` : nothing;
}

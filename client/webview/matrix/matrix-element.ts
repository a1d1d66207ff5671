import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { MatrixLine, MatrixView, ToMatrixMessage } from '../../../server/src/protocol.ts';
import { countOf } from '../../common/count-of.ts';
import { tableStyles } from './matrix-styles.ts';

/** The number of the line whose profile is to be opened. */
export type OpenEvent = CustomEvent<number>;

/** The table: a row for each profile, a column for each record. */
export class MatrixElement extends LitElement {
  static override styles = tableStyles;
  #message: ToMatrixMessage | undefined;

  receive(message: ToMatrixMessage): void {
    this.#message = message;
    this.requestUpdate();
  }

  override render(): TemplateResult | typeof nothing {
    const message = this.#message;
    if (message === undefined) return nothing;
    if (message.type === 'explain') return html`<p role="status">${message.reason}</p>`;
    return this.#table(message.view);
  }

  #table({ kernel, records, lines }: MatrixView): TemplateResult {
    return html`<table>
      <caption>
        Sizes in bytes on every architecture of ${kernel}. Choose a row to see its bytes.
      </caption>
      <thead>
        <tr>
          <th scope="col">Architecture</th>
          <th scope="col">Configuration</th>
          ${records.map((record) => html`<th scope="col" class="number">${record}</th>`)}
          <th scope="col">Assertions</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map((line, at) => this.#row(line, at))}
      </tbody>
    </table>`;
  }

  #row(line: MatrixLine, at: number): TemplateResult {
    const { arch, config, problem, sizes } = line;
    const open = () => this.dispatchEvent(new CustomEvent('open', { detail: at }));
    if (problem !== null)
      return html`<tr>
        <th scope="row">${arch}</th>
        <td>${config}</td>
        <td colspan=${sizes.length + 1}>${problem}</td>
      </tr>`;
    return html`<tr class="profile" @click=${open}>
      <th scope="row"><button type="button">${arch}</button></th>
      <td>${config}</td>
      ${sizes.map((size) => html`<td class="number">${size ?? '\u2013'}</td>`)}
      <td>${assertionsOf(line)}</td>
    </tr>`;
  }
}

function assertionsOf({ holding, notCompiled, failing }: MatrixLine): TemplateResult {
  const left = notCompiled === 0 ? '' : `, ${notCompiled} not compiled in`;
  if (failing.length === 0) return html`${holding} hold${left}`;
  return html`<strong>${countOf(failing.length, 'assertion')} failing</strong>
    <ul>
      ${failing.map((each) => html`<li>${each}</li>`)}
    </ul>`;
}

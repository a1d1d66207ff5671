import { html, nothing, type TemplateResult } from 'lit';
import type { SimulationFindingInfo } from '../../../server/src/protocol.ts';
import { placeText } from './place-text.ts';

/** A loop that goes wrong finds the same thing each time. */
const MAX_SHOWN = 200;

/** What the checks found; each leads to its step and its line. */
export function findingList(
  findings: readonly SimulationFindingInfo[],
  open: (finding: number) => void,
): TemplateResult {
  if (findings.length === 0) return html`<p>No problems.</p>`;
  return html`<ul class="findings">
      ${findings.slice(0, MAX_SHOWN).map(
        (finding, index) =>
          html`<li>
            <button class="link" @click=${() => open(index)}>
              <span aria-hidden="true">\u25b2</span> ${finding.check}
            </button>
            ${finding.message} <code>${placeText(finding.place)}</code>
            <ul>
              ${finding.related.map(
                ({ message, place }) => html`<li>${message} <code>${placeText(place)}</code></li>`,
              )}
            </ul>
          </li>`,
      )}
    </ul>
    ${findings.length > MAX_SHOWN ? html`<p>And ${findings.length - MAX_SHOWN} more.</p>` : nothing}`;
}

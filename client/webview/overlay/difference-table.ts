import { html, type TemplateResult } from 'lit';
import type { OverlayView } from '../../../server/src/protocol.ts';
import type { Difference } from './compare.ts';

/** What moved between two profiles, as a table; offsets are in bytes. */
export function differenceTable(
  differences: readonly Difference[],
  left: OverlayView,
  right: OverlayView,
): TemplateResult {
  if (differences.length === 0)
    return html`<p>Both profiles lay out every record in the same way.</p>`;
  return html`<table>
    <caption>
      What is different, in bytes from the start of struct page
    </caption>
    <thead>
      <tr>
        <th scope="col">Field</th>
        <th scope="col">Difference</th>
        <th scope="col">${left.profile}</th>
        <th scope="col">${right.profile}</th>
      </tr>
    </thead>
    <tbody>
      ${differences.map(
        ({ record, spelled, kind, left, right }) =>
          html`<tr>
            <th scope="row">${spelled === null ? record : `${record}.${spelled}`}</th>
            <td>${kind}</td>
            <td>${left}</td>
            <td>${right}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { SimulationExploreRow } from '../../../server/src/protocol.ts';

/** Every single failure of a lifecycle: which allocation, how it ended, what was found. */
export function exploreTable(
  rows: readonly SimulationExploreRow[] | null,
  run: (fail: number | null) => void,
): TemplateResult | typeof nothing {
  if (rows === null) return nothing;
  return html`<h2>Every failure</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Failing</th>
          <th scope="col">Outcome</th>
          <th scope="col">Steps</th>
          <th scope="col">Found</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ fail, outcome, steps, findings }) =>
            html`<tr>
              <th scope="row">
                <button class="link" @click=${() => run(fail)}>
                  ${fail === null ? 'nothing' : `allocation ${fail}`}
                </button>
              </th>
              <td>${outcome}</td>
              <td>${steps}</td>
              <td>
                ${findings.length === 0 ? 'nothing' : [...new Set(findings.map(({ check }) => check))].join(', ')}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

import { html, type TemplateResult } from 'lit';
import type { SimulationExploreRow } from '../../../server/src/protocol.ts';

/**
 * Every single failure of a lifecycle: which allocation, how it ended, what was found. A row runs its
 * case, by the button for the keyboard and by a click anywhere in it.
 */
export function exploreTable(
  rows: readonly SimulationExploreRow[] | null,
  current: number | null,
  run: (fail: number | null) => void,
): TemplateResult {
  if (rows === null)
    return html`<p>"Explore failures" runs this once for each allocation that can fail.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Failing</th>
        <th scope="col">Outcome</th>
        <th scope="col">Steps</th>
        <th scope="col">Problems</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => exploreRow(row, row.fail === current, run))}
    </tbody>
  </table>`;
}

function exploreRow(
  { fail, outcome, steps, findings }: SimulationExploreRow,
  isCurrent: boolean,
  run: (fail: number | null) => void,
): TemplateResult {
  const checks = [...new Set(findings.map(({ check }) => check))].join(', ');
  return html`<tr class=${isCurrent ? 'run current' : 'run'} @click=${() => run(fail)}>
    <th scope="row">
      <button class="link" aria-current=${isCurrent ? 'true' : 'false'}>
        ${fail === null ? 'nothing' : `allocation ${fail}`}
      </button>
    </th>
    <td>${outcome}</td>
    <td>${steps}</td>
    <td>${checks || 'none'}</td>
  </tr>`;
}

import { html, type TemplateResult } from 'lit';
import type { AskPanel } from './ask.ts';

/** Says that the run is of code as it was, and offers to run it as it is. */
export function staleNotice(ask: AskPanel): TemplateResult {
  return html`<p class="stale" role="status">
    The code changed since this run.
    <vscode-button @click=${() => ask({ type: 'runAgain' })}>Run again</vscode-button>
  </p>`;
}

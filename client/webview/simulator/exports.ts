import { html, type TemplateResult } from 'lit';
import type { AskPanel } from './ask.ts';

/** The buttons that give a run to others. */
export function exports(ask: AskPanel): TemplateResult {
  const choice = (format: 'json' | 'chrome' | 'markdown', text: string) =>
    html`<vscode-button secondary @click=${() => ask({ type: 'export', format })}
      >${text}</vscode-button
    >`;
  return html`<div class="toolbar" role="group" aria-label="Export">
    ${choice('markdown', 'Report (Markdown)')} ${choice('json', 'JSON')}
    ${choice('chrome', 'Chrome trace')}
  </div>`;
}

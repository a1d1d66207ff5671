import { css } from 'lit';
import { inputStyles } from '../input-styles.ts';
import { selectStyles } from '../select-styles.ts';

/** The simulator's own; the page's colours are the overlay's too. */
export const simulatorStyles = css`
  ${selectStyles}
  ${inputStyles}
  :host {
    display: block;
  }
  h1 {
    margin: 0 0 8px;
    font-size: 1.4em;
    font-weight: 600;
  }
  h2 {
    margin: 12px 0 4px;
    font-size: 1.1em;
    font-weight: 600;
  }
  p {
    margin: 4px 0;
  }
  code {
    font-family: var(--vscode-editor-font-family);
    color: inherit;
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 10px;
    align-items: center;
    margin: 6px 0;
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    min-width: 0;
    gap: 6px;
    align-items: center;
  }
  select {
    max-width: min(340px, 100%);
    min-width: 0;
    border-radius: 2px;
  }
  .outcome {
    font-family: var(--vscode-editor-font-family);
  }
  .told:empty {
    display: none;
  }
  .note,
  .legend {
    color: var(--vscode-descriptionForeground);
    font-size: 0.9em;
  }
  .legend span {
    margin-right: 10px;
    white-space: nowrap;
  }
  .stale {
    padding: 4px 8px;
    border-left: 3px solid var(--vscode-editorWarning-foreground, var(--vscode-focusBorder));
  }
  .transport {
    position: sticky;
    top: 0;
    z-index: 2;
    padding: 2px 0;
    background: var(--vscode-editor-background);
    border-bottom: 1px solid
      var(--vscode-widget-border, var(--vscode-contrastBorder, rgb(128 128 128 / 30%)));
  }
  .transport .toolbar {
    gap: 4px;
    margin: 2px 0;
  }
  summary {
    cursor: pointer;
    color: var(--vscode-descriptionForeground);
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
  }
  .tabs button {
    padding: 4px 8px;
    font: inherit;
    color: var(--vscode-foreground);
    background: none;
    border: none;
    border-bottom: 2px solid transparent;
    cursor: pointer;
  }
  .tabs button[aria-selected='true'] {
    border-bottom-color: var(--vscode-focusBorder);
    font-weight: 600;
  }
  tr.run {
    cursor: pointer;
  }
  tr.run:hover {
    background: var(--vscode-list-hoverBackground);
  }
  tr.current th,
  tr.current td {
    font-weight: 600;
  }
  #tab-panel {
    overflow-x: auto;
  }
  .reason {
    color: var(--vscode-errorForeground);
  }
  .timeline input {
    width: 100%;
    margin: 0;
    accent-color: var(--vscode-focusBorder);
  }
  .marks {
    position: relative;
    height: 1.6em;
    cursor: pointer;
    font-family: var(--vscode-editor-font-family);
    font-size: 0.85em;
  }
  .marks span {
    position: absolute;
    overflow: visible;
    white-space: nowrap;
  }
  .marks .finding {
    top: 0.7em;
    font-weight: 700;
    color: var(--vscode-errorForeground);
  }
  .panes {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(280px, 1fr);
    gap: 16px;
  }
  @media (max-width: 1000px) {
    .panes {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .pane {
    min-width: 0;
  }
  /* Beside a file on a small screen every line counts; the tab has the title. */
  @media (max-width: 480px) {
    h1 {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .toolbar,
    .choice {
      gap: 2px 4px;
      margin: 2px 0;
    }
    .toolbar select,
    .choice input {
      flex: 1 1 90px;
      width: 90px;
      padding: 1px 2px;
    }
    .note,
    .legend {
      font-size: 0.8em;
    }
    vscode-button {
      font-size: 11px;
    }
  }
  .link {
    padding: 0;
    font: inherit;
    color: var(--vscode-textLink-foreground);
    background: none;
    border: none;
    text-decoration: underline;
    cursor: pointer;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 2px 12px;
    margin: 8px 0;
    font-family: var(--vscode-editor-font-family);
    font-size: 0.9em;
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .findings {
    margin: 0;
    padding-left: 18px;
  }
  table {
    border-collapse: collapse;
    text-align: left;
  }
  th,
  td {
    padding: 3px 12px 3px 0;
    font-weight: normal;
    border-bottom: 1px solid
      var(--vscode-widget-border, var(--vscode-contrastBorder, rgb(128 128 128 / 30%)));
  }
  thead th {
    font-weight: 600;
  }
`;

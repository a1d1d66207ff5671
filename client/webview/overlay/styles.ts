import { css } from 'lit';

/** The page itself. Colours are the theme's own, also in high contrast. */
export const pageStyles = new CSSStyleSheet();
pageStyles.replaceSync(`
  body {
    margin: 0;
    padding: 16px;
    color: var(--vscode-foreground);
    background: var(--vscode-editor-background);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
  }
`);

/** The drawing. `--page-bytes` is set by code to the number of columns. */
export const overlayStyles = css`
  :host {
    display: block;
  }
  h1 {
    margin: 0;
    font-size: 1.4em;
    font-weight: 600;
  }
  p {
    margin: 4px 0 16px;
    color: var(--vscode-descriptionForeground);
  }
  .scroll {
    overflow-x: auto;
    container-type: inline-size;
  }
  .lanes {
    min-width: 480px;
  }
  section,
  .ruler-line {
    display: grid;
    grid-template-columns: 150px 1fr;
    column-gap: 12px;
    padding: 6px 0;
    border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
  }
  .ruler-line {
    border-top: none;
    padding: 0;
  }
  @container (max-width: 860px) {
    section,
    .ruler-line {
      grid-template-columns: 1fr;
      row-gap: 4px;
    }
  }
  h2 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
    font-family: var(--vscode-editor-font-family);
  }
  .note {
    display: block;
    color: var(--vscode-descriptionForeground);
    font-size: 0.9em;
  }
  .bytes {
    display: grid;
    grid-template-columns: repeat(var(--page-bytes), minmax(0, 1fr));
    row-gap: 2px;
  }
  .ruler {
    color: var(--vscode-descriptionForeground);
    font-family: var(--vscode-editor-font-family);
    font-size: 0.85em;
  }
  .ruler span {
    border-left: 1px solid var(--vscode-descriptionForeground);
    padding-left: 3px;
  }
  .strip + .strip {
    margin-top: 6px;
    padding-top: 6px;
    border-top: 1px dashed
      var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
  }
  .row {
    margin-bottom: 2px;
  }
  button {
    min-width: 0;
    height: 24px;
    padding: 0 4px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: left;
    cursor: pointer;
    font-family: var(--vscode-editor-font-family);
    font-size: 0.85em;
    color: var(--vscode-foreground);
    background: var(--vscode-editorWidget-background);
    border: 1px dashed var(--vscode-descriptionForeground);
    border-radius: 2px;
  }
  button.asserted {
    border-style: solid;
    border-color: var(--vscode-charts-green);
  }
  button.page {
    border-style: solid;
  }
  button.lit {
    color: var(--vscode-inputOption-activeForeground);
    background: var(--vscode-inputOption-activeBackground);
    outline: 1px solid var(--vscode-inputOption-activeBorder);
    outline-offset: -2px;
  }
  button:focus-visible {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .detail {
    position: sticky;
    bottom: 0;
    min-height: 1.5em;
    margin: 12px 0 0;
    padding: 6px 0;
    background: var(--vscode-editor-background);
    font-family: var(--vscode-editor-font-family);
    color: var(--vscode-foreground);
  }
  .reason {
    color: var(--vscode-errorForeground);
  }
`;

import { css } from 'lit';
import { selectStyles } from '../select-styles.ts';

/** The page itself. Colours are the theme's own, also in high contrast. */
export const pageStyles = new CSSStyleSheet();
pageStyles.replaceSync(`
  body {
    margin: 0;
    padding: clamp(6px, 2vw, 16px);
    color: var(--vscode-foreground);
    background: var(--vscode-editor-background);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
  }
`);

/** What stands around the drawing. */
export const overlayStyles = css`
  ${selectStyles}
  :host {
    display: block;
  }
  h1 {
    margin: 0 0 8px;
    font-size: 1.4em;
    font-weight: 600;
  }
  p {
    margin: 4px 0 12px;
    color: var(--vscode-foreground);
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    margin-bottom: 8px;
  }
  select {
    max-width: min(220px, 100%);
    border-radius: 2px;
  }
  select:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  .sides.two {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 660px), 1fr));
    gap: 16px;
  }
  .side {
    min-width: 0;
  }
  .detail {
    position: sticky;
    bottom: 0;
    box-sizing: border-box;
    /* Of one height, whatever it says: nothing moves under the pointer. */
    height: 5.6em;
    overflow-y: auto;
    margin: 12px 0 0;
    padding: 6px 0;
    border-top: 1px solid
      var(--vscode-widget-border, var(--vscode-contrastBorder, rgb(128 128 128 / 30%)));
    background: var(--vscode-editor-background);
    font-family: var(--vscode-editor-font-family);
  }
  table {
    margin-top: 12px;
    border-collapse: collapse;
    text-align: left;
  }
  caption {
    padding: 4px 0;
    text-align: left;
    font-weight: 600;
  }
  th,
  td {
    padding: 3px 12px 3px 0;
    border-bottom: 1px solid
      var(--vscode-widget-border, var(--vscode-contrastBorder, rgb(128 128 128 / 30%)));
    font-weight: normal;
  }
  thead th {
    font-weight: 600;
  }
  tbody th {
    font-family: var(--vscode-editor-font-family);
  }
  .reason {
    color: var(--vscode-errorForeground);
  }
`;

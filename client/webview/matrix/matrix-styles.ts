import { css } from 'lit';

/** The page around the table: VS Code's own colours, light and dark. */
export const pageStyles = sheet(`
  body { color: var(--vscode-foreground); background: var(--vscode-editor-background); }
`);

function sheet(text: string): CSSStyleSheet {
  const styles = new CSSStyleSheet();
  styles.replaceSync(text);
  return styles;
}

export const tableStyles = css`
  table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: start;
    padding: 0.5em 0;
  }
  th,
  td {
    text-align: start;
    padding: 0.2em 0.8em;
    border-bottom: 1px solid var(--vscode-editorWidget-border, currentcolor);
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--vscode-editor-background);
  }
  .number {
    text-align: end;
  }
  .profile {
    cursor: pointer;
  }
  .profile:hover {
    background: var(--vscode-list-hoverBackground);
  }
  button {
    font: inherit;
    color: var(--vscode-textLink-foreground);
    background: none;
    border: none;
    padding: 0;
    cursor: pointer;
  }
  button:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  strong {
    color: var(--vscode-errorForeground);
  }
  ul {
    margin: 0;
    padding-inline-start: 1.2em;
  }
`;

import { css } from 'lit';

/** A box to type into, in the colours of the editor's own. */
export const inputStyles = css`
  input:not([type='range']) {
    box-sizing: border-box;
    padding: 3px 4px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
  }
  input::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
`;

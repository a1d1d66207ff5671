import { css } from 'lit';

/** A list to choose from, in the colours of the editor's own. */
export const selectStyles = css`
  select {
    padding: 3px 4px;
    font: inherit;
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
    border: 1px solid var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
  }
`;

import { css } from 'lit';
import { inputStyles } from '../input-styles.ts';

/** The lists of calls and steps. */
export const listsStyles = css`
  ${inputStyles}
  :host {
    display: block;
  }
  ptdesc-rows {
    height: 55vh;
    min-height: 220px;
    border: 1px solid
      var(--vscode-widget-border, var(--vscode-contrastBorder, rgb(128 128 128 / 30%)));
  }
  @media (max-width: 900px) {
    ptdesc-rows {
      height: 220px;
    }
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
  input {
    width: 100%;
    margin: 4px 0;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
`;

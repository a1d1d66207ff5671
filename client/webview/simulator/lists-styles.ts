import { css } from 'lit';
import { inputStyles } from '../input-styles.ts';

/** The lists of calls and steps. */
export const listsStyles = css`
  ${inputStyles}
  :host {
    display: block;
  }
  ptdesc-rows {
    height: 45vh;
    min-height: 220px;
    border: 1px solid
      var(--vscode-widget-border, var(--vscode-contrastBorder, rgb(128 128 128 / 30%)));
  }
  @media (max-width: 900px) {
    ptdesc-rows {
      height: 220px;
    }
  }
  input {
    width: 100%;
    margin: 4px 0;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
`;

import { css } from 'lit';

/** The lens. Blocks are placed by code; the theme's own colours serve in high contrast too. */
export const lensStyles = css`
  :host {
    display: block;
    --row-height: 26px;
  }
  .scroll {
    overflow-x: auto;
    container-type: inline-size;
  }
  .lanes {
    position: relative;
    min-width: var(--lens-min-width, 480px);
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
  section.revealed h2 {
    text-decoration: underline;
  }
  @container (max-width: 860px) {
    section,
    .ruler-line {
      grid-template-columns: 1fr;
      row-gap: 4px;
    }
    /* Two digits below a ruler say by themselves what they are. */
    .ruler-line .note {
      display: none;
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
  .ruler {
    position: relative;
    height: 1.6em;
    color: var(--vscode-foreground);
    font-family: var(--vscode-editor-font-family);
    font-size: 0.85em;
  }
  .ruler span {
    position: absolute;
    box-sizing: border-box;
    height: 100%;
    border-left: 1px solid
      var(--vscode-widget-border, var(--vscode-contrastBorder, rgb(128 128 128 / 30%)));
    padding-left: 3px;
    white-space: nowrap;
  }
  .ruler span.word {
    border-left-color: var(--vscode-foreground);
  }
  .ruler span.lit {
    background: var(--vscode-inputOption-activeBackground);
    border-bottom: 2px solid var(--vscode-focusBorder);
  }
  .memory {
    position: relative;
    height: 1.7em;
    margin-bottom: 4px;
    font-family: var(--vscode-editor-font-family);
    font-size: 0.8em;
  }
  .memory span {
    position: absolute;
    box-sizing: border-box;
    height: 100%;
    overflow: hidden;
    text-align: center;
  }
  .memory span.changed {
    font-weight: 700;
    border-bottom: 3px double var(--vscode-charts-orange);
    background: var(--vscode-diffEditor-insertedTextBackground);
  }
  .value {
    color: var(--vscode-descriptionForeground);
  }
  .lit .value,
  .changed .value {
    color: inherit;
  }
  .strip {
    position: relative;
    height: calc(var(--rows) * var(--row-height));
    margin-bottom: 4px;
  }
  .gap {
    position: absolute;
    height: 100%;
    box-sizing: border-box;
  }
  .gap.padding {
    background: repeating-linear-gradient(
      -45deg,
      transparent 0 4px,
      var(--vscode-descriptionForeground) 4px 5px
    );
    opacity: 0.5;
  }
  .gap.outside {
    border: 1px dotted var(--vscode-descriptionForeground);
    opacity: 0.5;
  }
  button {
    position: absolute;
    top: calc(var(--row) * var(--row-height));
    box-sizing: border-box;
    min-width: 0;
    height: calc(var(--row-height) - 2px);
    margin: 0;
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
    border: 1px dashed var(--vscode-foreground);
    border-radius: 2px;
  }
  button.asserted {
    border: 1px solid var(--vscode-charts-green);
    border-left-width: 3px;
  }
  button.page {
    border-style: solid;
  }
  button.loose::before {
    content: '?';
    margin-right: 3px;
    font-weight: 700;
  }
  button.changed {
    border-bottom: 3px double var(--vscode-charts-orange);
    font-weight: 700;
  }
  button.changed::after {
    content: ' \u0394';
  }
  /* Around the block, so that its own edge, solid or dashed, is still seen. */
  button.lit {
    z-index: 1;
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground);
    outline: 2px solid var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
    outline-offset: 0;
  }
  :focus-visible {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .edges {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }
  .edges line {
    stroke: var(--vscode-charts-green);
    stroke-width: 1;
    opacity: 0.35;
  }
  .edges line.lit {
    stroke-width: 3;
    opacity: 1;
  }
`;

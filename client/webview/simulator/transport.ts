import { html, type TemplateResult } from 'lit';
import type { SimulatorMove } from '../../../server/src/protocol.ts';
import type { AskPanel } from './ask.ts';

/** Keys of the panel; the debugger's function keys come as commands of the editor. */
const KEYS: Readonly<Record<string, SimulatorMove>> = {
  i: 'in',
  o: 'over',
  u: 'out',
  b: 'back',
  B: 'backOver',
};

const MOVES: readonly (readonly [move: SimulatorMove, text: string, title: string])[] = [
  ['start', 'Start', 'Go to the first step'],
  ['backOver', 'Back over', 'Go back to the statement before, past calls (Shift+B, Shift+F10)'],
  ['back', 'Back', 'Go back one step (B, Shift+F9)'],
  ['in', 'Step', 'Go one step, into calls (I, F11)'],
  ['over', 'Over', 'Go to the next statement, past calls (O, F10)'],
  ['out', 'Out', 'Go to where this function returns (U, Shift+F11)'],
  ['end', 'End', 'Go to the end of the run'],
];

/** The buttons that go through a run. */
export function transport(ask: AskPanel): TemplateResult {
  return html`<div class="toolbar" role="toolbar" aria-label="Steps">
    ${MOVES.map(
      ([move, text, title]) =>
        html`<vscode-button secondary title=${title} @click=${() => ask({ type: 'move', move })}
          >${text}</vscode-button
        >`,
    )}
  </div>`;
}

/** The buttons that run it again in another way from this step. */
export function againToolbar(ask: AskPanel): TemplateResult {
  return html`<div class="toolbar" role="group" aria-label="Run again from this step">
    <vscode-button secondary @click=${() => ask({ type: 'failNext' })}
      >Fail the next allocation</vscode-button
    >
    <vscode-button secondary @click=${() => ask({ type: 'graceHere' })}>Run RCU now</vscode-button>
  </div>`;
}

/** The move that a key means; undefined where the key is someone else's. */
export function moveOfKey(event: KeyboardEvent): SimulatorMove | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  // Lists of choices and boxes have uses of their own for letters.
  const target = event.composedPath()[0];
  if (target instanceof HTMLSelectElement || target instanceof HTMLInputElement) return undefined;
  return KEYS[event.key];
}

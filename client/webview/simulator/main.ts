/** The simulator's browser side: hands messages and state between VS Code and the drawing. */
import type {
  FromSimulatorMessage,
  SimulatorState,
  ToSimulatorMessage,
} from '../../../server/src/protocol.ts';
import { pageStyles } from '../overlay/overlay-styles.ts';
import type { AskEvent } from './ask.ts';
import { SimulatorElement } from './simulator-element.ts';

/** What VS Code gives a webview. */
interface VsCodeApi {
  postMessage(message: FromSimulatorMessage): void;
  setState(state: SimulatorState): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

const editor = acquireVsCodeApi();
customElements.define('ptdesc-simulator', SimulatorElement);
document.adoptedStyleSheets.push(pageStyles);

const simulator = document.querySelector('ptdesc-simulator') as SimulatorElement;
simulator.addEventListener('ask', (event) => editor.postMessage((event as AskEvent).detail));
window.addEventListener('message', ({ data }: MessageEvent<ToSimulatorMessage>) => {
  if ('state' in data) editor.setState(data.state);
  simulator.receive(data);
});
editor.postMessage({ type: 'ready' });

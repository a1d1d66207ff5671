/** The overlay's browser side: hands messages and state between VS Code and the drawing. */
import type {
  FromOverlayMessage,
  OverlayState,
  ToOverlayMessage,
} from '../../../server/src/protocol.ts';
import { type AskEvent, OverlayElement } from './overlay-element.ts';
import { pageStyles } from './overlay-styles.ts';

/** What VS Code gives a webview. */
interface VsCodeApi {
  postMessage(message: FromOverlayMessage): void;
  setState(state: OverlayState): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

const editor = acquireVsCodeApi();
customElements.define('ptdesc-overlay', OverlayElement);
document.adoptedStyleSheets.push(pageStyles);

const overlay = document.querySelector('ptdesc-overlay') as OverlayElement;
overlay.addEventListener('ask', (event) => editor.postMessage((event as AskEvent).detail));
window.addEventListener('message', ({ data }: MessageEvent<ToOverlayMessage>) => {
  editor.setState(data.state);
  overlay.receive(data);
});
editor.postMessage({ type: 'ready' });

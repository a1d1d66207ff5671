/** The overlay's browser side: hands messages and state between VS Code and the drawing. */
import type {
  FromOverlayMessage,
  OverlayState,
  ToOverlayMessage,
} from '../../../server/src/protocol.ts';
import { type OpenFieldEvent, OverlayElement } from './overlay-element.ts';
import { pageStyles } from './styles.ts';

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
overlay.addEventListener('openfield', (event) => {
  editor.postMessage({ type: 'openField', ...(event as OpenFieldEvent).detail });
});
window.addEventListener('message', ({ data }: MessageEvent<ToOverlayMessage>) => {
  editor.setState({ uri: data.uri });
  overlay.receive(data);
});
editor.postMessage({ type: 'ready' });

/** The matrix's browser side: hands messages between VS Code and the table. */
import type { FromMatrixMessage, ToMatrixMessage } from '../../../server/src/protocol.ts';
import { MatrixElement, type OpenEvent } from './matrix-element.ts';
import { pageStyles } from './matrix-styles.ts';

/** What VS Code gives a webview. */
interface VsCodeApi {
  postMessage(message: FromMatrixMessage): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

const editor = acquireVsCodeApi();
customElements.define('ptdesc-matrix', MatrixElement);
document.adoptedStyleSheets.push(pageStyles);

const matrix = document.querySelector('ptdesc-matrix') as MatrixElement;
matrix.addEventListener('open', (event) =>
  editor.postMessage({ type: 'openProfile', line: (event as OpenEvent).detail }),
);
window.addEventListener('message', ({ data }: MessageEvent<ToMatrixMessage>) =>
  matrix.receive(data),
);
editor.postMessage({ type: 'ready' });

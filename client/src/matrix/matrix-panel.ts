import * as vscode from 'vscode';
import {
  type FromMatrixMessage,
  MATRIX_REQUEST,
  type MatrixParams,
  type MatrixView,
  type ToMatrixMessage,
} from '../../../server/src/protocol.ts';
import { activeProfile } from '../explorer/active-profile.ts';
import type { ServerConnection } from '../server-connection.ts';
import { webviewHtml } from '../webview-html.ts';

/** The editor tab with the layouts of all architectures. There is at most one in a window. */
export class MatrixPanel {
  static #open: MatrixPanel | undefined;

  readonly #panel: vscode.WebviewPanel;
  readonly #server: ServerConnection;
  readonly #params: MatrixParams;
  #view: MatrixView | undefined;

  /** Opens the tab, or brings the open one to the front. */
  static show(context: vscode.ExtensionContext, server: ServerConnection): void {
    if (MatrixPanel.#open) MatrixPanel.#open.#panel.reveal();
    else MatrixPanel.#open = new MatrixPanel(context, server);
  }

  private constructor(context: vscode.ExtensionContext, server: ServerConnection) {
    this.#server = server;
    this.#params = { ...activeProfile(), configs: [] };
    const title = 'Layout Across Architectures';
    this.#panel = vscode.window.createWebviewPanel(
      'ptdesc.matrix',
      title,
      vscode.ViewColumn.Active,
    );
    const listener = this.#panel.webview.onDidReceiveMessage((message: FromMatrixMessage) =>
      this.#receive(message),
    );
    this.#panel.onDidDispose(() => {
      MatrixPanel.#open = undefined;
      listener.dispose();
    });
    webviewHtml(context, this.#panel.webview, 'matrix', title);
  }

  #receive(message: FromMatrixMessage): unknown {
    if (message.type === 'ready') return this.#load();
    // The webview names a line by number: only profiles that the server gave can be opened.
    const choice = this.#view?.lines[message.line]?.choice;
    return choice && vscode.commands.executeCommand('ptdesc.showOverlay', { choice });
  }

  async #load(): Promise<void> {
    await this.#post({
      type: 'explain',
      reason: 'Reading every architecture: this takes a while...',
    });
    try {
      this.#view = await this.#server.request<MatrixView>(MATRIX_REQUEST, this.#params);
      await this.#post({ type: 'show', view: this.#view });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await this.#post({ type: 'explain', reason });
    }
  }

  #post(message: ToMatrixMessage): Thenable<boolean> {
    return this.#panel.webview.postMessage(message);
  }
}

import * as vscode from 'vscode';
import {
  type FromOverlayMessage,
  OVERLAY_REQUEST,
  type OverlayView,
  type ProfileParams,
  type ToOverlayMessage,
} from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';
import { openPlace } from './open-place.ts';
import { overlayHtml } from './overlay-html.ts';

/** The editor tab that draws struct page's bytes. There is at most one in a window. */
export class OverlayPanel {
  static readonly viewType = 'ptdesc.overlay';
  static #open: OverlayPanel | undefined;

  readonly #panel: vscode.WebviewPanel;
  readonly #server: ServerConnection;
  /** The document whose profile is drawn; null lets the server choose. */
  #uri: string | null;
  #view: OverlayView | undefined;
  #isListening = false;

  /** Opens the tab, or turns the open one to another document. */
  static show(context: vscode.ExtensionContext, server: ServerConnection, uri: string | null) {
    const open = OverlayPanel.#open;
    if (open !== undefined) {
      open.#uri = uri ?? open.#uri;
      open.#panel.reveal();
      return open.#load();
    }
    const column = vscode.ViewColumn.Beside;
    const panel = vscode.window.createWebviewPanel(
      OverlayPanel.viewType,
      'Bytes of struct page',
      column,
    );
    return OverlayPanel.adopt(context, server, panel, uri);
  }

  /** Fills a tab, new or restored, and keeps it current. */
  static adopt(
    context: vscode.ExtensionContext,
    server: ServerConnection,
    panel: vscode.WebviewPanel,
    uri: string | null,
  ): void {
    OverlayPanel.#open = new OverlayPanel(context, server, panel, uri);
  }

  private constructor(
    context: vscode.ExtensionContext,
    server: ServerConnection,
    panel: vscode.WebviewPanel,
    uri: string | null,
  ) {
    this.#panel = panel;
    this.#server = server;
    this.#uri = uri;
    const scripts = vscode.Uri.joinPath(context.extensionUri, 'dist/webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [scripts] };
    this.#listen();
    panel.webview.html = overlayHtml(
      panel.webview.asWebviewUri(vscode.Uri.joinPath(scripts, 'overlay.js')).toString(),
    );
  }

  #listen(): void {
    const listeners = [
      this.#panel.webview.onDidReceiveMessage((message: FromOverlayMessage) =>
        this.#receive(message),
      ),
      vscode.workspace.onDidSaveTextDocument(() => this.#load()),
      this.#server.onDidChangeState((state) => {
        if (state === 'running') void this.#load();
      }),
    ];
    this.#panel.onDidDispose(() => {
      if (OverlayPanel.#open === this) OverlayPanel.#open = undefined;
      for (const listener of listeners) listener.dispose();
    });
  }

  #receive(message: FromOverlayMessage): unknown {
    switch (message.type) {
      case 'ready':
        this.#isListening = true;
        return this.#load();
      case 'openField':
        return this.#openField(message.lane, message.field);
      default:
        return this.#server.log.warn(`The overlay sent an unknown message.`);
    }
  }

  /** Asks the server again; what cannot be drawn is explained in the tab itself. */
  async #load(): Promise<void> {
    if (!this.#isListening) return;
    const params: ProfileParams = this.#uri === null ? {} : { uri: this.#uri };
    try {
      const view = await this.#server.request<OverlayView>(OVERLAY_REQUEST, params);
      this.#view = view;
      await this.#post({ type: 'show', view, uri: this.#uri });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await this.#post({ type: 'explain', reason, uri: this.#uri });
    }
  }

  #post(message: ToOverlayMessage): Thenable<boolean> {
    return this.#panel.webview.postMessage(message);
  }

  /** The webview names a field by number: only places that the server gave can be opened. */
  async #openField(lane: number, field: number): Promise<void> {
    const place = this.#view?.lanes[lane]?.fields[field]?.declared;
    if (place === null || place === undefined) return;
    await openPlace(place, this.#panel.viewColumn);
  }
}

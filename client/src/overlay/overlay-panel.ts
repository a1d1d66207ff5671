import * as vscode from 'vscode';
import {
  type FromOverlayMessage,
  OVERLAY_REQUEST,
  type OverlaySide,
  type OverlayState,
  type OverlayView,
  PROFILES_REQUEST,
  type ProfileChoice,
  type ProfileOption,
  type ProfileOptions,
  type ProfileParams,
  type ToOverlayMessage,
} from '../../../server/src/protocol.ts';
import { reach } from '../milestones.ts';
import type { ServerConnection } from '../server-connection.ts';
import { webviewHtml } from '../webview-html.ts';
import { chooseTree } from './choose-tree.ts';
import { openPlace } from './open-place.ts';

/** What the overlay is asked to show. */
export interface OverlayRequest {
  /** The document whose profile is drawn; null lets the server choose. */
  readonly uri: string | null;
  /** The record to bring into sight. */
  readonly record?: string;
  /** The profile to draw, in place of the document's. */
  readonly choice?: ProfileChoice;
}

/** The editor tab that draws struct page's bytes. There is at most one in a window. */
export class OverlayPanel {
  static readonly viewType = 'ptdesc.overlay';
  static #open: OverlayPanel | undefined;

  readonly #panel: vscode.WebviewPanel;
  readonly #server: ServerConnection;
  #state: OverlayState;
  #record: string | null;
  #options: readonly ProfileOption[] = [];
  readonly #views: Record<OverlaySide, OverlayView | null> = { left: null, right: null };
  #isListening = false;
  /** The last load begun: an answer to an earlier one is out of date. */
  #loads = 0;

  /** Opens the tab, or turns the open one to another document or record. */
  static show(context: vscode.ExtensionContext, server: ServerConnection, ask: OverlayRequest) {
    const open = OverlayPanel.#open;
    if (open !== undefined) return open.#turnTo(ask);
    const panel = vscode.window.createWebviewPanel(
      OverlayPanel.viewType,
      'Bytes of struct page',
      vscode.ViewColumn.Beside,
    );
    const state = { uri: ask.uri, choice: ask.choice ?? null, compared: null };
    return OverlayPanel.adopt(context, server, panel, state, ask.record);
  }

  /** Fills a tab, new or restored, and keeps it current. */
  static adopt(
    context: vscode.ExtensionContext,
    server: ServerConnection,
    panel: vscode.WebviewPanel,
    state: OverlayState,
    record?: string,
  ): void {
    OverlayPanel.#open = new OverlayPanel(context, server, panel, state, record ?? null);
  }

  private constructor(
    context: vscode.ExtensionContext,
    server: ServerConnection,
    panel: vscode.WebviewPanel,
    state: OverlayState,
    record: string | null,
  ) {
    this.#panel = panel;
    this.#server = server;
    this.#state = state;
    this.#record = record;
    this.#listen();
    webviewHtml(context, panel.webview, 'overlay', 'Bytes of struct page');
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
        return this.#openField(message.side, message.lane, message.field);
      case 'chooseProfile':
        return this.#choose(
          message.side,
          message.profile === null ? null : this.#options[message.profile]?.choice,
        );
      case 'chooseTree':
        return this.#chooseTree(message.side);
      default:
        return this.#server.log.warn(`The overlay sent an unknown message.`);
    }
  }

  #turnTo({ uri, record, choice }: OverlayRequest): Promise<void> {
    // Another document means its own profile again.
    if (uri !== null && uri !== this.#state.uri)
      this.#state = { ...this.#state, uri, choice: null };
    if (choice) this.#state = { ...this.#state, choice };
    this.#record = record ?? null;
    this.#panel.reveal();
    return this.#load();
  }

  #choose(side: OverlaySide, choice: ProfileChoice | null | undefined): unknown {
    if (choice === undefined) return undefined;
    this.#state = { ...this.#state, [side === 'left' ? 'choice' : 'compared']: choice };
    return this.#load();
  }

  async #chooseTree(side: OverlaySide): Promise<void> {
    const choice = await chooseTree();
    if (choice) await this.#choose(side, choice);
  }

  /** Asks the server again; what cannot be drawn is explained in the tab itself. */
  async #load(): Promise<void> {
    if (!this.#isListening) return;
    const load = ++this.#loads;
    const message = await this.#ask().catch(
      (error): ToOverlayMessage => ({
        type: 'explain',
        reason: error instanceof Error ? error.message : String(error),
        state: this.#state,
      }),
    );
    if (message.type === 'show') reach('overlay');
    if (load === this.#loads) await this.#panel.webview.postMessage(message);
  }

  async #ask(): Promise<ToOverlayMessage> {
    const { uri, choice, compared } = this.#state;
    const own: ProfileParams = uri === null ? {} : { uri };
    const params: ProfileParams = choice === null ? own : { choice };
    const view = await this.#request(params);
    const other = compared === null ? null : await this.#request({ choice: compared });
    const { options } = await this.#server.request<ProfileOptions>(PROFILES_REQUEST, own);
    this.#options = withOthers(options, [choice, compared]);
    this.#views.left = view;
    this.#views.right = other;
    return {
      type: 'show',
      view,
      compared: other,
      profiles: this.#options.map(({ name, group }) => ({ name, group })),
      chosen: indexOf(this.#options, choice),
      comparedChosen: indexOf(this.#options, compared),
      record: this.#record,
      state: this.#state,
    };
  }

  async #request(params: ProfileParams): Promise<OverlayView> {
    const view = await this.#server.request<OverlayView | null>(OVERLAY_REQUEST, params);
    if (view === null) throw new Error('The overlay could not be computed. The log says why.');
    return view;
  }

  /** The webview names a field by number: only places that the server gave can be opened. */
  async #openField(side: OverlaySide, lane: number, field: number): Promise<void> {
    const place = this.#views[side]?.lanes[lane]?.fields[field]?.declared;
    if (place === null || place === undefined) return;
    await openPlace(place, this.#panel.viewColumn);
  }
}

/** Trees that the user named stay in the list while they are shown. */
function withOthers(
  options: readonly ProfileOption[],
  choices: readonly (ProfileChoice | null)[],
): ProfileOption[] {
  const all = [...options];
  for (const choice of choices) {
    if (choice === null || indexOf(all, choice) >= 0) continue;
    all.push({ name: nameOf(choice), group: 'other trees', choice });
  }
  return all;
}

const nameOf = ({ arch, defconfig, symbols, build, tree }: ProfileChoice): string =>
  arch === undefined ? (build ?? tree) : [arch, defconfig, ...(symbols ?? [])].join(' ').trim();

function indexOf(options: readonly ProfileOption[], wanted: ProfileChoice | null): number {
  return options.findIndex(({ choice }) => wanted !== null && isSame(choice, wanted));
}

function isSame(a: ProfileChoice, b: ProfileChoice): boolean {
  return (
    a.tree === b.tree &&
    a.build === b.build &&
    a.arch === b.arch &&
    a.config === b.config &&
    a.defconfig === b.defconfig &&
    a.symbols?.join() === b.symbols?.join()
  );
}

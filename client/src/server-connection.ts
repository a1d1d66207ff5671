import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient/node';
import { DOCUMENT_SELECTOR } from './document-selector.ts';
import { withOverlayLink } from './hover-link.ts';
import { serverOptions } from './server-process.ts';

/** A server that ends more often than this within the window stays down until it is restarted. */
const MAX_RESTARTS = 4;
const RESTART_WINDOW_MS = 180_000;

/** Whether the server runs. 'failed' lasts until someone restarts it. */
export type ServerState = 'stopped' | 'starting' | 'running' | 'failed';

/** The one language server of a window, started when it is first needed. */
export class ServerConnection implements vscode.Disposable {
  readonly log: vscode.LogOutputChannel;
  readonly #context: vscode.ExtensionContext;
  readonly #stateChanged = new vscode.EventEmitter<ServerState>();
  #client: LanguageClient | undefined;
  #state: ServerState = 'stopped';
  #ends: number[] = [];

  readonly #settingsRead = new vscode.EventEmitter<void>();

  /** Fires with the new state. */
  readonly onDidChangeState = this.#stateChanged.event;
  /** Fires when the server has asked for the settings of each folder: it may read files otherwise now. */
  readonly onDidReadSettings = this.#settingsRead.event;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.log = log;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Starts the server unless it was started already; never rejects, failures are logged. */
  async start(): Promise<void> {
    if (this.#client !== undefined) return;
    this.#client = this.#createClient();
    this.#setState('starting');
    try {
      await this.#client.start();
    } catch (error) {
      this.log.error(`The language server could not be started: ${error}`);
      this.#setState('failed');
    }
  }

  /** Ends the server, if there is one, and starts a new one. Works after any number of crashes. */
  async restart(): Promise<void> {
    this.#ends = [];
    await this.#stop();
    await this.start();
  }

  /** Sends a custom request; starts the server for it. Rejects when there is no answer. */
  async request<Result>(
    method: string,
    params: object,
    token?: vscode.CancellationToken,
  ): Promise<Result> {
    await this.start();
    if (this.#client === undefined || this.#state === 'failed')
      throw new Error('The language server does not run. The log says why.');
    // An absent token would be sent as a second parameter.
    return token === undefined
      ? this.#client.sendRequest<Result>(method, params)
      : this.#client.sendRequest<Result>(method, params, token);
  }

  async dispose(): Promise<void> {
    await this.#stop();
    this.#stateChanged.dispose();
    this.#settingsRead.dispose();
  }

  #createClient(): LanguageClient {
    const client = new LanguageClient(
      'ptdesc',
      'Ptdesc Explorer',
      serverOptions(this.#context),
      this.#clientOptions(),
    );
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.#setState('running');
      if (newState === State.Starting) this.#setState('starting');
    });
    return client;
  }

  #clientOptions(): LanguageClientOptions {
    return {
      documentSelector: DOCUMENT_SELECTOR,
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      synchronize: { configurationSection: 'ptdesc' },
      initializationOptions: vscode.workspace.getConfiguration('ptdesc'),
      // The defaults would show notifications; the status item and the log are enough.
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: this.#afterEnd(), handled: true }),
      },
      initializationFailedHandler: () => false,
      middleware: {
        workspace: {
          configuration: async (params, token, next) => {
            const settings = await next(params, token);
            // Once they are on their way: what is asked from then on is answered by them.
            setTimeout(() => this.#settingsRead.fire());
            return settings;
          },
        },
        provideHover: async (document, position, token, next) =>
          withOverlayLink(await next(document, position, token), document.uri),
      },
    };
  }

  /** The server ended although no one asked it to. */
  #afterEnd(): CloseAction {
    const now = Date.now();
    this.#ends = [...this.#ends.filter((end) => now - end < RESTART_WINDOW_MS), now];
    if (this.#ends.length <= MAX_RESTARTS) {
      this.log.warn('The language server ended unexpectedly; it is started again.');
      return CloseAction.Restart;
    }
    this.log.error(
      `The language server ended ${this.#ends.length} times within three minutes; it stays down ` +
        'until "Ptdesc: Restart the Language Server" is run.',
    );
    this.#setState('failed');
    return CloseAction.DoNotRestart;
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client === undefined) return;
    try {
      await client.dispose();
    } catch (error) {
      // A server that crashed or never started cannot be stopped in an orderly way.
      this.log.debug(`Stopping the language server: ${error}`);
    }
    this.#setState('stopped');
  }

  #setState(state: ServerState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#stateChanged.fire(state);
  }
}

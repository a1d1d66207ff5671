import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Hover,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const CLI = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** A language server in a process of its own, spoken to over stdio as an editor does. */
export class LanguageClient {
  readonly process: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly #published: PublishDiagnosticsParams[] = [];
  readonly #waiting: ((params: PublishDiagnosticsParams) => void)[] = [];
  readonly #texts = new Map<string, string>();

  private constructor(process: ChildProcess) {
    this.process = process;
    if (!process.stdout || !process.stdin) throw new Error('no pipes');
    this.connection = createProtocolConnection(
      new StreamMessageReader(process.stdout),
      new StreamMessageWriter(process.stdin),
    );
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: PublishDiagnosticsParams) => void this.#arrived(params),
    );
    this.connection.listen();
  }

  /** Starts a server for a folder; `settings` is the editor's `ptdesc` section. */
  static async start(
    folder: string,
    settings: object = {},
    capabilities: object = {},
    onRegister: (registration: { method: string }) => void = () => {},
  ): Promise<LanguageClient> {
    const env = { ...process.env, PTDESC_CACHE: '' };
    const server = spawn(process.execPath, [CLI, 'lsp', '--stdio'], { env, stdio: 'pipe' });
    const client = new LanguageClient(server);
    client.connection.onRequest(
      'client/registerCapability',
      ({ registrations }: { registrations: { method: string }[] }) => {
        registrations.forEach(onRegister);
      },
    );
    await client.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      capabilities,
      initializationOptions: settings,
    });
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  /** Starts a server for several folders; it may ask for the settings of each by its URI. */
  static async startIn(
    folders: readonly string[],
    settingsOf: (uri: string) => object | undefined,
  ): Promise<LanguageClient> {
    const env = { ...process.env, PTDESC_CACHE: '' };
    const server = spawn(process.execPath, [CLI, 'lsp', '--stdio'], { env, stdio: 'pipe' });
    const client = new LanguageClient(server);
    client.connection.onRequest(
      'workspace/configuration',
      ({ items }: { items: readonly { scopeUri: string }[] }) =>
        items.map(({ scopeUri }) => settingsOf(scopeUri) ?? null),
    );
    const workspaceFolders = folders.map((path) => {
      const uri = pathToFileURL(path).href;
      return { uri, name: uri.replace(/.*\//, '') };
    });
    await client.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: workspaceFolders[0]?.uri ?? null,
      workspaceFolders,
      capabilities: { workspace: { configuration: true, workspaceFolders: true } },
    });
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  /** Opens a file with its own text, or with another; returns its URI. */
  async open(path: string, text = readFileSync(path, 'utf8')): Promise<string> {
    const uri =
      path.includes('://') || path.startsWith('untitled:') ? path : pathToFileURL(path).href;
    this.#texts.set(uri, text);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'c', version: 1, text },
    });
    return uri;
  }

  /** The position of the first occurrence of a text, `inside` characters further on. */
  positionOf(uri: string, text: string, inside = 0): Position {
    const before = this.#texts.get(uri)?.split(text)[0] ?? '';
    const lines = before.split('\n');
    return { line: lines.length - 1, character: (lines.at(-1) ?? '').length + inside };
  }

  /** Replaces the first occurrence of a text in the document, as typing does. */
  async edit(uri: string, version: number, text: string, by: string): Promise<void> {
    const start = this.positionOf(uri, text);
    const end = this.positionOf(uri, text, text.length);
    this.#texts.set(
      uri,
      (this.#texts.get(uri) ?? '').replace(text, () => by),
    );
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start, end }, text: by }],
    });
  }

  /** The hover's Markdown at a text of the document; null for none. */
  async hover(uri: string, text: string, inside = 0): Promise<string | null> {
    const position = this.positionOf(uri, text, inside);
    const params = { textDocument: { uri }, position };
    const hover = (await this.connection.sendRequest('textDocument/hover', params)) as Hover | null;
    return hover && (hover.contents as { value: string }).value;
  }

  /** Waits until the server publishes diagnostics for a document that fulfil a condition. */
  async published(
    uri: string,
    isWanted: (params: PublishDiagnosticsParams) => boolean = () => true,
  ): Promise<PublishDiagnosticsParams> {
    const known = this.#published.find((d) => d.uri === uri && isWanted(d));
    if (known) return known;
    return new Promise((resolve) => {
      this.#waiting.push((params) => {
        if (params.uri === uri && isWanted(params)) resolve(params);
      });
    });
  }

  #arrived(params: PublishDiagnosticsParams): void {
    this.#published.push(params);
    for (const waiter of this.#waiting) waiter(params);
  }

  /** Ends the server in an orderly way; resolves with its exit status. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.process.on('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return ended;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const SERVER = fileURLToPath(new URL('watched-server.ts', import.meta.url));

/** An answer that did not come within this is a hang, however busy the machine is. */
const HANG_MS = 300_000;

interface Position {
  readonly line: number;
  readonly character: number;
}

export interface OpenText {
  readonly uri: string;
  text: string;
  version: number;
}

/** How long an answer took and what kind it was. */
export interface Answered {
  readonly elapsedMs: number;
  /** LSP's code where the request was refused: cancelled, stale. */
  readonly code?: number;
  readonly result?: unknown;
}

/** An editor without a screen, and the server that it started. */
export class Editor {
  readonly server: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly documents = new Map<string, OpenText>();
  /** What the server logged as its own mistakes, and what it wrote to stderr. */
  readonly mistakes: string[] = [];
  readonly answers: Answered[] = [];
  readonly diagnostics = new Map<string, PublishDiagnosticsParams>();
  #stderr = '';
  #exit: number | string | null | undefined;

  private constructor(server: ChildProcess) {
    this.server = server;
    if (!server.stdout || !server.stdin) throw new Error('no pipes');
    server.stdin.on('error', () => {});
    server.stderr?.on('data', (part) => {
      this.#stderr += part;
    });
    server.setMaxListeners(1000);
    server.on('exit', (code, signal) => {
      this.#exit = signal ?? code;
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    this.connection.onNotification(
      'window/logMessage',
      (log: { type: number; message: string }) => {
        if (log.type === 1) this.mistakes.push(log.message);
      },
    );
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: PublishDiagnosticsParams) => void this.diagnostics.set(params.uri, params),
    );
    this.connection.listen();
  }

  /**
   * Starts a server for a folder.
   * @param settings the editor's `ptdesc` section
   * @param under what the server is started by, with its arguments
   */
  static async start(
    folder: string,
    settings: object,
    environment: Record<string, string> = {},
    under: readonly string[] = [],
  ): Promise<Editor> {
    const [program = '', ...argv] = [...under, process.execPath, '--expose-gc', SERVER];
    const server = spawn(program, argv, {
      env: { ...process.env, ...environment },
      stdio: 'pipe',
    });
    const editor = new Editor(server);
    await editor.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      capabilities: {},
      initializationOptions: settings,
    });
    await editor.connection.sendNotification('initialized', {});
    return editor;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Its status or the signal that ended it; undefined while it runs. */
  get exit(): number | string | null | undefined {
    return this.#exit;
  }

  async open(path: string, text: string): Promise<OpenText> {
    const document = { uri: pathToFileURL(path).href, text, version: 1 };
    this.documents.set(document.uri, document);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: document.uri, languageId: 'c', version: 1, text },
    });
    return document;
  }

  async close(document: OpenText): Promise<void> {
    this.documents.delete(document.uri);
    this.diagnostics.delete(document.uri);
    const textDocument = { uri: document.uri };
    await this.connection.sendNotification('textDocument/didClose', { textDocument });
  }

  /** Replaces the characters from `start` to `end`. */
  async edit(document: OpenText, start: number, end: number, by: string): Promise<void> {
    const range = { start: positionAt(document.text, start), end: positionAt(document.text, end) };
    document.text = document.text.slice(0, start) + by + document.text.slice(end);
    document.version++;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [{ range, text: by }],
    });
  }

  /** Files that changed on disk; 1 created, 2 changed, 3 deleted. */
  async changedOnDisk(changes: readonly { path: string; type: 1 | 2 | 3 }[]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: changes.map(({ path, type }) => ({ uri: pathToFileURL(path).href, type })),
    });
  }

  async configure(settings: object): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { ptdesc: settings },
    });
  }

  /** Asks, and keeps how long the answer took. @throws when there is none, or an error that is none of LSP's */
  async ask(method: string, params: object, cancelled?: AbortSignal): Promise<Answered> {
    const start = performance.now();
    const token = cancelled && tokenOf(cancelled);
    let answered: Answered;
    try {
      const result = await this.#orGone(
        method,
        token
          ? this.connection.sendRequest<unknown>(method, params, token)
          : this.connection.sendRequest<unknown>(method, params),
      );
      answered = { elapsedMs: performance.now() - start, result };
    } catch (error) {
      const { code } = error as { code?: number };
      if (code === undefined || !EXPECTED.has(code)) throw error;
      answered = { elapsedMs: performance.now() - start, code };
    }
    this.answers.push(answered);
    return answered;
  }

  hover(document: OpenText, offset: number, cancelled?: AbortSignal): Promise<Answered> {
    return this.ask('textDocument/hover', placeIn(document, offset), cancelled);
  }

  /** The server's heap and what hangs on it, after collections. */
  async liveBytes(): Promise<number> {
    const before = this.#stderr.length;
    this.server.kill('SIGUSR2');
    for (;;) {
      const [, bytes] = /^live (\d+)$/m.exec(this.#stderr.slice(before)) ?? [];
      if (bytes !== undefined) return Number(bytes);
      if (this.#exit !== undefined) throw new Error(`the server ended with ${this.#exit}`);
      await pause(20);
    }
  }

  async stop(): Promise<number | string | null> {
    await this.ask('shutdown', {});
    await this.connection.sendNotification('exit');
    while (this.#exit === undefined) await pause(10);
    return this.#exit;
  }

  /** Rejects when the server ends, or does not answer for so long that it never will. */
  #orGone(method: string, request: Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${method}: ${why}\n${this.#stderr}`));
      const ended = () => fail(`the server ended with ${this.#exit}`);
      const limit = setTimeout(() => fail('no answer'), HANG_MS);
      this.server.once('exit', ended);
      request.then(resolve, reject).finally(() => {
        clearTimeout(limit);
        this.server.off('exit', ended);
      });
    });
  }
}

/** RequestCancelled and ContentModified. */
const EXPECTED = new Set([-32800, -32801]);

function tokenOf(signal: AbortSignal) {
  return {
    get isCancellationRequested() {
      return signal.aborted;
    },
    onCancellationRequested: (listener: (event: unknown) => void) => {
      const forward = () => listener(undefined);
      signal.addEventListener('abort', forward, { once: true });
      return { dispose: () => signal.removeEventListener('abort', forward) };
    },
  };
}

export function placeIn(document: OpenText, offset: number): object {
  return {
    textDocument: { uri: document.uri },
    position: positionAt(document.text, offset),
  };
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 0;
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line++;
  return { line, character: offset - lineStart };
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

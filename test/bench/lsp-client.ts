/**
 * The least a language server needs of an editor, over stdio: requests, notifications, and answers to
 * what the server asks. One client drives every server that is measured, so that the ratio of two
 * figures says nothing about the driver.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Message {
  id?: number | string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

interface Waiting {
  fulfil: (result: unknown) => void;
  reject: (reason: Error) => void;
}

interface PublishedDiagnostics {
  uri: string;
  version?: number;
}

/** Longer than any answer takes; a server that hangs must not hang the benchmark. */
const ANSWER_LIMIT_MS = 120_000;

/** A running language server. */
export class LspClient {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, Waiting>();
  readonly #settings: unknown;
  #received: Buffer = Buffer.alloc(0);
  #onDiagnostics: ((published: PublishedDiagnostics) => void) | undefined;
  #nextId = 1;
  #said = '';
  #ended = false;

  /**
   * Starts a server.
   * @param settings what `workspace/configuration` is answered with
   */
  constructor(argv: readonly string[], settings: unknown, env: Record<string, string> = {}) {
    const [program = '', ...rest] = argv;
    this.#settings = settings;
    this.#child = spawn(program, rest, { env: { ...process.env, ...env } });
    this.#child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk).slice(-2000);
    });
    this.#child.on('error', (error) => this.#end(error.message));
    this.#child.on('exit', (code) => this.#end(`the server ended with ${code}`));
    // A server that died is reported by its exit, not by the write that failed on it.
    this.#child.stdin.on('error', () => {});
  }

  /** Sends a request and waits for its answer. @throws when the server refuses, ends, or hangs */
  request<T>(method: string, params: unknown): Promise<T> {
    const id = this.#nextId++;
    return new Promise<T>((fulfil, reject) => {
      if (this.#ended) return reject(new Error(`${method}: the server has ended\n${this.#said}`));
      const limit = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error(`${method}: no answer in ${ANSWER_LIMIT_MS} ms`));
      }, ANSWER_LIMIT_MS);
      const settle = (action: () => void): void => {
        clearTimeout(limit);
        action();
      };
      this.#waiting.set(id, {
        fulfil: (result) => settle(() => fulfil(result as T)),
        reject: (reason) => settle(() => reject(reason)),
      });
      this.#send({ id, method, params });
    });
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  /** Waits until a version of a document, or a later one, was diagnosed. @throws when that does not come */
  diagnosed(uri: string, version: number): Promise<void> {
    return new Promise<void>((fulfil, reject) => {
      const limit = setTimeout(() => {
        this.#onDiagnostics = undefined;
        reject(new Error(`${uri}: no diagnostics in ${ANSWER_LIMIT_MS} ms`));
      }, ANSWER_LIMIT_MS);
      this.#onDiagnostics = (published) => {
        if (published.uri !== uri || (published.version ?? -1) < version) return;
        clearTimeout(limit);
        this.#onDiagnostics = undefined;
        fulfil();
      };
    });
  }

  /** The largest resident set the server's process ever had, in kilobytes (VmHWM of Linux). */
  peakMemoryKb(): number {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1]);
  }

  /** Shuts the server down, and kills it when it does not go. */
  async stop(): Promise<void> {
    if (this.#ended) return;
    const gone = new Promise<void>((fulfil) => this.#child.once('exit', () => fulfil()));
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), 3000);
    await this.request('shutdown', null).catch(() => undefined);
    this.notify('exit', null);
    await gone;
    clearTimeout(kill);
  }

  #send(message: Message): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.#child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#child.stdin.write(body);
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const header = this.#received.indexOf('\r\n\r\n');
      if (header < 0) return;
      const head = this.#received.subarray(0, header).toString('latin1');
      const length = Number(/Content-Length: *(\d+)/i.exec(head)?.[1]);
      const end = header + 4 + length;
      if (this.#received.length < end) return;
      const body = this.#received.subarray(header + 4, end).toString('utf8');
      this.#received = this.#received.subarray(end);
      this.#handle(JSON.parse(body) as Message);
    }
  }

  #handle(message: Message): void {
    if (message.method === 'textDocument/publishDiagnostics')
      this.#onDiagnostics?.(message.params as PublishedDiagnostics);
    if (message.method !== undefined) {
      if (message.id !== undefined) this.#send({ id: message.id, result: this.#answer(message) });
      return;
    }
    const waiting = this.#waiting.get(Number(message.id));
    this.#waiting.delete(Number(message.id));
    if (message.error !== undefined) waiting?.reject(new Error(message.error.message));
    else waiting?.fulfil(message.result);
  }

  /** What an editor without any frills says. */
  #answer({ method, params }: Message): unknown {
    if (method !== 'workspace/configuration') return null;
    const { items } = params as { items: { section?: string }[] };
    return items.map(({ section }) => sectionOf(this.#settings, section));
  }

  #end(reason: string): void {
    this.#ended = true;
    for (const waiting of this.#waiting.values())
      waiting.reject(new Error(`${reason}\n${this.#said}`));
    this.#waiting.clear();
  }
}

function sectionOf(settings: unknown, section: string | undefined): unknown {
  const names = section === undefined || section === '' ? [] : section.split('.');
  let value: unknown = settings;
  for (const name of names) value = (value as Record<string, unknown> | undefined)?.[name];
  return value ?? null;
}

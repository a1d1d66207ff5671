import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StreamMessageReader } from 'vscode-languageserver/node';

const CLI = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const LIMIT_MS = 120_000;

interface Answer {
  readonly id?: unknown;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A server that is spoken to byte by byte. */
class RawServer {
  readonly process: ChildProcess;
  readonly answers: Answer[] = [];
  readonly exited: Promise<number | null>;
  stderr = '';

  constructor() {
    const env = { ...process.env, PTDESC_CACHE: '' };
    this.process = spawn(process.execPath, [CLI, 'lsp'], { env, stdio: 'pipe' });
    this.process.stderr?.on('data', (part) => {
      this.stderr += part;
    });
    this.process.stdin?.on('error', () => {});
    if (this.process.stdout)
      new StreamMessageReader(this.process.stdout).listen((each) =>
        this.answers.push(each as Answer),
      );
    this.exited = new Promise((resolve) => this.process.on('exit', resolve));
  }

  raw(text: string): void {
    this.process.stdin?.write(text);
  }

  send(message: unknown): void {
    const body = JSON.stringify(message);
    this.raw(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  request(id: number, method: string, params?: unknown): void {
    this.send({ jsonrpc: '2.0', id, method, ...(params === undefined ? {} : { params }) });
  }

  async answerTo(id: unknown): Promise<Answer> {
    for (;;) {
      const found = this.answers.find((each) => each.id === id && each.method === undefined);
      if (found) return found;
      assert.equal(this.process.exitCode, null, `it ended: ${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** What was logged as a mistake of ours. */
  errors(): string {
    return this.answers
      .filter(({ method }) => method === 'window/logMessage')
      .map((each) => JSON.stringify(each))
      .filter((each) => /Error/.test(each))
      .join('\n');
  }
}

const INITIALIZE = { processId: null, rootUri: null, capabilities: {} };

describe('the edges of the protocol', () => {
  let server: RawServer;
  beforeEach(() => {
    server = new RawServer();
  });
  afterEach(() => {
    server.process.kill('SIGKILL');
  });

  const HEADERS: Record<string, string> = {
    'no length': 'Foo: bar\r\n\r\n{}',
    'a length that is no number': 'Content-Length: many\r\n\r\n{}',
    'a negative length': 'Content-Length: -5\r\n\r\n{}',
    'an endless message': 'Content-Length: 99999999999\r\n\r\n{}',
    'line ends of another kind': 'Content-Length: 2\n\n{}',
    'no header at all': '{"jsonrpc":"2.0","id":1,"method":"initialize"}\r\n\r\n',
    'an endless header': 'X: '.padEnd(10_000, 'x'),
  };
  for (const [name, text] of Object.entries(HEADERS)) {
    it(`end it with a line on stderr: ${name}`, async () => {
      server.raw(text);
      assert.equal(await server.exited, 1);
      assert.match(server.stderr, /^ptdesc: the language server ends: stdin: [^\n]+\n$/);
    }).timeout(LIMIT_MS);
  }

  it('take a message in pieces', async () => {
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: INITIALIZE,
    });
    for (const each of `Content-Type: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`) {
      server.raw(each);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok((await server.answerTo(1)).result);
  }).timeout(LIMIT_MS);

  it('refuse what comes before initialize with -32002, and go on', async () => {
    server.request(1, 'textDocument/hover', {
      ...{ textDocument: { uri: 'file:///a.c' }, position: { line: 0, character: 0 } },
    });
    server.request(2, 'shutdown');
    server.request(3, 'ptdesc/profile');
    for (const id of [1, 2, 3]) assert.equal((await server.answerTo(id)).error?.code, -32002);
    server.request(4, 'initialize', INITIALIZE);
    assert.ok((await server.answerTo(4)).result);
  }).timeout(LIMIT_MS);

  it('refuse a second initialize, and all that follows shutdown, with -32600', async () => {
    server.request(1, 'initialize', INITIALIZE);
    server.request(2, 'initialize', INITIALIZE);
    assert.equal((await server.answerTo(2)).error?.code, -32600);
    server.request(3, 'shutdown');
    assert.equal((await server.answerTo(3)).result, null);
    server.request(4, 'ptdesc/profile');
    server.request(5, 'shutdown');
    for (const id of [4, 5]) assert.equal((await server.answerTo(id)).error?.code, -32600);
    server.send({ jsonrpc: '2.0', method: 'exit' });
    assert.equal(await server.exited, 0);
  }).timeout(LIMIT_MS);

  it('answer what is no JSON and no message, and go on', async () => {
    server.request(1, 'initialize', INITIALIZE);
    server.raw('Content-Length: 3\r\n\r\n{x}');
    assert.equal((await server.answerTo(null)).error?.code, -32700);
    server.send([1]);
    server.send(7);
    server.request(2, 'shutdown');
    assert.equal((await server.answerTo(2)).result, null);
  }).timeout(LIMIT_MS);

  it('answer requests without parameters by an error or a result, and log no mistake', async () => {
    server.request(1, 'initialize', INITIALIZE);
    await server.answerTo(1);
    const methods = ['hover', 'definition', 'implementation', 'references', 'codeAction'];
    for (const [i, name] of methods.entries()) server.request(10 + i, `textDocument/${name}`);
    for (const [i, name] of methods.entries())
      assert.equal((await server.answerTo(10 + i)).error?.code, -32602, name);
    const own = ['codeLenses', 'functionAt', 'fieldUses', 'convert', 'decode', 'lifecycles'];
    own.push('callableFunctions', 'simulate', 'simulationExplore', 'simulationExport');
    own.push('simulationState', 'simulationChange', 'simulationSteps', 'simulationCalls');
    for (const [i, name] of own.entries()) server.request(30 + i, `ptdesc/${name}`);
    for (const [i, name] of own.entries())
      assert.equal((await server.answerTo(30 + i)).error?.code, -32602, name);
    const wrong = [{ uri: 5 }, { choice: 5 }, { choice: {} }, { choice: { tree: '/', arch: 1 } }];
    for (const [i, params] of wrong.entries()) server.request(60 + i, 'ptdesc/profile', params);
    for (const [i] of wrong.entries())
      assert.equal((await server.answerTo(60 + i)).error?.code, -32602, JSON.stringify(wrong[i]));
    assert.equal(server.errors(), '');
  }).timeout(LIMIT_MS);

  it('end with a line on stderr where no one reads', async () => {
    server.process.stdout?.destroy();
    server.request(1, 'initialize', INITIALIZE);
    server.request(2, 'shutdown');
    assert.equal(await server.exited, 1);
    assert.match(server.stderr, /^ptdesc: the language server ends: [^\n]+\n$/);
  }).timeout(LIMIT_MS);

  it('end exec as SIGPIPE ends a program, without a word', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-pipe-'));
    const program = '#include <stdio.h>\nint main(void) { for (;;) puts("line"); }\n';
    writeFileSync(join(folder, 'a.c'), program);
    const command = '"$0" "$1" exec "$2" | head -1; echo "$PIPESTATUS"';
    const { stdout, stderr } = spawnSync(
      'bash',
      ['-c', command, process.execPath, CLI, join(folder, 'a.c')],
      { encoding: 'utf8' },
    );
    rmSync(folder, { recursive: true });
    assert.deepEqual([stdout, stderr], ['line\n141\n', '']);
  }).timeout(LIMIT_MS);
});

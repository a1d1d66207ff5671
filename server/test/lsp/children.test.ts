import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { MARK, markedProcesses, until } from '../test-kit/marked-processes.ts';

const CLI = join(import.meta.dirname, '../../src/cli/main.ts');
const LIMIT_MS = 120_000;

/** Which of our processes is there, and what starts it. */
const CHILDREN: Record<
  string,
  (say: (method: string, params: object, id?: number) => void) => void
> = {
  'search-process': (say) => say('ptdesc/overlay', {}, 2),
  'check-process': (say) => say('ptdesc/checkWorkspace', {}, 2),
};

describe('the processes that the language server starts', () => {
  // Elsewhere it cannot be seen whose they are.
  if (process.platform !== 'linux') return;
  let mark: string;
  let server: ChildProcess;

  beforeEach(() => {
    mark = mkdtempSync(join(tmpdir(), 'ptdesc-children-'));
    server = spawn(process.execPath, [CLI, 'lsp'], {
      env: { ...process.env, PTDESC_CACHE: '', [MARK]: mark },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  });

  afterEach(() => {
    server.kill('SIGKILL');
    rmSync(mark, { recursive: true });
  });

  function say(method: string, params: object, id?: number): void {
    if (!server.stdin) throw new Error('no pipe');
    const message = { jsonrpc: '2.0', method, params, ...(id === undefined ? {} : { id }) };
    void new StreamMessageWriter(server.stdin).write(message);
  }

  for (const [name, start] of Object.entries(CHILDREN)) {
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      it(`end with it: ${name}, ${signal}`, async () => {
        if (!server.stdout) throw new Error('no pipe');
        new StreamMessageReader(server.stdout).listen((message) => {
          // A progress bar is asked for, and granted.
          const { id, method } = message as { id?: number; method?: string };
          if (method !== undefined && id !== undefined && server.stdin)
            void new StreamMessageWriter(server.stdin).write({
              jsonrpc: '2.0',
              id,
              result: null,
            } as never);
        });
        const rootUri = pathToFileURL(modelTree()).href;
        say(
          'initialize',
          { processId: process.pid, rootUri, capabilities: { window: { workDoneProgress: true } } },
          1,
        );
        say('initialized', {});
        start(say);
        await until(() => markedProcesses(mark, name).length > 0);
        server.kill(signal);
        await until(() => markedProcesses(mark).length === 0);
        assert.deepEqual(markedProcesses(mark), []);
      }).timeout(LIMIT_MS);
    }
  }
});

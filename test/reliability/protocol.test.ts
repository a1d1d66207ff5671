import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { modelTree } from '../../server/src/kernel/model-tree.ts';
import { repositoryRoot } from '../repository/repository-root.ts';
import { amountOf, seedOf } from './amount.ts';
import { Random } from './random.ts';

const CLI = join(repositoryRoot, 'server/src/cli/main.ts');
const FILE = pathToFileURL(join(modelTree(), 'mm/debug.c')).href;

const METHODS = [
  'initialize', 'shutdown', 'textDocument/hover', 'textDocument/didOpen', 'textDocument/didChange', 'textDocument/didClose', 'textDocument/definition', 'textDocument/codeAction',
  'workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles', 'workspace/didChangeWorkspaceFolders', '$/cancelRequest', '$/setTrace', 'ptdesc/overlay', 'ptdesc/profile',
  'ptdesc/codeLenses', 'ptdesc/functionAt', 'ptdesc/decode', 'ptdesc/lifecycles', 'ptdesc/simulationSteps', 'ptdesc/convert', 'no/such', '', '__proto__', 'constructor',
]; // biome-ignore format: a list

const VALUES: readonly unknown[] = [
  null, true, 0, -1, 1e300, '', 'x', [], {}, [null], { uri: 5 }, { textDocument: null }, { textDocument: { uri: FILE } },
  { textDocument: { uri: FILE }, position: { line: -1, character: 1e9 } }, { textDocument: { uri: FILE, version: 1, languageId: 'c', text: 'int x;\n' } },
  { textDocument: { uri: FILE, text: 5 } }, { textDocument: { uri: FILE }, contentChanges: 5 }, { textDocument: { uri: FILE }, contentChanges: [{ range: null, text: null }] },
  { textDocument: { uri: FILE }, contentChanges: [{ range: { start: { line: 9, character: 0 }, end: { line: 0, character: 0 } }, text: 'x' }] },
  { changes: [{ uri: 5 }] }, { changes: 5 }, { settings: { ptdesc: 5 } }, { settings: { ptdesc: { tree: 5, build: {}, arch: [] } } }, { event: { added: 5, removed: null } },
  { textDocument: { uri: 'untitled:x' }, position: { line: 0, character: 0 } }, { textDocument: { uri: 'file://%zz' }, position: { line: 0, character: 0 } }, { uri: FILE, line: 1e20 },
]; // biome-ignore format: a list

describe('malformed protocol', function () {
  this.timeout(0);

  it('is refused, and the server goes on or ends with a line', async () => {
    const count = amountOf('PTDESC_SESSIONS', 4, 300);
    for (let i = 0; i < count; i++) await talk(new Random(seedOf() + i), seedOf() + i);
  });
});

/** One session: messages at random, most of them framed well, then the end of the input. */
async function talk(random: Random, seed: number): Promise<void> {
  const env = { ...process.env, PTDESC_CACHE: '' };
  const server = spawn(process.execPath, [CLI, 'lsp'], { env, stdio: 'pipe' });
  let [stdout, stderr] = ['', ''];
  server.stdout.on('data', (part) => {
    stdout += part;
  });
  server.stderr.on('data', (part) => {
    stderr += part;
  });
  server.stdin.on('error', () => {});
  const ended = new Promise<number | null>((resolve) => server.on('exit', resolve));
  if (random.chance(0.8))
    server.stdin.write(
      framed({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { processId: null, rootUri: null, capabilities: {} },
      }),
    );
  for (let left = 30; left > 0; left--) server.stdin.write(message(random));
  server.stdin.end();
  const status = await ended;
  const what = `session ${seed}: status ${status}\n${stderr}`;
  assert.ok(status === 0 || status === 1, what);
  assert.doesNotMatch(
    stdout + stderr,
    /TypeError|RangeError|Cannot read prop|is not a function|is not iterable/,
    `${what}\n${/.{200}(TypeError|RangeError|Cannot read|is not)[^"]{200}/.exec(stdout)?.[0]}`,
  );
}

function message(random: Random): string {
  const dice = random.below(100);
  const id = random.pick<unknown>([random.below(50), undefined, 'x', null, {}]);
  const sent = { jsonrpc: '2.0', id, method: random.pick(METHODS), params: random.pick(VALUES) };
  if (dice < 90) return framed(sent);
  if (dice < 94) return framed(random.pick(VALUES));
  const text = JSON.stringify(sent);
  return random.pick([
    `Content-Length: ${text.length}\r\nContent-Type: x\r\n\r\n${text.slice(0, -1)}}`,
    `Content-Length: 5\r\n\r\n{{{{{`,
    `Content-Length: ${text.length}\r\n\r\n${text.replaceAll('"', "'")}`,
    'Content-Length: x\r\n\r\n',
    '\u0000\r\n\r\n',
  ]);
}

function framed(sent: unknown): string {
  const text = JSON.stringify(sent);
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

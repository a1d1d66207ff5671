import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEditTarget } from './edit-target.ts';
import { LspClient } from './lsp-client.ts';
import type { Round } from './measure.ts';
import { percentile, renderTable, rowsOf } from './table.ts';

const ROUND: Round = {
  coldMs: 100,
  hoverMs: [[1, 2, 3, 4]],
  answered: [4],
  editMs: [10, 30, 20],
  diagnosticsMs: [300, 500, 400],
  stale: 0,
  peakKb: 102_400,
};

/** A language server of a few lines: it echoes what it is asked, and asks for a setting itself. */
const ECHO = `
const send = (m) => {
  const body = JSON.stringify({ jsonrpc: '2.0', ...m });
  process.stdout.write('Content-Length: ' + Buffer.byteLength(body) + '\\r\\n\\r\\n' + body);
};
let text = '';
process.stdin.setEncoding('latin1');
process.stdin.on('data', (chunk) => {
  text += chunk;
  for (let m; (m = /^Content-Length: (\\d+)\\r\\n\\r\\n/.exec(text)); ) {
    const end = m[0].length + Number(m[1]);
    if (text.length < end) return;
    const message = JSON.parse(Buffer.from(text.slice(m[0].length, end), 'latin1').toString());
    text = text.slice(end);
    if (message.method === 'publish') for (const version of [1, 3]) send({ method: 'textDocument/publishDiagnostics', params: { uri: message.params.uri, version, diagnostics: [] } });
    else if (message.method === 'ask') send({ id: 1, method: 'workspace/configuration', params: { items: [{ section: 'a.b' }] } });
    else if (message.method === 'die') process.exit(3);
    else if (message.method === 'exit') process.exit(0);
    else if (message.method === undefined) send({ id: 1, result: message.result });
    else send({ id: message.id, result: message.params });
  }
});`;

describe('the benchmark', () => {
  it('takes percentiles by nearest rank', () => {
    assert.equal(percentile([5, 1, 4, 2, 3], 0.5), 3);
    assert.equal(percentile([...Array(100).keys()], 0.95), 94);
    assert.ok(Number.isNaN(percentile([], 0.5)));
  });

  it('compares the figures with what is promised', () => {
    const targets = { file: 'mm/memory.c', path: '', uses: [] };
    const work = { first: targets, hovers: [targets], edits: 3 };
    const slower = { ...ROUND, coldMs: 200, peakKb: 51_200, diagnosticsMs: [600] };
    const rows = rowsOf(work, [slower], [ROUND]);
    const ratios = rows.map(({ ours, clangd }) => ours / clangd);
    assert.deepEqual(ratios, [2, 1, 1, 1, 1.5, 0.5]);
    const table = renderTable(rows).split('\n');
    assert.match(table[1] ?? '', /^cold start .* 2\.00 +at most 0\.70 +MISSED$/);
    assert.match(table[5] ?? '', /diagnostics .* 1\.50 +\+150 ms +MISSED$/);
    assert.match(table[6] ?? '', /peak memory.* 0\.50 +at most 1\.00 +met$/);
  });

  it('types before a statement of one line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-bench-test-'));
    try {
      const path = join(folder, 'a.c');
      writeFileSync(path, 'void f(struct s *p)\n{\n\tif (p->a)\n\t\tp->b = 1;\n\tp->c = 2;\n}\n');
      const uses = [2, 3, 4].map((line) => ({ line, character: 5 }));
      const target = findEditTarget({ file: 'a.c', path, uses });
      assert.deepEqual(target, { statement: { line: 4, character: 1 }, use: uses[2] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the benchmark's language client", () => {
  const settings = { a: { b: 'set' } };
  let client: LspClient;

  beforeEach(() => {
    client = new LspClient([process.execPath, '-e', ECHO], settings);
  });
  afterEach(() => client.stop());

  it('matches answers with requests, in any size', async () => {
    const long = 'ü'.repeat(100_000);
    const answers = await Promise.all([client.request('x', { long }), client.request('y', [1])]);
    assert.deepEqual(answers, [{ long }, [1]]);
  });

  it('answers what the server asks about settings', async () => {
    assert.deepEqual(await client.request('ask', null), ['set']);
  });

  it('waits for the diagnostics of a version or a later one', async () => {
    let isDone = false;
    const diagnosed = client.diagnosed('file:///a.c', 2).then(() => {
      isDone = true;
    });
    client.notify('publish', { uri: 'file:///b.c' });
    await client.request('x', null);
    assert.equal(isDone, false);
    client.notify('publish', { uri: 'file:///a.c' });
    await diagnosed;
  });

  it('reports a server that dies', async () => {
    await assert.rejects(client.request('die', null), /the server ended with 3/);
    await assert.rejects(client.request('x', null), /has ended/);
  });
});

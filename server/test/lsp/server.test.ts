import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { modelTree } from '../../src/kernel/model-tree.ts';
import type { OverlayView, ProfileInfo } from '../../src/protocol.ts';
import { LanguageClient } from '../test-kit/language-client.ts';

/** A folder of files that is removed after the tests. */
function makeFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-lsp-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe('the language server', () => {
  let client: LanguageClient;
  const folders: string[] = [];
  /** A copy of the modelled kernel, so that tests may write into it. */
  const tree = makeFolder({});
  const DEBUG = join(tree, 'mm/debug.c');

  before(async () => {
    folders.push(tree);
    cpSync(modelTree(), tree, { recursive: true });
    client = await LanguageClient.start(tree);
  });

  after(async () => {
    assert.equal(await client.stop(), 0);
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it('hovers a use in the modelled kernel', async () => {
    const uri = await client.open(DEBUG);
    const hover = await client.hover(uri, 'page->mapping', 'page->'.length);
    assert.match(hover ?? '', /^`struct page\.mapping` · `struct address_space \*` · bytes 24–31/m);
    assert.match(hover ?? '', /modelled kernel/);
    assert.match(hover ?? '', /\| `struct folio` \| `mapping` .*\[mm_types\.h:\d+\]\(file:/);
  });

  it('hovers after an edit, on the new text', async () => {
    const uri = await client.open(DEBUG);
    await client.edit(uri, 2, 'page->mapping', '1 + page->mapping');
    const hover = await client.hover(uri, '1 + page->mapping', '1 + page->'.length);
    assert.match(hover ?? '', /^`struct page\.mapping`/m);
    await client.edit(uri, 3, '1 + page->mapping', 'page->lru');
    assert.match((await client.hover(uri, 'page->lru', 6)) ?? '', /^`struct page\.lru`/m);
  });

  it('hovers in a header, through a file that includes it', async () => {
    const uri = await client.open(join(tree, 'mm/slab.h'));
    const hover = await client.hover(uri, 'slab_cache;');
    assert.match(hover ?? '', /^`struct slab\.slab_cache`.*\n.*read through `mm\/\w+\.c`/m);
  });

  it('reports a raw cast between memdescs', async () => {
    const path = join(tree, 'mm/swap.c');
    const uri = await client.open(
      path,
      `#include <linux/mm.h>\nvoid f(struct page *page)\n{\n\tstruct ptdesc *pt = (struct ptdesc *)page;\n\t(void)pt;\n}\n`,
    );
    const { diagnostics } = await client.published(uri, (p) => p.diagnostics.length > 0);
    const [only] = diagnostics;
    assert.equal(diagnostics.length, 1);
    assert.equal(only?.code, 'raw-memdesc-cast');
    assert.deepEqual(only?.range, {
      start: { line: 3, character: 21 },
      end: { line: 3, character: 38 },
    });
  });

  it('draws the overlay of the whole tree', async () => {
    const view = (await client.connection.sendRequest('ptdesc/overlay', {})) as OverlayView;
    const kinds = view.lanes.map(({ record, kind }) => `${record} ${kind}`);
    assert.deepEqual(kinds.slice(0, 1), ['struct page page']);
    for (const record of ['struct folio', 'struct ptdesc', 'struct slab']) {
      assert.ok(kinds.includes(`${record} overlay`), `${record} is not in ${kinds}`);
    }
    const ptdesc = view.lanes.find((l) => l.record === 'struct ptdesc');
    assert.ok(ptdesc?.fields.find((f) => f.path === 'pt_list')?.asserted);
  });

  it('goes to the overlay and back to the definition', async () => {
    const uri = await client.open(DEBUG);
    const position = client.positionOf(uri, 'page->mapping', 6);
    const params = { textDocument: { uri }, position };
    const overlays = (await client.connection.sendRequest(
      'textDocument/implementation',
      params,
    )) as { uri: string }[];
    assert.ok(overlays.every((l) => l.uri.endsWith('.h')) && overlays.length >= 2);
    const definitions = (await client.connection.sendRequest(
      'textDocument/definition',
      params,
    )) as { uri: string }[];
    assert.match(definitions[0]?.uri ?? '', /mm_types\.h$/);
  });

  it('follows the settings at once', async () => {
    const uri = await client.open(DEBUG);
    const hover = () => client.hover(uri, 'page->mapping', 6);
    const configure = (hover: object) =>
      client.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { ptdesc: { hover } },
      });
    await configure({ numbers: 'hexadecimal' });
    assert.match((await hover()) ?? '', /bytes 0x18–0x1f of/);
    await configure({ enable: false });
    assert.equal(await hover(), null);
    await configure({});
    assert.match((await hover()) ?? '', /bytes 24–31 \(0x18–0x1f\) of/);
  });

  it('finds references in the open file', async () => {
    const uri = await client.open(DEBUG);
    const params = {
      textDocument: { uri },
      position: client.positionOf(uri, 'page->mapping', 6),
      context: { includeDeclaration: false },
    };
    const places = (await client.connection.sendRequest('textDocument/references', params)) as {
      uri: string;
    }[];
    assert.ok(places.length >= 2 && places.every((place) => place.uri === uri));
  });

  it('answers a cancelled request at once', async () => {
    const uri = await client.open(join(tree, 'mm/page_alloc.c'));
    const { CancellationTokenSource } = await import('vscode-languageserver');
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri }, position: { line: 0, character: 0 } };
    const answer = client.connection.sendRequest('textDocument/hover', params, source.token);
    source.cancel();
    await answer.catch((error) => assert.match(String(error.message), /cancel/i));
  });

  it('says what an unprepared tree lacks, once', async () => {
    const unprepared = makeFolder({
      Makefile: 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n',
      Kconfig: '',
      'arch/x86/include/asm/page.h': '',
      'include/linux/mm_types.h': 'struct page { unsigned long flags; };\n',
      'mm/memory.c': '#include <linux/mm_types.h>\nint f(struct page *p) { return p->flags; }\n',
    });
    folders.push(unprepared);
    const uri = await client.open(join(unprepared, 'mm/memory.c'));
    const { diagnostics } = await client.published(uri);
    assert.equal(diagnostics.length, 1);
    assert.match(
      String(diagnostics[0]?.message),
      /^include\/generated\/autoconf\.h is missing: run "make .*prepare"$/,
    );
    assert.equal(await client.hover(uri, 'flags'), null);
  });

  it('is quiet outside of kernel trees and on documents that are no files', async () => {
    const folder = makeFolder({ 'a.c': 'struct page { int x; };\n' });
    folders.push(folder);
    const uris = [
      await client.open(join(folder, 'a.c')),
      await client.open('untitled:Untitled-1', 'struct page { int x; };\n'),
      await client.open('git://host/a.c', 'struct page { int x; };\n'),
      await client.open('file:///%E0%A4%A', 'struct page { int x; };\n'),
    ];
    for (const uri of uris) assert.equal(await client.hover(uri, 'page'), null);
    const profile = await client.connection.sendRequest('ptdesc/profile', { uri: uris[0] });
    assert.equal((profile as ProfileInfo).tree, null);
  });

  it('goes on when a file goes away', async () => {
    const path = join(tree, 'mm/short-lived.c');
    writeFileSync(path, '#include <linux/mm.h>\nvoid *f(struct page *p) { return &p->lru; }\n');
    const uri = await client.open(path);
    assert.match((await client.hover(uri, 'lru')) ?? '', /^`struct page\.lru`/m);
    unlinkSync(path);
    assert.match((await client.hover(uri, 'lru')) ?? '', /^`struct page\.lru`/m);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    assert.equal(await client.hover(uri, 'lru'), null);
  });

  it('ends when its editor is gone', async () => {
    const other = await LanguageClient.start(tree);
    await other.open(DEBUG);
    const ended = new Promise((resolve) => other.process.on('exit', resolve));
    other.connection.dispose();
    other.process.stdout?.destroy();
    other.process.stdin?.destroy();
    await ended;
  });
});

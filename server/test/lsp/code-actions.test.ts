import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodeAction, Diagnostic, TextEdit } from 'vscode-languageserver';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { LanguageClient } from '../test-kit/language-client.ts';

/** Two casts that no conversion needs, behind a character of two bytes. */
const CASTS = `#include <linux/mm.h>
struct ptdesc *f(struct page *page)
{
	/* é */ struct ptdesc *one = (struct ptdesc *)page;
	struct ptdesc *two = (struct ptdesc *)page;

	return one == two ? one : NULL;
}
`;
const MENDED = CASTS.replaceAll('(struct ptdesc *)page', 'page_ptdesc(page)');

describe('code actions', () => {
  const tree = mkdtempSync(join(tmpdir(), 'ptdesc-actions-'));
  let client: LanguageClient;
  let uri: string;

  before(async () => {
    cpSync(modelTree(), tree, { recursive: true });
    client = await LanguageClient.start(tree);
    uri = await client.open(join(tree, 'mm/swap.c'), CASTS);
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(tree, { recursive: true });
  });

  async function diagnostics(count: number): Promise<Diagnostic[]> {
    const { diagnostics } = await client.published(uri, (p) => p.diagnostics.length === count);
    return diagnostics;
  }

  async function actions(line: number, only?: string[]): Promise<CodeAction[]> {
    const position = { line, character: 12 };
    const params = {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [], ...(only && { only }) },
    };
    return (await client.connection.sendRequest('textDocument/codeAction', params)) as CodeAction[];
  }

  const editsOf = (action: CodeAction | undefined): TextEdit[] =>
    action?.edit?.changes?.[uri] ?? [];

  it('link each finding to the page of its rule', async () => {
    for (const { code, codeDescription } of await diagnostics(2)) {
      const page = fileURLToPath(codeDescription?.href ?? '');
      assert.ok(page.endsWith(`/docs/rules/${code}.md`) && existsSync(page), page);
    }
  });

  it('mend the finding at the cursor', async () => {
    const [second] = (await diagnostics(2)).slice(1);
    const found = await actions(4);
    assert.deepEqual(
      found.map(({ title, kind, isPreferred }) => ({ title, kind, isPreferred })),
      [{ title: 'Use page_ptdesc()', kind: 'quickfix', isPreferred: true }],
    );
    assert.deepEqual(found[0]?.diagnostics, [second]);
    const mended = apply(CASTS, editsOf(found[0]));
    assert.equal(mended, CASTS.replace(/two = .*/, 'two = page_ptdesc(page);'));
    assert.deepEqual(await actions(6), []);
  });

  it('mend everything that is safe, when asked for that', async () => {
    for (const only of ['source.fixAll.ptdesc', 'source.fixAll', 'source']) {
      const found = await actions(0, [only]);
      assert.deepEqual(
        found.map(({ kind }) => kind),
        ['source.fixAll.ptdesc'],
        only,
      );
      assert.equal(apply(CASTS, editsOf(found[0])), MENDED);
    }
    assert.deepEqual(await actions(4, ['refactor']), []);
  });

  it('are for the text as it is now', async () => {
    await client.edit(uri, 2, 'one = (struct ptdesc *)page', 'one = page_ptdesc(page)');
    const found = await actions(0, ['source.fixAll']);
    assert.equal(editsOf(found[0]).length, 1);
    await diagnostics(1);
  });

  it('follow the severities that are set', async () => {
    const set = (diagnostics: object) =>
      client.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { ptdesc: { diagnostics } },
      });
    await set({ severity: { 'raw-memdesc-cast': 'off' } });
    await diagnostics(0);
    assert.deepEqual(await actions(4), []);
    await set({ severity: { 'raw-memdesc-cast': 'error' } });
    await client.published(uri, (p) => p.diagnostics.some(({ severity }) => severity === 1));
    assert.equal((await actions(4)).length, 1);
  });
});

/** Applies edits as an editor does, from the end. */
function apply(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const sorted = [...edits].sort(
    (a, b) =>
      b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
  );
  for (const { range, newText } of sorted) {
    assert.equal(range.start.line, range.end.line);
    const line = lines[range.start.line] ?? '';
    const { start, end } = range;
    lines[start.line] = line.slice(0, start.character) + newText + line.slice(end.character);
  }
  return lines.join('\n');
}

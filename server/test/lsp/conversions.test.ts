import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ApplyWorkspaceEditParams, CodeAction, WorkspaceEdit } from 'vscode-languageserver';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { CONVERT_REQUEST, type Conversion, type ConvertParams } from '../../src/protocol.ts';
import { LanguageClient } from '../test-kit/language-client.ts';

const BEFORE = resolve(import.meta.dirname, '../../../emulator/before');
const FILE = 'arch/riscv/mm/init.c';
const AFTER = readFileSync(join(modelTree(), FILE), 'utf8');
const CAPABILITIES = {
  workspace: {
    applyEdit: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
};

describe('the conversion to ptdesc in an editor', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-convert-lsp-'));
  const tree = join(folder, 'linux');
  let client: LanguageClient;
  let uri: string;
  /** What the server asked the editor to change. */
  let asked: WorkspaceEdit | undefined;

  before(async () => {
    cpSync(modelTree(), tree, { recursive: true });
    cpSync(BEFORE, tree, { recursive: true });
    client = await LanguageClient.start(tree, {}, CAPABILITIES);
    client.connection.onRequest('workspace/applyEdit', ({ edit }: ApplyWorkspaceEditParams) => {
      asked = edit;
      return { applied: true };
    });
    uri = await client.open(join(tree, FILE));
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  const convert = async (params: Omit<ConvertParams, 'uri'>) => {
    asked = undefined;
    return (await client.connection.sendRequest(CONVERT_REQUEST, { uri, ...params })) as Conversion;
  };

  /** A document's text after an edit. */
  function edited(edit: WorkspaceEdit | undefined, name = uri): string {
    const change = edit?.documentChanges?.find(
      (each) => 'textDocument' in each && each.textDocument.uri === name,
    );
    assert.ok(change && 'edits' in change, name);
    const lines = readFileSync(fileURLToPath(name), 'utf8').split('\n');
    const offset = ({ line, character }: { line: number; character: number }) =>
      lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
    let text = lines.join('\n');
    for (const each of change.edits.toReversed()) {
      assert.ok('range' in each && 'newText' in each);
      text =
        text.slice(0, offset(each.range.start)) + each.newText + text.slice(offset(each.range.end));
    }
    return text;
  }

  it('converts a file, and asks before', async () => {
    const { applied, files, functions } = await convert({ scope: 'file' });
    assert.deepEqual({ applied, files, functions }, { applied: true, files: 1, functions: 2 });
    assert.equal(edited(asked), AFTER);
    const annotations = Object.values(asked?.changeAnnotations ?? {});
    assert.equal(annotations.length, 2);
    // Boxes that start unticked do nothing, and one box a line breaks the code.
    assert.ok(annotations.every(({ needsConfirmation }) => !needsConfirmation));
    const [change] = asked?.documentChanges ?? [];
    assert.equal(change && 'edits' in change && change.edits.length, 2);
  });

  it('says what each function becomes, for an editor that asks by itself', async () => {
    const { applied, changes } = await convert({ scope: 'file', preview: true });
    assert.equal(asked, undefined);
    assert.equal(applied, false);
    assert.equal(changes?.length, 2);
    const edits = changes?.map(({ start, end, text }) => ({
      range: { start, end },
      newText: text,
    }));
    const textDocument = { uri, version: null };
    assert.equal(edited({ documentChanges: [{ textDocument, edits: edits ?? [] }] }), AFTER);
  });

  it('converts the functions of a selection', async () => {
    const { line } = client.positionOf(uri, 'alloc_pmd_late(unsigned long va)\n{');
    const { functions } = await convert({ scope: 'selection', lines: { from: line, to: line } });
    assert.equal(functions, 1);
    assert.deepEqual(Object.keys(asked?.changeAnnotations ?? {}), ['alloc_pmd_late']);
  });

  it('converts the whole tree, and points out documents', async () => {
    const { files, documents } = await convert({ scope: 'tree' });
    assert.ok(files > 25);
    assert.equal(asked?.documentChanges?.length, files);
    assert.equal(edited(asked), AFTER);
    const document = documents.find(({ file }) => file.endsWith('/mm/split_page_table_lock.rst'));
    assert.match(
      document?.message ?? '',
      /pgtable_pte_page_ctor\(\) is pagetable_pte_ctor\(\) now/,
    );
  });

  it('changes nothing where there is nothing to do', async () => {
    const other = await client.open(join(tree, 'mm/debug.c'));
    const params = { uri: other, scope: 'file' };
    asked = undefined;
    const found = (await client.connection.sendRequest(CONVERT_REQUEST, params)) as Conversion;
    assert.deepEqual(found, { files: 0, functions: 0, documents: [], applied: false });
    assert.equal(asked, undefined);
  });

  it('is a code action, but not for every move of the cursor', async () => {
    const position = client.positionOf(uri, 'alloc_pte_late(unsigned long va)\n{');
    const request = (context: object) =>
      client.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: position, end: position },
        context: { diagnostics: [], ...context },
      }) as Promise<CodeAction[]>;
    for (const context of [{ only: ['refactor'] }, { triggerKind: 1 }]) {
      const [action] = (await request(context)).filter(({ kind }) => kind?.startsWith('refactor'));
      assert.equal(action?.title, 'Convert alloc_pte_late() to ptdesc');
      assert.equal(action?.kind, 'refactor.rewrite.ptdesc');
      assert.match(edited(action?.edit), /BUG_ON\(!ptdesc \|\| !pagetable_pte_ctor\(ptdesc\)\);/);
    }
    assert.deepEqual(await request({ triggerKind: 2 }), []);
    assert.deepEqual(await request({ only: ['quickfix'] }), []);
  });
});

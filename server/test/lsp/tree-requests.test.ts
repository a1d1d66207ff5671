import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { modelTree } from '../../src/kernel/model-tree.ts';
import {
  CHECK_WORKSPACE_REQUEST,
  FIELD_USES_REQUEST,
  type FieldUses,
  type WorkspaceCheck,
} from '../../src/protocol.ts';
import { LanguageClient } from '../test-kit/language-client.ts';

const CAST =
  '\nstruct ptdesc *cast_here(struct page *page)\n{\n\treturn (struct ptdesc *)page + 1;\n}\n';

describe('the language server, asked about the whole tree', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-tree-'));
  const tree = join(folder, 'linux');
  let client: LanguageClient;

  before(async () => {
    cpSync(modelTree(), tree, { recursive: true });
    appendFileSync(join(tree, 'mm/swap.c'), CAST);
    client = await LanguageClient.start(tree);
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  it('publishes the findings of files that no one opened', async () => {
    const uri = pathToFileURL(join(tree, 'mm/swap.c')).href;
    const published = client.published(uri, ({ diagnostics }) =>
      diagnostics.some(({ code }) => code === 'raw-memdesc-cast'),
    );
    const check: WorkspaceCheck = await client.connection.sendRequest(CHECK_WORKSPACE_REQUEST, {});
    assert.equal(check.completed, true);
    assert.ok(check.files > 50 && check.warnings >= 1);
    await published;
  });

  it('answers hovers while it goes on, and one check at a time', async () => {
    const running = client.connection.sendRequest(CHECK_WORKSPACE_REQUEST, {});
    const uri = await client.open(join(tree, 'mm/debug.c'));
    assert.match((await client.hover(uri, 'page->mapping', 6)) ?? '', /^`struct page\.mapping`/m);
    await assert.rejects(
      client.connection.sendRequest(CHECK_WORKSPACE_REQUEST, {}) as Promise<unknown>,
      /read already/,
    );
    await running;
  });

  it('finds every use of a field, in texts that are not saved too', async () => {
    const uri = await client.open(join(tree, 'mm/memory.c'));
    const before = await uses();
    await client.edit(
      uri,
      2,
      '\nstruct task_struct',
      '\nstatic void *use_it(struct page *p) { return p->mapping; }\nstruct task_struct',
    );
    const after = await uses();
    assert.equal(after.field, 'struct page.mapping');
    assert.equal(after.uses.length, before.uses.length + 1);
    const fresh = after.uses.filter(({ file }) => file === join(tree, 'mm/memory.c'));
    assert.ok(fresh.some(({ kind, exact }) => kind === 'read' && exact));
  });

  async function uses(): Promise<FieldUses> {
    const asked = await client.open(join(tree, 'mm/debug.c'));
    const position = client.positionOf(asked, 'page->mapping', 6);
    return client.connection.sendRequest(FIELD_USES_REQUEST, { uri: asked, ...position });
  }

  it('says nothing where there is no field', async () => {
    const uri = await client.open(join(tree, 'mm/debug.c'));
    const params = { uri, line: 0, character: 0 };
    assert.equal(await client.connection.sendRequest(FIELD_USES_REQUEST, params), null);
  });
});

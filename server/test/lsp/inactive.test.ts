import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { LanguageClient } from '../test-kit/language-client.ts';

const TEXT = `#include <linux/mm.h>

void *outer(struct page *page)
{
#ifdef CONFIG_NEVER_SET
	struct ptdesc *pt = page_ptdesc(page);

	return &pt->pt_list;
#else
	return &page->lru;
#endif
}

#if defined(CONFIG_NEVER_SET) && 1
static void *whole(struct page *page)
{
	return page->mapping;
}
#endif
`;

describe('hovers in code that the configuration leaves out', () => {
  let client: LanguageClient;
  let uri: string;
  const tree = mkdtempSync(join(tmpdir(), 'ptdesc-inactive-'));

  before(async function () {
    this.timeout(300_000);
    cpSync(modelTree(), tree, { recursive: true });
    client = await LanguageClient.start(tree);
    uri = await client.open(join(tree, 'mm/inactive.c'), TEXT);
  });

  after(async () => {
    await client.stop();
    rmSync(tree, { recursive: true });
  });

  it('are typed, and say what the code needs', async () => {
    const hover = await client.hover(uri, '&pt->pt_list', '&pt->'.length);
    assert.match(hover ?? '', /^`struct ptdesc\.pt_list`/m);
    assert.match(hover ?? '', /Not compiled in this configuration \(requires `CONFIG_NEVER_SET`\)/);
  }).timeout(300_000);

  it('know whole functions', async () => {
    const hover = await client.hover(uri, 'page->mapping', 'page->'.length);
    assert.match(hover ?? '', /^`struct page\.mapping`/m);
    assert.match(hover ?? '', /requires `defined\(CONFIG_NEVER_SET\) && 1`/);
  }).timeout(300_000);

  it('say nothing of the kind about the other branch', async () => {
    const hover = await client.hover(uri, '&page->lru', '&page->'.length);
    assert.match(hover ?? '', /^`struct page\.lru`/m);
    assert.doesNotMatch(hover ?? '', /Not compiled/);
  }).timeout(300_000);
});

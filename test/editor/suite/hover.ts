import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { findUse } from './find-use.ts';
import { hoverText, openSource, placeOf, waitForHover } from './model.ts';

/** A hover on page->lru names the record, the overlapping memdesc and its field. */
const OWNERS_OF_LRU = /struct page[\s\S]*struct ptdesc[\s\S]*pt_list/;

describe('hover', () => {
  it('names the owners at a use of page->lru', async () => {
    const use = findUse(/&page->lru\b/);
    const { document } = await openSource(use.file);
    const place = () => placeOf(document, use.text, 'lru');
    const hover = await waitForHover(document, place, OWNERS_OF_LRU);
    assert.match(hover, /TABLE_MATCH|mm_types\.h/, 'what holds the pair together');
  });

  it('names the owners at the declaration, in a header', async () => {
    const { document } = await openSource('include/linux/mm_types.h');
    const place = () => placeOf(document, 'struct list_head lru;', 'lru');
    await waitForHover(document, place, OWNERS_OF_LRU);
  });

  it('links to the overlay of the record', async () => {
    const { document } = await openSource('include/linux/mm_types.h');
    const place = () => placeOf(document, 'struct list_head lru;', 'lru');
    const hover = await waitForHover(document, place, OWNERS_OF_LRU);
    assert.match(hover, /\(command:ptdesc\.showOverlay\?%5B%7B%22record%22%3A%22struct%20page%22/);
  });

  it('says nothing on a comment', async () => {
    const { document } = await openSource('include/linux/mm_types.h');
    assert.equal(await hoverText(document, new vscode.Position(0, 4)), '');
  });

  it('can be turned off and on', async () => {
    const use = findUse(/&page->lru\b/);
    const { document } = await openSource(use.file);
    const place = () => placeOf(document, use.text, 'lru');
    const settings = vscode.workspace.getConfiguration('ptdesc');
    await settings.update('hover.enable', false, vscode.ConfigurationTarget.Global);
    await waitForHover(document, place, /^$/);
    await settings.update('hover.enable', undefined, vscode.ConfigurationTarget.Global);
    await waitForHover(document, place, OWNERS_OF_LRU);
  });

  it('answers in mm/memory.c of a real kernel', async function () {
    const { PTDESC_SUITE_TREE: tree, PTDESC_SUITE_BUILD: build } = process.env;
    if (tree === undefined) return this.skip();
    const settings = vscode.workspace.getConfiguration('ptdesc');
    await settings.update('build', build, vscode.ConfigurationTarget.Global);
    const { document } = await openSource(join(tree, 'mm/memory.c'));
    const place = () => placeOf(document, 'folio->mapping', 'mapping');
    await waitForHover(document, place, /struct folio[\s\S]*struct page/);
    await settings.update('build', undefined, vscode.ConfigurationTarget.Global);
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findUse } from './find-use.ts';
import { openSource, placeOf, waitForHover } from './model.ts';

describe('Restricted Mode', () => {
  it('is on', () => assert.equal(vscode.workspace.isTrusted, false));

  it('hovers all the same: sources are only read', async () => {
    const use = findUse(/&page->lru\b/);
    const { document } = await openSource(use.file);
    await waitForHover(document, () => placeOf(document, use.text, 'lru'), /struct ptdesc/);
  });
});

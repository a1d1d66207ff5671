import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findUse } from './find-use.ts';
import { openSource, placeOf, waitForHover } from './model.ts';

const TAB_LIMIT_MS = 60_000;

describe('Restricted Mode', () => {
  it('is on', () => assert.equal(vscode.workspace.isTrusted, false));

  it('hovers all the same: sources are only read', async () => {
    const use = findUse(/&page->lru\b/);
    const { document } = await openSource(use.file);
    await waitForHover(document, () => placeOf(document, use.text, 'lru'), /struct ptdesc/);
  });

  for (const [command, view] of [
    ['ptdesc.showOverlay', 'ptdesc.overlay'],
    ['ptdesc.simulate', 'ptdesc.simulator'],
  ] as const)
    it(`opens ${view}: kernel code runs in the emulator only`, async () => {
      await openSource('mm/memory.c');
      await vscode.commands.executeCommand(command);
      await waitForTab(view);
    });
});

async function waitForTab(viewType: string): Promise<void> {
  const isOpen = () =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .some(
        ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes(viewType),
      );
  const end = Date.now() + TAB_LIMIT_MS;
  while (!isOpen() && Date.now() < end) await new Promise((wake) => setTimeout(wake, 50));
  assert.ok(isOpen(), viewType);
}

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSource } from './model.ts';

const TAB_LIMIT_MS = 60_000;

describe('the overlay', () => {
  it('opens one tab, however often it is asked for', async () => {
    await openSource('mm/memory.c');
    await vscode.commands.executeCommand('ptdesc.showOverlay');
    await vscode.commands.executeCommand('ptdesc.showOverlay');
    await waitForTabs(1);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await waitForTabs(0);
  });
});

async function waitForTabs(count: number): Promise<void> {
  const end = Date.now() + TAB_LIMIT_MS;
  while (overlayTabs().length !== count && Date.now() < end)
    await new Promise((wake) => setTimeout(wake, 50));
  assert.equal(overlayTabs().length, count);
}

function overlayTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.includes('ptdesc.overlay'),
    );
}

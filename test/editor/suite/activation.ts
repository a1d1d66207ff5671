import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSource } from './model.ts';

const EXTENSION = 'ptdesc-explorer.ptdesc-explorer';

describe('activation', () => {
  it('waits for a C file', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension, 'The extension is not there.');
    await openSource('mm/memory.c');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that the manifest declares', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    const declared: { command: string }[] = extension?.packageJSON.contributes.commands;
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(declared.length > 0);
    for (const { command } of declared) assert.ok(registered.has(command), command);
  });
});

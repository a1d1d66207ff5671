import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSource } from './model.ts';

/** A page of the modelled kernel that is a table, and is free: its destructor did not run. */
const WORDS = [
  '0200000000000000 dead000000000100 dead000000000122 0000000000000000',
  '0000000000000000 0000000000000000 00000000fffffdff 0000000000000000',
];

describe('decoding a page dump', () => {
  it('shows what the bytes say beside the source', async () => {
    await openSource('mm/memory.c');
    await vscode.commands.executeCommand('ptdesc.decodeDump', WORDS.join('\n'));
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /^page type: table \(0xfffffdff\)$/m);
    assert.match(text, /^bad if freed now: nonzero mapcount/m);
    assert.match(text, /^likely cause: A page table was freed without its destructor/m);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

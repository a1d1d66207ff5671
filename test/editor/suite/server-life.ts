import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findUse } from './find-use.ts';
import { openSource, placeOf, waitForHover } from './model.ts';
import { endServer, serverProcesses } from './server-process.ts';

/** A function that only exists in the editor: what hovers say about it cannot come from the disk. */
const UNSAVED = `
static int unsaved_probe(struct ptdesc *probe)
{
\treturn probe->pt_list.next != NULL;
}
`;

describe('the server', () => {
  let document: vscode.TextDocument;

  beforeEach(async () => {
    const editor = await openSource(findUse(/&page->lru\b/).file);
    document = editor.document;
    await editor.edit((edit) => {
      edit.insert(document.lineAt(document.lineCount - 1).range.end, UNSAVED);
    });
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  const probe = () => placeOf(document, 'probe->pt_list', 'pt_list');

  it('follows an edit and its undo', async () => {
    await waitForHover(document, probe, /struct ptdesc/);
    const before = document.getText();
    const editor = await openSource(document.fileName);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n\n\n'));
    await waitForHover(document, probe, /struct ptdesc/);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await waitForHover(document, probe, /struct ptdesc/);
  });

  it('answers elsewhere in a file with a half-typed line', async () => {
    const editor = await openSource(document.fileName);
    const use = findUse(/&page->lru\b/);
    const line = document.positionAt(document.getText().indexOf('\n{\n') + 3);
    await editor.edit((edit) => edit.insert(line, '\tpage->\n'));
    await waitForHover(document, () => placeOf(document, use.text, 'lru'), /struct page/);
  });

  it('restarts on command, with the unsaved text', async () => {
    await waitForHover(document, probe, /struct ptdesc/);
    const before = await serverProcesses();
    await vscode.commands.executeCommand('ptdesc.restartServer');
    await waitForHover(document, probe, /struct ptdesc/);
    const after = await serverProcesses();
    assert.equal(after.length, 1);
    assert.notDeepEqual(after, before);
  });

  it('comes back when its process is killed, with the unsaved text', async () => {
    await waitForHover(document, probe, /struct ptdesc/);
    const [before] = await serverProcesses();
    await endServer();
    await waitForHover(document, probe, /struct ptdesc/);
    const [after] = await serverProcesses();
    assert.ok(after !== undefined && after !== before);
  });

  it('can be restarted after it was killed too often', async () => {
    // A restart on command forgets the ends before it.
    await vscode.commands.executeCommand('ptdesc.restartServer');
    await waitForHover(document, probe, /struct ptdesc/);
    for (let kill = 0; kill < 5; kill++) await endServer();
    await new Promise((wake) => setTimeout(wake, 1000));
    assert.deepEqual(await serverProcesses(), [], 'The fifth end within three minutes is final.');
    await vscode.commands.executeCommand('ptdesc.restartServer');
    await waitForHover(document, probe, /struct ptdesc/);
  });
});

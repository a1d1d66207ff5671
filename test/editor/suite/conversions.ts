import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Conversion } from '../../../server/src/protocol.ts';
import { openSource } from './model.ts';

/** As page tables were written before struct ptdesc. */
const OLD = `
static void unsaved_free(pte_t *pte)
{
\tstruct page *page = virt_to_page(pte);

\tpgtable_pte_page_dtor(page);
\t__free_page(page);
}
`;

describe('the conversion to ptdesc', () => {
  it('is offered for a function, with a preview', async () => {
    const { document } = await openWith(OLD);
    const line = document.lineCount - 4;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(line, 0, line, 0),
      'refactor.rewrite',
    );
    const action = actions.find(({ title }) => title === 'Convert unsaved_free() to ptdesc');
    assert.ok(action?.edit, actions.map(({ title }) => title).join());
    // Applying it as it is would wait for someone to confirm it.
    const edit = new vscode.WorkspaceEdit();
    for (const [uri, edits] of action.edit.entries()) edit.set(uri, edits);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(document.getText(), /struct ptdesc \*ptdesc = virt_to_ptdesc\(pte\);/);
    assert.match(document.getText(), /pagetable_pte_dtor\(ptdesc\);\n\tpagetable_free\(ptdesc\);/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('has nothing to do in a file that was converted', async () => {
    await openSource('mm/swap.c');
    const found = await vscode.commands.executeCommand<Conversion>('ptdesc.convert', 'file');
    assert.deepEqual(
      { functions: found.functions, applied: found.applied },
      { functions: 0, applied: false },
    );
  });
});

async function openWith(text: string): Promise<vscode.TextEditor> {
  const editor = await openSource('mm/swap.c');
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  await editor.edit((edit) => edit.insert(end, text));
  return editor;
}

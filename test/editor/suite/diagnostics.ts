import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSource } from './model.ts';

const REPORT_LIMIT_MS = 120_000;
const RULE = 'raw-memdesc-cast';

/** The compiler accepts this cast without a word; it stands in no conversion's own body. */
const CAST = `
static int unsaved_cast(struct page *page)
{
\tstruct ptdesc *table = (struct ptdesc *)page;

\treturn table != NULL;
}
`;

describe('diagnostics', () => {
  it('come and go with a raw cast between memdescs', async () => {
    const editor = await openSource('mm/swap.c');
    const { document } = editor;
    const end = document.lineAt(document.lineCount - 1).range.end;
    await editor.edit((edit) => edit.insert(end, CAST));
    await waitForReports(document.uri, 1);
    const [report] = reports(document.uri);
    assert.match(document.lineAt(report?.range.start.line ?? 0).text, /\(struct ptdesc \*\)page/);
    await vscode.commands.executeCommand('undo');
    await waitForReports(document.uri, 0);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('link to the page of their rule and are mended by a code action', async () => {
    const editor = await openSource('mm/swap.c');
    const { document } = editor;
    const end = document.lineAt(document.lineCount - 1).range.end;
    await editor.edit((edit) => edit.insert(end, CAST));
    await waitForReports(document.uri, 1);
    const [report] = reports(document.uri);
    assert.ok(report);
    const page = await vscode.workspace.openTextDocument(pageOf(report));
    assert.match(page.getText(), new RegExp(`^# ${RULE}$`, 'm'));
    const action = await waitForAction(document.uri, report.range, 'Use page_ptdesc()');
    assert.ok(action.edit);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    await waitForReports(document.uri, 0);
    assert.match(document.getText(), /\*table = page_ptdesc\(page\);/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

function pageOf({ code }: vscode.Diagnostic): vscode.Uri {
  assert.ok(typeof code === 'object');
  return code.target;
}

function reports(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ code }) => typeof code === 'object' && code.value === RULE);
}

/** Waits for the event that diagnostics changed, not for a time. */
function waitForReports(uri: vscode.Uri, count: number): Promise<void> {
  return new Promise((accept, reject) => {
    const timer = setTimeout(() => done(reports(uri).length), REPORT_LIMIT_MS);
    const listener = vscode.languages.onDidChangeDiagnostics(() => look());
    const done = (found: number) => {
      clearTimeout(timer);
      listener.dispose();
      if (found === count) accept();
      else reject(new Error(`${found} reports of ${RULE} instead of ${count}.`));
    };
    const look = () => {
      if (reports(uri).length === count) done(count);
    };
    look();
  });
}

/** A quick fix by its title. While the findings of a text are looked for anew, there are none. */
async function waitForAction(
  uri: vscode.Uri,
  range: vscode.Range,
  title: string,
): Promise<vscode.CodeAction> {
  const end = Date.now() + REPORT_LIMIT_MS;
  for (;;) {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const action = actions.find((each) => each.title === title);
    if (action) return action;
    assert.ok(Date.now() < end, actions.map((each) => each.title).join());
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

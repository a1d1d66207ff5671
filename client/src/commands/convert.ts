/**
 * "Ptdesc: Convert to ptdesc...": asks what to convert, sends ptdesc/convert, and offers each function
 * with a tick, all of them ticked. VS Code's own preview would have a box for each line of a change,
 * and half a function does not compile. What documents still name is told after it.
 */
import * as vscode from 'vscode';
import {
  CONVERT_REQUEST,
  type Conversion,
  type ConvertParams,
  type FunctionChange,
} from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';
import { pickFunctions } from './pick-functions.ts';

interface ScopeItem extends vscode.QuickPickItem {
  readonly scope: ConvertParams['scope'];
}

const SCOPES: readonly ScopeItem[] = [
  { label: 'Functions in the Selection', scope: 'selection' },
  { label: 'This File', scope: 'file' },
  { label: 'The Whole Tree', scope: 'tree' },
];

/** Registers the command. With a scope it asks nothing, for tests and other extensions. */
export function register(server: ServerConnection): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.convert', (scope?: ConvertParams['scope']) =>
    convert(server, scope),
  );
}

async function convert(
  server: ServerConnection,
  given: ConvertParams['scope'] | undefined,
): Promise<Conversion | null> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return null;
  const scope = given ?? (await askForScope());
  if (scope === undefined) return null;
  const { start, end } = editor.selection;
  const lines = { from: start.line, to: end.line };
  const uri = editor.document.uri.toString();
  try {
    const params: ConvertParams = { uri, scope, lines, preview: true };
    const found = await server.request<Conversion | null>(CONVERT_REQUEST, params);
    if (found === null) return null;
    const applied = await applyChosen(found.changes ?? []);
    const done = { ...found, applied };
    tell(done);
    return done;
  } catch (error) {
    // A command that fails says so to the person who ran it.
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return null;
  }
}

async function applyChosen(changes: readonly FunctionChange[]): Promise<boolean> {
  const chosen = changes.length === 0 ? [] : await pickFunctions(changes);
  if (chosen.length === 0) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, start, end, text } of chosen) {
    const from = new vscode.Position(start.line, start.character);
    const to = new vscode.Position(end.line, end.character);
    edit.replace(vscode.Uri.parse(uri), new vscode.Range(from, to), text);
  }
  return vscode.workspace.applyEdit(edit, { isRefactoring: true });
}

async function askForScope(): Promise<ConvertParams['scope'] | undefined> {
  const picked = await vscode.window.showQuickPick(SCOPES, {
    title: 'Convert to ptdesc',
    placeHolder: 'What to convert; nothing changes before you have seen it',
  });
  return picked?.scope;
}

function tell({ applied, functions, documents }: Conversion): void {
  if (functions === 0) {
    void vscode.window.showInformationMessage('There is nothing to convert to struct ptdesc.');
  }
  if (applied && documents.length > 0) void offerDocuments(documents);
}

/** Documents are for people to write: they are listed, not changed. */
async function offerDocuments(documents: Conversion['documents']): Promise<void> {
  const show = 'Show Them';
  const message =
    documents.length === 1
      ? 'A line of a document names a function that is gone.'
      : `${documents.length} lines of documents name a function that is gone.`;
  if ((await vscode.window.showInformationMessage(message, show)) !== show) return;
  const items = documents.map((place) => ({
    label: `${place.file.split('/').at(-1)}:${place.line}`,
    description: place.message,
    place,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: 'Documents to Change' });
  if (!picked) return;
  const { file, line, column } = picked.place;
  const position = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(vscode.Uri.file(file), {
    selection: new vscode.Range(position, position),
  });
}

/**
 * "Ptdesc: Convert to ptdesc...": asks what to convert and sends ptdesc/convert. The server sends the
 * edit, which VS Code shows before it is made; what documents still name is shown behind it.
 */
import * as vscode from 'vscode';
import {
  CONVERT_REQUEST,
  type Conversion,
  type ConvertParams,
} from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';

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
    const found = await server.request<Conversion | null>(CONVERT_REQUEST, { uri, scope, lines });
    if (found) tell(found);
    return found;
  } catch (error) {
    // A command that fails says so to the person who ran it.
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return null;
  }
}

async function askForScope(): Promise<ConvertParams['scope'] | undefined> {
  const picked = await vscode.window.showQuickPick(SCOPES, {
    title: 'Convert to ptdesc',
    placeHolder: 'What to convert; nothing changes before you have seen it',
  });
  return picked?.scope;
}

function tell({ functions, documents }: Conversion): void {
  if (functions === 0) {
    void vscode.window.showInformationMessage('There is nothing to convert to struct ptdesc.');
  }
  if (documents.length > 0) void offerDocuments(documents);
}

/** Documents are for people to write: they are listed, not changed. */
async function offerDocuments(documents: Conversion['documents']): Promise<void> {
  const show = 'Show Them';
  const message = `${documents.length} lines of documents name a function that is gone.`;
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

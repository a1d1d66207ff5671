/**
 * "Ptdesc: Who Still Uses This Field?": sends ptdesc/fieldUses for the field at the cursor, or of a
 * line in the explorer, and shows every typed use in the tree as references.
 */
import * as vscode from 'vscode';
import {
  FIELD_USES_REQUEST,
  type FieldUses,
  type FieldUsesParams,
  type NamePlace,
} from '../../../server/src/protocol.ts';
import type { MemdescLine } from '../explorer/memdesc-tree.ts';
import type { ServerConnection } from '../server-connection.ts';

/** Registers the command. It resolves to what the server says, for tests and other extensions. */
export function register(server: ServerConnection): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.fieldUses', (target?: MemdescLine) =>
    fieldUses(server, target),
  );
}

async function fieldUses(
  server: ServerConnection,
  target: MemdescLine | undefined,
): Promise<FieldUses | null> {
  if (target?.declared) {
    const place = location(target.declared);
    const shown = { selection: place.range };
    // References are shown at a place in an editor.
    await vscode.window.showTextDocument(place.uri, shown);
  }
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return null;
  const { document, selection } = editor;
  const { line, character } = selection.active;
  try {
    const params: FieldUsesParams = { uri: document.uri.toString(), line, character };
    const found = await server.request<FieldUses | null>(FIELD_USES_REQUEST, params);
    if (found === null) {
      void vscode.window.showInformationMessage(
        'There is no field of struct page or of a memory descriptor at the cursor.',
      );
      return null;
    }
    const places = found.uses.map(location);
    await vscode.commands.executeCommand(
      'editor.action.showReferences',
      document.uri,
      selection.active,
      places,
    );
    return found;
  } catch (error) {
    // A command that fails says so to the person who ran it.
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return null;
  }
}

/** Columns are in bytes; before a member's name in kernel code that is the same as in characters. */
function location({ file, line, column }: NamePlace): vscode.Location {
  return new vscode.Location(
    vscode.Uri.file(file),
    new vscode.Position(line - 1, Math.max(0, column - 1)),
  );
}

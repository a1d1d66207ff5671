import * as vscode from 'vscode';
import type { SourcePlace } from '../../../server/src/protocol.ts';

/** Shows a line of a source file, beside the column that asked for it where there are two. */
export async function openPlace(
  place: SourcePlace,
  askedFrom: vscode.ViewColumn | undefined,
): Promise<void> {
  const line = new vscode.Position(place.line - 1, 0);
  const column =
    askedFrom === undefined || askedFrom === vscode.ViewColumn.One
      ? vscode.ViewColumn.Beside
      : vscode.ViewColumn.One;
  await vscode.window.showTextDocument(vscode.Uri.file(place.file), {
    selection: new vscode.Range(line, line),
    viewColumn: column,
  });
}

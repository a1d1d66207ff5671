/** "Ptdesc: Show Who Owns the Bytes of struct page": opens the overlay of the active file. */
import * as vscode from 'vscode';
import { DOCUMENT_SELECTOR } from '../document-selector.ts';
import { OverlayPanel } from '../overlay/overlay-panel.ts';
import type { ServerConnection } from '../server-connection.ts';

/** Registers the command. */
export function register(
  context: vscode.ExtensionContext,
  server: ServerConnection,
): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.showOverlay', () =>
    OverlayPanel.show(context, server, activeSource()),
  );
}

/** The document whose profile is drawn; null lets the server choose. */
function activeSource(): string | null {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || vscode.languages.match(DOCUMENT_SELECTOR, document) === 0)
    return null;
  return document.uri.toString();
}

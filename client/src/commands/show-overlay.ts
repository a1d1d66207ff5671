/** "Ptdesc: Show Overlay": who owns the bytes of struct page, for the active file's profile. */
import * as vscode from 'vscode';
import { DOCUMENT_SELECTOR } from '../document-selector.ts';
import { OverlayPanel, type OverlayRequest } from '../overlay/overlay-panel.ts';
import type { ServerConnection } from '../server-connection.ts';

/** Registers the command. A link over a memdesc and a line of the explorer name a record. */
export function register(
  context: vscode.ExtensionContext,
  server: ServerConnection,
): vscode.Disposable {
  return vscode.commands.registerCommand(
    'ptdesc.showOverlay',
    (target?: Partial<OverlayRequest>) => {
      const record = typeof target?.record === 'string' ? { record: target.record } : {};
      const choice = target?.choice === undefined ? {} : { choice: target.choice };
      const uri = target?.uri ?? activeSource();
      return OverlayPanel.show(context, server, { uri, ...record, ...choice });
    },
  );
}

/** The document whose profile is drawn; null lets the server choose. */
function activeSource(): string | null {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || vscode.languages.match(DOCUMENT_SELECTOR, document) === 0)
    return null;
  return document.uri.toString();
}

/** "Ptdesc: Show a Hover": puts the cursor on a field that a descriptor shares, and asks for its hover. */
import * as vscode from 'vscode';
import { OVERLAY_REQUEST, type OverlayView } from '../../../server/src/protocol.ts';
import { activeProfile } from '../explorer/active-profile.ts';
import type { ServerConnection } from '../server-connection.ts';

/** Registers the command. */
export function register(server: ServerConnection): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.showHover', () => showHover(server));
}

async function showHover(server: ServerConnection): Promise<void> {
  try {
    const view = await server.request<OverlayView | null>(OVERLAY_REQUEST, activeProfile());
    const fields = (view?.lanes ?? []).flatMap((lane) =>
      lane.kind === 'overlay' ? lane.fields : [],
    );
    const place = fields.find(({ asserted, declared }) => asserted && declared)?.declared;
    if (!place) throw new Error('This kernel has no field that a descriptor shares.');
    const at = new vscode.Position(place.line - 1, Math.max(0, place.column - 1));
    const selection = new vscode.Range(at, at);
    await vscode.window.showTextDocument(vscode.Uri.file(place.file), { selection });
    await vscode.commands.executeCommand('editor.action.showHover', {
      focus: 'autoFocusImmediately',
    });
  } catch (error) {
    // A command that fails says so to the person who ran it.
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

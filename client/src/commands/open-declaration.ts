/** "Ptdesc: Open the Declaration": of a line in the explorer. */
import * as vscode from 'vscode';
import type { NamePlace } from '../../../server/src/protocol.ts';
import type { MemdescLine } from '../explorer/memdesc-tree.ts';

/** Registers the command. It takes a place, or a line of the view. */
export function register(): vscode.Disposable {
  return vscode.commands.registerCommand(
    'ptdesc.openDeclaration',
    async (target?: NamePlace | MemdescLine | null) => {
      const place = target && 'item' in target ? target.declared : target;
      if (!place) {
        void vscode.window.showInformationMessage('Where this is declared is not known.');
        return;
      }
      const at = new vscode.Position(place.line - 1, Math.max(0, place.column - 1));
      await vscode.window.showTextDocument(vscode.Uri.file(place.file), {
        selection: new vscode.Range(at, at),
        preview: true,
      });
    },
  );
}

/**
 * "Ptdesc: Decode Page Dump...": sends ptdesc/decode with the selection, or else the clipboard, and
 * shows what `ptdesc decode` prints beside it.
 */
import * as vscode from 'vscode';
import {
  DECODE_REQUEST,
  type DecodedText,
  type DecodeParams,
} from '../../../server/src/protocol.ts';
import { activeProfile } from '../explorer/active-profile.ts';
import type { ServerConnection } from '../server-connection.ts';
import { openVirtual } from '../virtual-documents.ts';

/** More than this is no dump of a page but someone's clipboard. */
const MAX_CHARS = 1_000_000;

/** Registers the command. A text may be handed to it, by tests and other extensions. */
export function register(server: ServerConnection): vscode.Disposable {
  return vscode.commands.registerCommand('ptdesc.decodeDump', (text?: string) =>
    decodeDump(server, text),
  );
}

async function decodeDump(server: ServerConnection, given: string | undefined): Promise<void> {
  const text = given ?? (await chooseText());
  if (text === undefined) return;
  try {
    const params: DecodeParams = { ...activeProfile(), text: text.slice(0, MAX_CHARS) };
    const decoded = await server.request<DecodedText | null>(DECODE_REQUEST, params);
    if (decoded === null) throw new Error('The text could not be decoded. The log says why.');
    await openVirtual('Page dump, decoded', decoded.text, {
      viewColumn: vscode.ViewColumn.Beside,
    });
  } catch (error) {
    // A command that fails says so to the person who ran it.
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** The selection when there is one; a dump has many lines, so there is no box to type it into. */
async function chooseText(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor && !editor.selection.isEmpty) return editor.document.getText(editor.selection);
  const clipboard = 'The clipboard';
  const whole = 'The whole active editor';
  const choices = editor ? [clipboard, whole] : [clipboard];
  const picked = await vscode.window.showQuickPick(choices, {
    placeHolder: 'Where is the page dump? (Or select it first.)',
  });
  if (picked === clipboard) return vscode.env.clipboard.readText();
  return picked === whole ? editor?.document.getText() : undefined;
}

import { join } from 'node:path';
import * as vscode from 'vscode';

/** How long an answer may take at most; a loaded machine is slow, a broken server never answers. */
const ANSWER_LIMIT_MS = 120_000;
const POLL_MS = 100;

/** The folder that is open: the modelled kernel. */
export function modelFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open.');
  return folder.uri.fsPath;
}

/** Opens a file in an editor. Relative paths are below the modelled kernel. */
export async function openSource(path: string): Promise<vscode.TextEditor> {
  const absolute = path.startsWith('/') ? path : join(modelFolder(), path);
  return vscode.window.showTextDocument(vscode.Uri.file(absolute), { preview: false });
}

/** The place of a name inside the first occurrence of a piece of text. */
export function placeOf(document: vscode.TextDocument, text: string, name: string) {
  const start = document.getText().indexOf(text);
  if (start < 0) throw new Error(`${document.fileName} does not contain "${text}".`);
  return document.positionAt(start + text.indexOf(name));
}

/** What the hovers at a place say, as one text; empty when there is none. */
export async function hoverText(document: vscode.TextDocument, at: vscode.Position) {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    at,
  );
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** Asks until the hover says what is expected; throws with the last answer when it never does. */
export async function waitForHover(
  document: vscode.TextDocument,
  place: () => vscode.Position,
  expected: RegExp,
): Promise<string> {
  let last = '';
  const end = Date.now() + ANSWER_LIMIT_MS;
  while (Date.now() < end) {
    last = await hoverText(document, place());
    if (expected.test(last)) return last;
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
  throw new Error(`The hover never said ${expected}; it said:\n${last}`);
}

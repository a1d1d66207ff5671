import * as vscode from 'vscode';
import type { ProfileParams } from '../../../server/src/protocol.ts';
import { DOCUMENT_SELECTOR } from '../document-selector.ts';

/** The profile that the views speak of: the active source file's, else the workspace's. */
export function activeProfile(): ProfileParams {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || vscode.languages.match(DOCUMENT_SELECTOR, document) === 0)
    return {};
  return { uri: document.uri.toString() };
}

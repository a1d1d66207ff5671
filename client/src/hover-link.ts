/** A link from a hover to the overlay: hovers are the server's, and links to commands are the editor's. */
import * as vscode from 'vscode';

/** The record that a hover is about stands at its beginning, as code. */
const RECORD = /^`((?:struct|union) \w+)/;

/** Adds a line with the link to a hover that names a record first. */
export function withOverlayLink(
  hover: vscode.Hover | null | undefined,
  uri: vscode.Uri,
): vscode.Hover | null | undefined {
  const record = RECORD.exec(textOf(hover))?.[1];
  if (!hover || record === undefined) return hover;
  // Parentheses, which it leaves, would end the link.
  const argument = encodeURIComponent(JSON.stringify([{ record, uri: uri.toString() }])).replace(
    /[()'!*_~]/g,
    (each) => `%${each.charCodeAt(0).toString(16)}`,
  );
  const link = new vscode.MarkdownString(`[Show overlay](command:ptdesc.showOverlay?${argument})`);
  // That one command and no other may be run from this line.
  link.isTrusted = { enabledCommands: ['ptdesc.showOverlay'] };
  return new vscode.Hover([...hover.contents, link], hover.range);
}

function textOf(hover: vscode.Hover | null | undefined): string {
  const [first] = hover?.contents ?? [];
  return first instanceof vscode.MarkdownString ? first.value : '';
}

/** A link from a hover to the overlay: hovers are the server's, and links to commands are the editor's. */
import * as vscode from 'vscode';
import { reach } from './milestones.ts';

/** The record that a hover is about is in its first paragraph, as code at the beginning of a line. */
const RECORD = /^`((?:struct|union) \w+)/m;

/** Adds a line with the link to a hover that names a record, before what one must scroll to. */
export function withOverlayLink(
  hover: vscode.Hover | null | undefined,
  uri: vscode.Uri,
): vscode.Hover | null | undefined {
  const text = textOf(hover);
  const [head = '', ...rest] = text.split('\n\n');
  const record = RECORD.exec(head)?.[1];
  if (!hover || record === undefined) return hover;
  reach('hover');
  // Parentheses, which it leaves, would end the link.
  const argument = encodeURIComponent(JSON.stringify([{ record, uri: uri.toString() }])).replace(
    /[()'!*_~]/g,
    (each) => `%${each.charCodeAt(0).toString(16)}`,
  );
  const link = new vscode.MarkdownString(`[Show overlay](command:ptdesc.showOverlay?${argument})`);
  // That one command and no other may be run from this line.
  link.isTrusted = { enabledCommands: ['ptdesc.showOverlay'] };
  const parts = [new vscode.MarkdownString(head), link];
  if (rest.length > 0) parts.push(new vscode.MarkdownString(rest.join('\n\n')));
  return new vscode.Hover([...parts, ...hover.contents.slice(1)], hover.range);
}

function textOf(hover: vscode.Hover | null | undefined): string {
  const [first] = hover?.contents ?? [];
  return first instanceof vscode.MarkdownString ? first.value : '';
}

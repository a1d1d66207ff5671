/**
 * Texts that no one edits: reports, decoded dumps, what a file would become. They have a title and are
 * read-only, so that closing one asks nothing.
 */
import * as vscode from 'vscode';

const SCHEME = 'ptdesc-text';
/** Texts that tabs may still show; the oldest goes first. */
const MAX_TEXTS = 50;

const texts = new Map<string, string>();

/** Registers the provider. */
export function register(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ query }) => texts.get(query) ?? 'This text is gone: ask again.',
  });
}

let count = 0;

/** The name of a text, for `openTextDocument` and diffs. The title is what the tab says. */
export function showVirtual(title: string, text: string): vscode.Uri {
  const key = String(++count);
  texts.set(key, text);
  const [oldest] = texts.keys();
  if (texts.size > MAX_TEXTS && oldest !== undefined) texts.delete(oldest);
  return vscode.Uri.from({ scheme: SCHEME, path: `/${title.replaceAll('/', '-')}`, query: key });
}

/** Opens a text in an editor. */
export async function openVirtual(
  title: string,
  text: string,
  options: vscode.TextDocumentShowOptions & { readonly language?: string } = {},
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(showVirtual(title, text));
  if (options.language !== undefined)
    await vscode.languages.setTextDocumentLanguage(document, options.language);
  await vscode.window.showTextDocument(document, options);
}

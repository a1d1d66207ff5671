import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { LineSpan } from '../conversions/line-span.ts';
import { quickFixes, safeEdits } from '../features/code-actions.ts';
import type { TextEdit } from '../rules/support/rule.ts';
import { CONVERT_KIND, conversionActions } from './conversions.ts';
import type { OpenDocument } from './documents.ts';
import { rangeBetween } from './positions.ts';
import { guarded } from './request-guard.ts';
import type { Server } from './server.ts';

/** What mends everything that needs no look; editors run it when a file is saved, if asked to. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.ptdesc`;

/** Registers what can be done about findings. */
export function registerCodeActions(server: Server): void {
  const { connection } = server;
  connection.onCodeAction((params, token) =>
    guarded(connection, 'codeAction', token, () => codeActions(server, params)),
  );
}

async function codeActions(server: Server, params: CodeActionParams): Promise<CodeAction[]> {
  const document = server.documents.get(params.textDocument.uri);
  if (!document) return [];
  const { only } = params.context;
  const wants = (kind: string) =>
    only?.some((each) => kind === each || kind.startsWith(`${each}.`) || each === '');
  const fixes =
    (only === undefined || wants(CodeActionKind.QuickFix)) &&
    quickFixActions(server, document, linesOf(params.range));
  // It is offered only to those who ask for it: it changes more than what stands at the cursor.
  const all = wants(FIX_ALL_KIND) && (await fixAllActions(server, document));
  // Not for every move of the cursor: the whole file is read for it.
  const isAsked = params.context.triggerKind !== CodeActionTriggerKind.Automatic;
  const rewrites =
    (only === undefined ? isAsked : wants(CONVERT_KIND)) &&
    conversionActions(server, document, linesOf(params.range));
  return [...(fixes || []), ...(all || []), ...(rewrites || [])];
}

function linesOf({ start, end }: Range): LineSpan {
  return { from: start.line + 1, to: end.line + 1 };
}

/** The fixes of what is shown; while a version's findings are looked for, there are none. */
function quickFixActions(server: Server, document: OpenDocument, lines: LineSpan): CodeAction[] {
  const known = server.diagnostics.known(document) ?? [];
  const diagnostics = new Map(known.map(({ finding, diagnostic }) => [finding, diagnostic]));
  return quickFixes([...diagnostics.keys()], lines).map(({ finding, fix }) => {
    const diagnostic = diagnostics.get(finding);
    return {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      ...(diagnostic && { diagnostics: [diagnostic] }),
      isPreferred: fix.isSafe,
      edit: workspaceEdit(server, document, fix.edits),
    };
  });
}

async function fixAllActions(server: Server, document: OpenDocument): Promise<CodeAction[]> {
  const { version } = document;
  const found = await server.diagnostics.find(document);
  const edits = safeEdits(found.map(({ finding }) => finding));
  if (edits.length === 0 || document.version !== version) return [];
  const edit = workspaceEdit(server, document, edits);
  return [{ title: 'Fix what is safe to fix (Ptdesc)', kind: FIX_ALL_KIND, edit }];
}

/** The edit of one document; with its version, where the editor can see that it has gone on. */
function workspaceEdit(
  { edits: { documentChanges } }: Server,
  { uri, version, bytes }: OpenDocument,
  edits: readonly TextEdit[],
): WorkspaceEdit {
  const converted = edits.map(({ line, column, endLine, endColumn, text }) => ({
    range: rangeBetween(bytes, { line, column }, { line: endLine, column: endColumn }),
    newText: text,
  }));
  if (!documentChanges) return { changes: { [uri]: converted } };
  return { documentChanges: [{ textDocument: { uri, version }, edits: converted }] };
}

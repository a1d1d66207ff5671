/**
 * Links over struct page and each memdesc ("Show overlay"), and over functions that make and free page
 * tables ("Simulate"). Sends ptdesc/codeLenses; the setting ptdesc.codeLens.enable turns them off.
 */
import * as vscode from 'vscode';
import { CODE_LENSES_REQUEST, type CodeLensPlace } from '../../server/src/protocol.ts';
import { DOCUMENT_SELECTOR } from './document-selector.ts';
import { FirstAnswers } from './first-answers.ts';
import type { ServerConnection } from './server-connection.ts';

/** Registers the provider. It asks nothing of a server that does not run: it starts for kernels only. */
export function register(server: ServerConnection): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const firsts = new FirstAnswers(() => changed.fire());
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document, token) => codeLenses(server, document, token, firsts),
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(DOCUMENT_SELECTOR, provider),
    server.onDidChangeState(() => changed.fire()),
    server.onDidReadSettings(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('ptdesc')) changed.fire();
    }),
  );
}

async function codeLenses(
  server: ServerConnection,
  document: vscode.TextDocument,
  token: vscode.CancellationToken,
  firsts: FirstAnswers,
): Promise<vscode.CodeLens[]> {
  const settings = vscode.workspace.getConfiguration('ptdesc', document.uri);
  if (!settings.get<boolean>('codeLens.enable', true)) return [];
  if (server.state === 'starting') return [readingLens()];
  if (server.state !== 'running') return [];
  const uri = document.uri.toString();
  const ask = (cancelled?: vscode.CancellationToken) =>
    server.request<CodeLensPlace[] | null>(CODE_LENSES_REQUEST, { uri }, cancelled);
  const places = firsts.isAnswered(uri) ? await ask(token) : await firsts.soon(uri, () => ask());
  if (places === undefined) return [readingLens()];
  return (places ?? []).map((place) => toCodeLens(place, uri));
}

/** An empty command is a text: nothing happens when it is clicked. */
function readingLens(): vscode.CodeLens {
  const title = '$(sync~spin) Ptdesc: reading the kernel tree\u2026';
  return new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command: '' });
}

function toCodeLens(place: CodeLensPlace, uri: string): vscode.CodeLens {
  const range = new vscode.Range(place.line, 0, place.line, 0);
  if (place.kind === 'overlay')
    return new vscode.CodeLens(range, {
      command: 'ptdesc.showOverlay',
      title: 'Show overlay',
      tooltip: `Draw ${place.name} over the bytes of struct page`,
      arguments: [{ record: place.name, uri }],
    });
  if (place.kind === 'call')
    return new vscode.CodeLens(range, {
      command: 'ptdesc.simulate',
      title: '\u25b7 Call',
      tooltip: `Run ${place.name}() by itself, with arguments made from their types`,
      arguments: [{ entry: place.name, uri }],
    });
  return new vscode.CodeLens(range, {
    command: 'ptdesc.simulate',
    title: '\u25b7 Simulate',
    tooltip: `Run the lifecycle ${place.entry} up to ${place.name}()`,
    arguments: [{ entry: place.entry, find: place.name, uri }],
  });
}

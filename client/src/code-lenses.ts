/**
 * Links over struct page and each memdesc: "Show overlay". Sends ptdesc/codeLenses; the setting
 * ptdesc.codeLens.enable turns them off.
 */
import * as vscode from 'vscode';
import { CODE_LENSES_REQUEST, type CodeLensPlace } from '../../server/src/protocol.ts';
import { DOCUMENT_SELECTOR } from './document-selector.ts';
import type { ServerConnection } from './server-connection.ts';

/** Registers the provider. It asks nothing of a server that does not run: it starts for kernels only. */
export function register(server: ServerConnection): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document, token) => codeLenses(server, document, token),
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(DOCUMENT_SELECTOR, provider),
    server.onDidChangeState(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('ptdesc')) changed.fire();
    }),
  );
}

async function codeLenses(
  server: ServerConnection,
  document: vscode.TextDocument,
  token: vscode.CancellationToken,
): Promise<vscode.CodeLens[]> {
  const settings = vscode.workspace.getConfiguration('ptdesc', document.uri);
  if (server.state !== 'running' || !settings.get<boolean>('codeLens.enable', true)) return [];
  const uri = document.uri.toString();
  const places = await server.request<CodeLensPlace[] | null>(CODE_LENSES_REQUEST, { uri }, token);
  return (places ?? []).map((place) => toCodeLens(place, uri));
}

function toCodeLens({ line, name }: CodeLensPlace, uri: string): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
    command: 'ptdesc.showOverlay',
    title: 'Show overlay',
    tooltip: `Draw ${name} over the bytes of struct page`,
    arguments: [{ record: name, uri }],
  });
}

import { isKconfigFile } from '../features/config-symbol.ts';
import { pathOfUri } from './documents.ts';
import type { Server } from './server.ts';

/** Registers what the editor tells of its documents, of files on disk, and of its settings. */
export function registerDocumentEvents(server: Server): void {
  const { connection, documents } = server;
  const safely = (what: string, event: () => void) => {
    try {
      event();
    } catch (error) {
      connection.console.error(`${what}: ${error instanceof Error ? error.stack : error}`);
    }
  };
  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) =>
    safely('open', () => server.reread(documents.open(uri, version, text))),
  );
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
    safely('change', () => {
      const document = documents.change(uri, version, contentChanges);
      if (document) server.reread(document);
    }),
  );
  connection.onDidCloseTextDocument(({ textDocument }) =>
    safely('close', () => {
      const document = documents.close(textDocument.uri);
      if (document) server.forget(document);
    }),
  );
  connection.onDidChangeWatchedFiles(({ changes }) =>
    safely('watched files', () => {
      for (const { uri } of changes) if (!documents.get(uri)) fileChanged(server, uri);
    }),
  );
  connection.onDidChangeConfiguration(({ settings }) =>
    safely('settings', () => void server.folders.configure(settings)),
  );
}

/** What a build's configuration is kept in: everything follows it. */
const CONFIGURATION = /\/(\.config|include\/generated\/autoconf\.h)$/;

/** A file that no editor has open changed on disk, or went away. */
function fileChanged(server: Server, uri: string): void {
  const path = pathOfUri(uri);
  if (path === undefined) return;
  const isConfiguration = CONFIGURATION.test(path);
  if (isConfiguration || isKconfigFile(path)) server.kconfig.forget();
  if (isConfiguration) server.reopen();
  for (const session of server.sessions.all()) session.fileChanged(path);
}

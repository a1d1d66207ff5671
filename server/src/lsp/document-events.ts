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
      const paths = changes.flatMap(({ uri }) => pathOfUri(uri) ?? []);
      filesChanged(server, paths);
    }),
  );
  connection.onDidChangeConfiguration(({ settings }) =>
    safely('settings', () => void server.folders.configure(settings)),
  );
}

/** What a build's configuration and its flags are kept in: everything follows them. */
const CONFIGURATION = /\/(\.config|include\/generated\/autoconf\.h|Makefile|Kbuild)$/;

/** Files changed on disk, appeared or went away; where an editor has one open, its own text counts. */
function filesChanged(server: Server, paths: readonly string[]): void {
  if (paths.some((path) => CONFIGURATION.test(path) || isKconfigFile(path))) {
    server.kconfig.forget();
    server.reopen();
    return;
  }
  for (const session of server.sessions.all()) {
    const { tree, build } = session.profile;
    const own = paths.filter((path) => path.startsWith(`${tree}/`) || path.startsWith(`${build}/`));
    if (own.length === 0) continue;
    for (const path of own) server.rediagnose(session.fileChanged(path));
    server.search.filesChanged(session);
  }
}

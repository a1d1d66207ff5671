/** The language server's entry: over stdio, or over IPC as the editor asks on the command line. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../lsp/start-server.ts';

startServer(createConnection(ProposedFeatures.all));

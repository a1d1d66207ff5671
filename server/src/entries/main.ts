/** The language server's entry: over stdio, or over IPC as the editor asks on the command line. */
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
} from 'vscode-languageserver/node';
import { LifecycleReader } from '../lsp/lifecycle.ts';
import { serveStdio } from '../lsp/serve-stdio.ts';
import { startServer } from '../lsp/start-server.ts';

if (process.argv.includes('--node-ipc')) {
  const writer = new IPCMessageWriter(process);
  const reader = new LifecycleReader(new IPCMessageReader(process), writer);
  startServer(createConnection(ProposedFeatures.all, reader, writer));
} else if (process.argv.includes('--stdio')) serveStdio();
else startServer(createConnection(ProposedFeatures.all));

import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { ReadingSettings } from '../settings/settings.ts';
import { FIX_ALL_KIND, registerCodeActions } from './code-actions.ts';
import { registerKconfig, syncsOnDemand } from './config-requests.ts';
import { CONVERT_KIND, registerConversions } from './conversions.ts';
import { registerDocumentEvents } from './document-events.ts';
import { registerExplorerRequests } from './explorer-requests.ts';
import { registerCustomRequests, registerPositionRequests } from './handlers.ts';
import { registerMatrixRequest } from './matrix-request.ts';
import { Server } from './server.ts';
import { registerSimulationRequests } from './simulation-requests.ts';
import { registerTreeRequests } from './tree-requests.ts';

/**
 * Serves one editor over a connection until it goes away.
 * @param named what the command line chose, where the editor says nothing
 */
export function startServer(connection: Connection, named: ReadingSettings = {}): void {
  const server = new Server(connection, named);
  connection.onInitialize((params) => initialize(server, params));
  registerDocumentEvents(server);
  registerPositionRequests(server);
  registerCustomRequests(server);
  registerTreeRequests(server);
  registerCodeActions(server);
  registerConversions(server);
  registerExplorerRequests(server);
  registerSimulationRequests(server);
  registerMatrixRequest(server);
  // One mistake must not take every open file's hovers with it.
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    // No one is there to read; saying so to them would only fail again.
    if (error.code === 'EPIPE' || error.code === 'ERR_IPC_CHANNEL_CLOSED') {
      process.stderr.write(`ptdesc: the language server ends: ${error.message}\n`);
      process.exit(1);
    }
    connection.console.error(String(error.stack));
  });
  process.on('unhandledRejection', (reason) => connection.console.error(String(reason)));
  connection.listen();
}

function initialize(server: Server, params: InitializeParams): InitializeResult {
  server.folders.initialize(params);
  const edits = params.capabilities.workspace?.workspaceEdit;
  server.edits = {
    documentChanges: edits?.documentChanges === true,
    annotations: edits?.changeAnnotationSupport !== undefined,
  };
  const watches = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration;
  server.connection.onInitialized(() => {
    server.folders.initialized();
    if (watches) void watchSources(server.connection);
    if (syncsOnDemand(params)) void registerKconfig(server.connection);
  });
  return {
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      definitionProvider: true,
      implementationProvider: true,
      referencesProvider: true,
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND, CONVERT_KIND],
      },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
    serverInfo: { name: 'ptdesc' },
  };
}

/** Headers, and what flags and configurations come from, change what every unit says. */
async function watchSources(connection: Connection): Promise<void> {
  const watchers = ['**/*.{c,h}', '**/.config', '**/{Makefile,Kbuild,Kconfig*}'].map(
    (globPattern) => ({ globPattern }),
  );
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

import { join } from 'node:path';
import * as vscode from 'vscode';
import { type NodeModule, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { SERVER_FLAGS } from './server-flags.ts';

/**
 * How the language server is started: as a Node.js process of its own, spoken to over IPC.
 * Reads `ptdesc.server.maxMemoryMb`, so a restart takes a changed value.
 */
export function serverOptions(context: vscode.ExtensionContext): ServerOptions {
  const module = join(context.extensionPath, 'dist/server.cjs');
  const run: NodeModule = {
    module,
    transport: TransportKind.ipc,
    options: { execArgv: [...SERVER_FLAGS, ...memoryLimit()] },
  };
  return {
    run,
    debug: { ...run, options: { execArgv: [...SERVER_FLAGS, ...memoryLimit(), '--inspect=6009'] } },
  };
}

/** A number only: a workspace's settings must not put words on a command line. */
function memoryLimit(): string[] {
  const megabytes = vscode.workspace.getConfiguration('ptdesc').get<number>('server.maxMemoryMb');
  return Number.isInteger(megabytes) && megabytes! > 0 ? [`--max-old-space-size=${megabytes}`] : [];
}

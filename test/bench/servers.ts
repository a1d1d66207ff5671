/** The two servers that are measured side by side, each started as its users start it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SERVER_FLAGS } from '../../client/src/server-flags.ts';
import type { KernelBuild } from '../kernels/builds.ts';
import { LspClient } from './lsp-client.ts';

/** A server that can be started anew any number of times. */
export interface MeasuredServer {
  name: string;
  argv: string[];
  settings: unknown;
}

const CHECKOUT = resolve(import.meta.dirname, '../..');

/** clangd with its compile database, without its index of the whole project. */
export function clangdServer(program: string, kernel: KernelBuild): MeasuredServer {
  const database = `--compile-commands-dir=${kernel.build}`;
  const flags = ['--background-index=false', '--log=error', database];
  return { name: 'clangd', argv: [program, ...flags], settings: null };
}

/** Our server, from the bundle that ships, as VS Code starts it, on the Node.js that runs this. */
export function ptdescServer(kernel: KernelBuild): MeasuredServer {
  const build = kernel.build === kernel.tree ? '' : kernel.build;
  const argv = [process.execPath, ...SERVER_FLAGS, join(CHECKOUT, 'dist/server.cjs'), '--stdio'];
  return { name: 'ptdesc', argv, settings: { ptdesc: { tree: kernel.tree, build } } };
}

/** A started server and what to remove after it. */
export interface Session {
  client: LspClient;
  stop(): Promise<void>;
}

/**
 * Starts and initializes a server with an empty cache folder: nothing that an earlier run prepared may
 * help. Sends neither documents nor requests.
 */
export async function startSession(server: MeasuredServer, kernel: KernelBuild): Promise<Session> {
  const cache = mkdtempSync(join(tmpdir(), 'ptdesc-bench-'));
  const client = new LspClient(server.argv, server.settings, { XDG_CACHE_HOME: cache });
  const uri = pathToFileURL(kernel.tree).href;
  await client.request('initialize', {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: 'linux' }],
    initializationOptions: server.settings ?? {},
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: { hover: { contentFormat: ['markdown', 'plaintext'] } },
    },
  });
  client.notify('initialized', {});
  const stop = async (): Promise<void> => {
    await client.stop();
    rmSync(cache, { recursive: true, force: true });
  };
  return { client, stop };
}

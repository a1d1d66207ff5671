import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { ReadingSettings } from '../settings/settings.ts';
import { startServer } from './start-server.ts';

/** Serves one editor over stdin and stdout; the process ends when the editor goes away. */
export function serveStdio(named: ReadingSettings): void {
  startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), named);
}

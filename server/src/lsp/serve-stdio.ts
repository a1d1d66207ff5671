import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { ReadingSettings } from '../settings/settings.ts';
import { FramedInput } from './framed-input.ts';
import { LifecycleReader } from './lifecycle.ts';
import { startServer } from './start-server.ts';

/** Serves one editor over stdin and stdout; the process ends when the editor goes away. */
export function serveStdio(named: ReadingSettings = {}): void {
  process.stdout.on('error', (error) => end(`stdout: ${error.message}`));
  const input = process.stdin.pipe(new FramedInput());
  input.on('error', (error) => end(`stdin: ${error.message}`));
  const writer = new StreamMessageWriter(process.stdout);
  const reader = new LifecycleReader(new StreamMessageReader(input), writer);
  process.stdin.on('close', () => process.exit(reader.isShutDown ? 0 : 1));
  process.stdin.on('end', () => process.exit(reader.isShutDown ? 0 : 1));
  startServer(createConnection(ProposedFeatures.all, reader, writer), named);
}

/** The connection is of no use any more. */
function end(why: string): never {
  process.stderr.write(`ptdesc: the language server ends: ${why}\n`);
  process.exit(1);
}

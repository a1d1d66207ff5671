/** The language server as the tests of reliability start it: it tells its live heap when it is signalled. */
import { serveStdio } from '../../server/src/lsp/serve-stdio.ts';

const collect = (globalThis as { gc?: () => void }).gc;

process.on('SIGUSR2', () => {
  for (let round = 0; round < 3; round++) collect?.();
  const { heapUsed, external } = process.memoryUsage();
  process.stderr.write(`live ${heapUsed + external}\n`);
});
serveStdio();

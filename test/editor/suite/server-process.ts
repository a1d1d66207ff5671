import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const SERVER_LIMIT_MS = 60_000;
const POLL_MS = 50;

/** The process numbers of the language servers that this extension host started. */
export async function serverProcesses(): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,args='], {
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout
    .split('\n')
    .filter((line) => line.includes('dist/server.cjs'))
    .filter((line) => line.includes(`--clientProcessId=${process.pid}`))
    .map((line) => Number.parseInt(line.trim(), 10));
}

/** Kills the running server without warning and waits until it is gone. */
export async function endServer(): Promise<void> {
  const end = Date.now() + SERVER_LIMIT_MS;
  for (;;) {
    const [server] = await serverProcesses();
    if (server !== undefined) {
      process.kill(server, 'SIGKILL');
      return waitUntilGone(server);
    }
    if (Date.now() > end) throw new Error('No language server runs.');
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
}

async function waitUntilGone(server: number): Promise<void> {
  while ((await serverProcesses()).includes(server))
    await new Promise((wake) => setTimeout(wake, POLL_MS));
}

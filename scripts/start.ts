/**
 * `npm start`: builds, then opens VS Code on the modelled kernel with the extension running. That
 * is the desktop build when `code` is on the PATH, else VS Code's server build, whose address is
 * printed; PORT chooses its port.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { workbenchAddress } from '../test/editor/launcher/workbench-address.ts';
import { installVsCodeServer, startVsCodeServer } from './vscode-server.ts';

const root = resolve(import.meta.dirname, '..');
const model = join(root, 'emulator/kernel');
const page = declarationOfPage();

/** Where to begin: `FILE:LINE` of struct page. */
function declarationOfPage(): string {
  const file = join(model, 'include/linux/mm_types.h');
  const before = readFileSync(file, 'utf8').split('\nstruct page {')[0] ?? '';
  return `${file}:${before.split('\n').length + 1}`;
}

/** True when the desktop VS Code took the folder. */
function openDesktop(): boolean {
  const args = [`--extensionDevelopmentPath=${root}`, model, '--goto', page];
  const run = spawnSync('code', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  return run.error === undefined && run.status === 0;
}

async function serve(): Promise<void> {
  console.log('There is no `code` on the PATH; starting the server build of VS Code.');
  installVsCodeServer();
  // A release build takes extensions under development only with the smoke test driver.
  const args = ['--enable-smoke-test-driver', '--disable-workspace-trust'];
  const server = await startVsCodeServer(args, { port: Number(process.env.PORT ?? 0) });
  const stop = () => {
    server.stop();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const address = workbenchAddress(server, {
    folder: model,
    developmentPaths: [root],
    testsPath: undefined,
    goto: page,
  });
  console.log(`Open this address in a browser, and end with Ctrl+C:\n${address}`);
}

execFileSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' });
if (!openDesktop()) await serve();

/**
 * Runs extension tests in VS Code's server build and a browser, where the desktop build cannot be
 * downloaded. Takes VS Code's own flags and ends with the tests' exit code, so that
 * `@vscode/test-electron` can use it as the executable.
 */
import { installVsCodeServer, startVsCodeServer } from '../../../scripts/vscode-server.ts';
import { launchBrowser } from './browser.ts';
import { type LaunchFlags, parseFlags } from './flags.ts';
import { workbenchAddress } from './workbench-address.ts';

const RUN_LIMIT_MS = 600_000;

/** Resolves with the exit code that the tests hand to the workbench. */
async function run(flags: LaunchFlags): Promise<number> {
  installVsCodeServer();
  // A release build takes extensions under development only with the smoke test driver.
  const server = await startVsCodeServer([
    '--enable-smoke-test-driver',
    ...(flags.isTrusted ? ['--disable-workspace-trust'] : []),
  ]);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const ended = new Promise<number>((accept) => {
      void page.exposeFunction('codeAutomationExit', accept);
    });
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      (type === 'error' ? console.error : console.log)(...args);
    });
    await page.goto(workbenchAddress(server, flags));
    return await withLimit(ended);
  } finally {
    await browser.close();
    server.stop();
  }
}

function withLimit(ended: Promise<number>): Promise<number> {
  return new Promise((accept, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The tests did not end within ${RUN_LIMIT_MS / 1000} seconds.`)),
      RUN_LIMIT_MS,
    );
    void ended.then((code) => {
      clearTimeout(timer);
      accept(code);
    });
  });
}

process.exit(await run(parseFlags(process.argv.slice(2))));

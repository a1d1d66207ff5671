import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { repositoryRoot } from '../repository/repository-root.ts';
import { launchBrowser } from './launcher/browser.ts';

const START_LIMIT_MS = 180_000;

describe('npm start', () => {
  let start: ChildProcess;
  let browser: Browser | undefined;

  after(async () => {
    await browser?.close();
    start.kill('SIGTERM');
  });

  it('serves VS Code on the modelled kernel where there is no desktop one', async function () {
    this.timeout(START_LIMIT_MS);
    // No `code` may be found, or a desktop window would open.
    start = spawn(process.execPath, ['scripts/start.ts'], {
      cwd: repositoryRoot,
      env: { ...process.env, PATH: process.env.PTDESC_TEST_PATH ?? '/usr/bin:/bin' },
    });
    browser = await launchBrowser();
    const page = await browser.newPage();
    await page.goto(await printedAddress(start));
    await page.locator('.monaco-workbench').waitFor({ timeout: START_LIMIT_MS });
    await page.getByRole('treeitem', { name: 'mm', exact: true }).waitFor();
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill('>Ptdesc:');
    const command = page.locator('.quick-input-list .monaco-list-row');
    await command.filter({ hasText: 'Ptdesc: Restart the Language Server' }).first().waitFor();
  });
});

/** The address that the script prints; rejects when it ends without one. */
function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((accept, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      const address = /^http:\/\/127\.0\.0\.1:\S+$/m.exec(output)?.[0];
      if (address !== undefined) accept(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', () => reject(new assert.AssertionError({ message: output })));
  });
}

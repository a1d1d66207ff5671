import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { repositoryRoot } from '../../repository/repository-root.ts';
import { launchBrowser } from '../launcher/browser.ts';
import { Workbench } from './workbench.ts';

const START_LIMIT_MS = 180_000;

describe('npm start', () => {
  let start: ChildProcess;
  let browser: Browser | undefined;

  after(async () => {
    await browser?.close();
    start.kill('SIGTERM');
  });

  it('opens VS Code on struct page of the modelled kernel, where hovers answer', async function () {
    this.timeout(START_LIMIT_MS);
    start = spawn(process.execPath, ['scripts/start.ts'], {
      cwd: repositoryRoot,
      env: { ...process.env, PATH: pathWithoutCode() },
    });
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
    await page.goto(await printedAddress(start));
    const workbench = new Workbench(page);
    await workbench.waitForEditor('mm_types.h');
    const hover = await workbench.hoverOver('struct list_head lru;', 'lru', /pt_list/);
    assert.match(hover, /struct page\.lru/);
  });
});

/** No `code` may be found, or a desktop window would open. */
function pathWithoutCode(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.filter((folder) => !existsSync(join(folder, 'code'))).join(delimiter);
}

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

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame } from 'playwright-core';
import {
  installVsCodeServer,
  runVsCodeServerCommand,
  startVsCodeServer,
  type VsCodeServer,
} from '../../../scripts/vscode-server.ts';
import { packQuietly } from '../../package/pack-quietly.ts';
import { repositoryRoot } from '../../repository/repository-root.ts';
import { copyModel, writeWorkspaceSettings } from '../copy-model.ts';
import { launchBrowser } from '../launcher/browser.ts';
import { Workbench } from './workbench.ts';

const SETUP_LIMIT_MS = 240_000;
const TEST_LIMIT_MS = 180_000;
const SCREENSHOTS = join(repositoryRoot, 'out/screenshots');
const LIGHT = 'Default Light Modern';
const DARK = 'Default Dark Modern';

describe('the packaged extension, on the screen', () => {
  let folder: string;
  let model: string;
  let server: VsCodeServer;
  let browser: Browser;
  let workbench: Workbench;

  before(async function () {
    this.timeout(SETUP_LIMIT_MS);
    folder = mkdtempSync(join(tmpdir(), 'ptdesc-screen-'));
    mkdirSync(SCREENSHOTS, { recursive: true });
    model = copyModel(folder, themeSettings(LIGHT));
    server = await installAndStart(folder);
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
    const file = join(model, 'include/linux/mm_types.h');
    const payload = [['openFile', `vscode-remote://${server.authority}${file}`]];
    const query = new URLSearchParams({ folder: model, payload: JSON.stringify(payload) });
    await page.goto(`${server.address}/?${query}`);
    workbench = new Workbench(page);
    await workbench.waitForEditor('mm_types.h');
    await workbench.closeSecondarySideBar();
  });

  after(async () => {
    await browser?.close();
    server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows who owns the bytes of lru under the mouse', async function () {
    this.timeout(TEST_LIMIT_MS);
    await goToText(workbench, 'struct list_head lru;');
    const hover = await workbench.hoverOver('struct list_head lru;', 'lru', /pt_list/);
    assert.match(hover, /struct page/);
    assert.match(hover, /struct ptdesc/);
    await workbench.page.screenshot({ path: join(SCREENSHOTS, 'hover-light.png') });
    writeWorkspaceSettings(model, themeSettings(DARK));
    await workbench.page.locator('.monaco-workbench.vs-dark').waitFor();
    await workbench.hoverOver('struct list_head lru;', 'lru', /pt_list/);
    await workbench.page.screenshot({ path: join(SCREENSHOTS, 'hover-dark.png') });
  });

  it('draws the bytes of struct page, opened from the palette', async function () {
    this.timeout(TEST_LIMIT_MS);
    await workbench.page.mouse.move(2, 2);
    await workbench.runCommand('Ptdesc: Show Overlay');
    const overlay = await workbench.webviewWith('ptdesc-overlay section');
    for (const record of ['struct page', 'struct folio', 'struct ptdesc', 'struct slab'])
      assert.equal(await lane(overlay, record).count(), 1, record);
    await workbench.page.screenshot({ path: join(SCREENSHOTS, 'overlay-dark.png') });
    writeWorkspaceSettings(model, themeSettings(LIGHT));
    await workbench.page.locator('.monaco-workbench.vs').waitFor();
    await overlay.locator('body.vscode-light').waitFor();
    await workbench.page.screenshot({ path: join(SCREENSHOTS, 'overlay-light.png') });
  });

  it('lights up what shares the bytes of a field, and says so in words', async function () {
    this.timeout(TEST_LIMIT_MS);
    const overlay = await workbench.webviewWith('ptdesc-overlay section');
    await lane(overlay, 'struct ptdesc')
      .getByRole('button', { name: /: pt_list,/ })
      .focus();
    const lit = await overlay.locator('button.lit').allInnerTexts();
    assert.ok(
      lit.some((text) => text.trim() === 'lru'),
      lit.join(' '),
    );
    assert.ok(!lit.some((text) => text.trim() === 'flags'), lit.join(' '));
    const detail = await overlay.locator('.detail').textContent();
    assert.match(
      detail ?? '',
      /struct ptdesc: pt_list, struct list_head, bytes 8 to 23, asserted with \w+ at/,
    );
    await workbench.page.screenshot({ path: join(SCREENSHOTS, 'overlay-lit.png') });
  });

  it('opens a declaration with the keyboard', async function () {
    this.timeout(TEST_LIMIT_MS);
    const overlay = await workbench.webviewWith('ptdesc-overlay section');
    await lane(overlay, 'struct slab').getByRole('button').first().focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.waitForEditor('slab.h');
  });
});

function lane(overlay: Frame, record: string) {
  return overlay.locator(`ptdesc-overlay section[aria-label^="${record},"]`);
}

/** Installs the package as a user would, and starts a server that has it. */
function installAndStart(folder: string): Promise<VsCodeServer> {
  installVsCodeServer();
  const packed = join(folder, 'ptdesc-explorer.vsix');
  packQuietly(packed);
  const dataFolder = join(folder, 'data');
  runVsCodeServerCommand(dataFolder, ['--install-extension', packed]);
  return startVsCodeServer(['--disable-workspace-trust'], { dataFolder });
}

function themeSettings(theme: string): Record<string, unknown> {
  return {
    'workbench.colorTheme': theme,
    'workbench.startupEditor': 'none',
    // Nothing on the screenshots but what is ours.
    'chat.disableAIFeatures': true,
    'editor.minimap.enabled': false,
    'files.autoSave': 'off',
  };
}

/** Brings a piece of text onto the screen with the editor's own search. */
async function goToText({ page }: Workbench, text: string): Promise<void> {
  await page.locator('.view-lines').first().click();
  await page.keyboard.press('Control+f');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(500);
}

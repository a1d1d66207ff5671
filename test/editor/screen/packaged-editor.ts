import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import {
  installVsCodeServer,
  runVsCodeServerCommand,
  startVsCodeServer,
  type VsCodeServer,
} from '../../../scripts/vscode-server.ts';
import type { SimulatorState } from '../../../server/src/protocol.ts';
import { packQuietly } from '../../package/pack-quietly.ts';
import { repositoryRoot } from '../../repository/repository-root.ts';
import { copyModel, writeWorkspaceSettings } from '../copy-model.ts';
import { launchBrowser } from '../launcher/browser.ts';
import { waitForStored } from './stored-simulator.ts';
import { Workbench } from './workbench.ts';

const WAIT_LIMIT_MS = 120_000;
/** After this a change of a file counts as not noticed. */
const WATCH_LIMIT_MS = 10_000;
const SCREENSHOTS = join(repositoryRoot, 'out/screenshots');

/** The themes that everything must be readable in; VS Code marks the body with the class. */
export const THEMES = {
  light: { name: 'Default Light Modern', workbench: '.monaco-workbench.vs', body: 'vscode-light' },
  dark: {
    name: 'Default Dark Modern',
    workbench: '.monaco-workbench.vs-dark',
    body: 'vscode-dark',
  },
  'high-contrast': {
    name: 'Default High Contrast',
    workbench: '.monaco-workbench.hc-black',
    body: 'vscode-high-contrast',
  },
} as const;
export type ThemeName = keyof typeof THEMES;

/** VS Code with the packaged extension installed as a user would, open on a copy of the model. */
export class PackagedEditor {
  readonly folder: string;
  /** The copy of the modelled kernel. */
  readonly model: string;
  readonly workbench: Workbench;
  readonly #server: VsCodeServer;
  readonly #browser: Browser;

  private constructor(
    folder: string,
    model: string,
    server: VsCodeServer,
    browser: Browser,
    workbench: Workbench,
  ) {
    this.folder = folder;
    this.model = model;
    this.#server = server;
    this.#browser = browser;
    this.workbench = workbench;
  }

  /**
   * Starts it on a file of the model, to which `prepare` may do something before. When that gives the
   * path of a .code-workspace file, it is opened in place of the model's folder.
   */
  static async start(
    openFile: string,
    prepare: (model: string) => unknown = () => {},
  ): Promise<PackagedEditor> {
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-screen-'));
    mkdirSync(SCREENSHOTS, { recursive: true });
    const model = copyModel(folder, settingsFor('light'));
    const workspace = prepare(model);
    const server = await installAndStart(folder);
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
    // The machine may be busy with other things.
    page.setDefaultTimeout(WAIT_LIMIT_MS);
    const payload = [['openFile', `vscode-remote://${server.authority}${join(model, openFile)}`]];
    const opened = typeof workspace === 'string' ? { workspace } : { folder: model };
    const query = new URLSearchParams({ ...opened, payload: JSON.stringify(payload) });
    await page.goto(`${server.address}/?${query}`);
    const workbench = new Workbench(page);
    await workbench.waitForEditor(openFile.replace(/^.*\//, ''));
    await workbench.closeSecondarySideBar();
    return new PackagedEditor(folder, model, server, browser, workbench);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Opens the window anew, as it was left: not with the file that it was first opened with, and with a
   * simulator that stands as given.
   */
  async reload(simulator: Partial<SimulatorState>): Promise<void> {
    const { page } = this.workbench;
    await waitForStored(page, simulator, WAIT_LIMIT_MS);
    const address = new URL(page.url());
    address.searchParams.delete('payload');
    await page.goto(address.toString());
  }

  /**
   * Changes the theme by the workspace's settings, and waits until the window has it. A window that has
   * just opened may not watch its files yet, so they are written until it takes them.
   */
  async setTheme(theme: ThemeName): Promise<void> {
    const themed = this.workbench.page.locator(THEMES[theme].workbench);
    const end = Date.now() + WAIT_LIMIT_MS;
    do {
      writeWorkspaceSettings(this.model, settingsFor(theme));
      if (await comes(themed, WATCH_LIMIT_MS)) return;
    } while (Date.now() < end);
    throw new Error(`The window does not take the theme ${theme}.`);
  }

  /** Keeps a picture of the window in out/screenshots. */
  async screenshot(name: string): Promise<void> {
    await this.workbench.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
  }
}

const comes = (element: Locator, timeout: number): Promise<boolean> =>
  element.waitFor({ timeout }).then(
    () => true,
    () => false,
  );

function settingsFor(theme: ThemeName): Record<string, unknown> {
  return {
    'workbench.colorTheme': THEMES[theme].name,
    'workbench.startupEditor': 'none',
    // Nothing on the screenshots but what is ours.
    'chat.disableAIFeatures': true,
    'editor.minimap.enabled': false,
    'files.autoSave': 'off',
  };
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

/** The views in the activity bar as a user handles them: filter, menus, lifecycles, profile, status. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { PackagedEditor, THEMES, type ThemeName } from './packaged-editor.ts';
import { waitForOutcome } from './wait-for-outcome.ts';
import type { Workbench } from './workbench.ts';

describe('the explorer, on the screen', function () {
  this.timeout(300_000);
  let editor: PackagedEditor;
  let workbench: Workbench;
  let page: Page;

  before(async () => {
    editor = await PackagedEditor.start('include/linux/mm_types.h');
    workbench = editor.workbench;
    ({ page } = workbench);
    await page.getByRole('tab', { name: 'Ptdesc Explorer' }).click();
    await item(/^struct ptdesc/).waitFor();
  });
  after(() => editor?.stop());

  const item = (name: RegExp) => page.getByRole('treeitem', { name });
  const box = () => page.locator('.quick-input-widget input').first();
  const lifecycles = () => page.getByRole('tree', { name: 'Lifecycles' });
  const menu = (name: string) => page.locator('.monaco-menu').getByText(name, { exact: true });

  it('narrows the memdescs down while one types', async () => {
    await workbench.runCommand('Ptdesc: Filter Memdescs...');
    await page.locator('.quick-input-title', { hasText: 'Filter Memdescs' }).waitFor();
    await box().fill('pt_list');
    await item(/^pt_list bytes/).waitFor();
    await item(/^struct slab/).waitFor({ state: 'detached' });
    await box().fill('zebra');
    await item(/^Nothing here has "zebra" in it/).waitFor();
    await box().press('Escape');
    await item(/^struct slab/).waitFor();
  });

  it('keeps a filter, says so, and shows everything again', async () => {
    await workbench.runCommand('Ptdesc: Filter Memdescs...');
    await page.locator('.quick-input-title', { hasText: 'Filter Memdescs' }).waitFor();
    await box().fill('pt_list');
    await item(/^pt_list bytes/).waitFor();
    await box().press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await page.locator('.pane-header', { hasText: '"pt_list"' }).waitFor();
    await editor.screenshot('explorer-filtered');
    await workbench.runCommand('Ptdesc: Show All Memdescs');
    await item(/^struct slab/).waitFor();
  });

  it('offers for a field what can be done with it', async () => {
    await item(/^struct ptdesc/).click();
    await item(/^pt_list bytes/).click({ button: 'right' });
    for (const name of ['Open the Declaration', 'Show Overlay', 'Who Still Uses This Field?'])
      await menu(name).waitFor();
    assert.equal(await menu('Simulate...').count(), 0);
    await page.keyboard.press('Escape');
    await menu('Show Overlay').waitFor({ state: 'detached' });
  });

  it('shows how files are read, in the view and in the status', async () => {
    await item(/^Kernel x86_64.*modelled kernel/).waitFor();
    await item(/^Tree \//).waitFor();
    await page.locator('.tab', { hasText: 'mm_types.h' }).first().click();
    const status = page.locator('[id="status.languageStatus"]');
    await status.waitFor();
    await status.click();
    await page
      .locator('.hover-language-status')
      .getByText(/^x86_64 \u00b7 modelled kernel/)
      .first()
      .waitFor();
    await page.locator('.hover-language-status').getByText('Change').waitFor();
    await editor.screenshot('status');
  });

  it('runs a lifecycle from its line', async () => {
    for (const name of [/^x86$/, /^x86_64$/, /^pte A user's page table/]) {
      await clickLine(lifecycles(), item(name));
    }
    const frame = await workbench.webviewWith('ptdesc-simulator .outcome');
    await waitForOutcome(frame, /pte on x86_64: \d+ steps/);
  });

  for (const theme of Object.keys(THEMES) as ThemeName[])
    it(`can be read: ${theme}`, async () => {
      await editor.setTheme(theme);
      await item(/^pt_list bytes/).waitFor();
      await editor.screenshot(`explorer-${theme}`);
    });

  it('opens the walkthrough with its steps', async () => {
    await workbench.runCommand('Ptdesc: Get Started');
    for (const step of ['Open a kernel tree', 'Hover a field', 'Step through a lifecycle'])
      await page.locator('.getting-started-step', { hasText: step }).first().waitFor();
    await editor.screenshot('walkthrough');
  });
});

/** A list that still moves takes a line away from under the pointer: then it is looked for again. */
async function clickLine(tree: Locator, line: Locator): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await scrollTo(tree, line);
    try {
      await line.click({ timeout: 5_000 });
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

/** Only the lines in sight are there: turns the wheel over a tree, down and up again, until one is. */
async function scrollTo(tree: Locator, line: Locator): Promise<void> {
  for (let turn = 0; (await line.count()) === 0; turn++) {
    assert.ok(turn < 400, 'the tree has no such line');
    await tree.hover();
    await tree.page().mouse.wheel(0, turn % 100 < 50 ? 60 : -60);
    await tree.page().waitForTimeout(100);
  }
}

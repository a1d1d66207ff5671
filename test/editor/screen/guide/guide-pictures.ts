/**
 * `npm run guide-pictures`: makes the pictures of docs/ and the animated tour from the packaged
 * extension in a real editor. Look at them before they are committed.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { repositoryRoot } from '../../../repository/repository-root.ts';
import { PackagedEditor } from '../packaged-editor.ts';
import type { Workbench } from '../workbench.ts';
import { encodeTour } from './tour.ts';

const IMAGES = join(repositoryRoot, 'docs/images');
const SIZE = { width: 1360, height: 960 };

/** Frames of the tour, with how long each stays. */
const tour: { png: Buffer; delayMs: number }[] = [];

const editor = await PackagedEditor.start('include/linux/mm_types.h');
const { workbench } = editor;
const { page } = workbench;
try {
  await page.setViewportSize(SIZE);
  await hideSideBar(page);
  await overlayPictures(workbench);
  await explorerPicture(workbench);
  await simulatorPictures(workbench);
  writeFileSync(join(IMAGES, 'tour.gif'), await encodeTour(tour));
} finally {
  await editor.stop();
}

async function overlayPictures({ page }: Workbench): Promise<void> {
  await frame('A header of the kernel', 1200);
  await workbench.runCommand('Ptdesc: Show Overlay');
  const overlay = await workbench.webviewWith('ptdesc-overlay section');
  await maximise(page);
  const block = overlay.locator('section[data-record="struct ptdesc"] button', {
    hasText: 'pt_list',
  });
  await block.first().hover();
  await picture('overlay');
  await frame('The overlay', 2000);
  await overlay.getByLabel('Compare with').selectOption({ label: 'x86_64_lockdep' });
  await overlay.locator('table').waitFor();
  await picture('compare');
  await frame('Two machines compared', 2000);
  await closeTab(page);
}

async function explorerPicture({ page }: Workbench): Promise<void> {
  await page.getByRole('tab', { name: 'Ptdesc Explorer' }).click();
  await page.getByRole('treeitem', { name: /^struct ptdesc/ }).click();
  const field = page.getByRole('treeitem', { name: /^pt_list bytes 8–23, asserted/ });
  await field.locator('.monaco-tl-twistie').click();
  await page.getByRole('treeitem', { name: /^pt_list\.next/ }).waitFor();
  await picture('explorer');
  await hideSideBar(page);
}

async function simulatorPictures(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Ptdesc: Simulate...');
  const panel = await workbench.webviewWith('ptdesc-simulator #entry option');
  await panel.getByLabel('Lifecycle').selectOption('pte');
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  await panel.locator('.here', { hasText: 'scenario_pte()' }).waitFor();
  await frame('A lifecycle', 1500);
  const box = panel.getByLabel('Go to the next call of a function');
  await box.fill('__folio_set_pgtable');
  await box.press('Enter');
  await panel.locator('.here', { hasText: '__folio_set_pgtable()' }).waitFor();
  await panel.getByLabel('View as').selectOption('struct ptdesc');
  await frame('The constructor', 1500);
  await panel.getByRole('button', { name: 'Out', exact: true }).click();
  await panel.locator('ptdesc-lens button.changed').first().waitFor();
  await showBytes(panel);
  await picture('simulator');
  await frame('The bytes that it changed', 2500);
}

/** The lens stands below the list of calls; what changed is the point. */
async function showBytes(panel: Frame): Promise<void> {
  await panel.locator('ptdesc-lens button.changed').first().scrollIntoViewIfNeeded();
}

async function picture(name: string): Promise<void> {
  await settle();
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
}

async function frame(_what: string, delayMs: number): Promise<void> {
  await settle();
  tour.push({ png: await page.screenshot(), delayMs });
}

/** Hovers and highlights need a moment. */
async function settle(): Promise<void> {
  await page.waitForTimeout(700);
}

async function hideSideBar(page: Page): Promise<void> {
  await page.keyboard.press('Control+b');
  await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
}

/** The active group takes the window. */
async function maximise(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+m');
  await page.waitForTimeout(500);
}

async function closeTab(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.press('w');
  await page.waitForTimeout(500);
}

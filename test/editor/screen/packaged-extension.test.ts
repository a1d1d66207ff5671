import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { checkAccessibility } from './accessibility.ts';
import { checkEveryTheme } from './every-theme.ts';
import { PackagedEditor } from './packaged-editor.ts';
import type { Workbench } from './workbench.ts';

/** Where struct page is declared. */
const HEADER = 'include/linux/mm_types.h';

describe('the packaged extension, on the screen', function () {
  this.timeout(300_000);
  let editor: PackagedEditor;
  let workbench: Workbench;

  before(async () => {
    editor = await PackagedEditor.start(HEADER);
    workbench = editor.workbench;
  });
  after(() => editor?.stop());

  const overlay = (): Promise<Frame> => workbench.webviewWith('ptdesc-overlay section');

  it('shows who owns the bytes of lru under the mouse', async () => {
    await goToText(editor, 'struct list_head lru;');
    const hover = await workbench.hoverOver('struct list_head lru;', 'lru', /pt_list/);
    assert.match(hover, /struct page/);
    assert.match(hover, /struct ptdesc/);
    await editor.screenshot('hover-light');
    await editor.setTheme('dark');
    await workbench.hoverOver('struct list_head lru;', 'lru', /pt_list/);
    await editor.screenshot('hover-dark');
  });

  it('has a link to the overlay over struct page', async () => {
    await workbench.page.mouse.move(2, 2);
    await goToText(editor, 'struct page {');
    const link = workbench.page.locator('.codelens-decoration a', { hasText: 'Show overlay' });
    await link.first().waitFor();
  });

  it('draws the bytes of struct page, opened from the palette', async () => {
    await workbench.runCommand('Ptdesc: Show Overlay');
    const frame = await overlay();
    for (const record of ['struct page', 'struct folio', 'struct ptdesc', 'struct slab'])
      assert.equal(await lane(frame, record).count(), 1, record);
  });

  checkEveryTheme('overlay', () => editor, overlay);

  it('lights up what shares the bytes of a field, and says so in words', async () => {
    const frame = await overlay();
    await lane(frame, 'struct ptdesc')
      .getByRole('button', { name: /: pt_list,/ })
      .focus();
    const lit = await frame.locator('button.lit').allInnerTexts();
    assert.ok(
      lit.some((text) => text.trim() === 'lru'),
      lit.join(' '),
    );
    assert.ok(!lit.some((text) => text.trim() === 'flags'), lit.join(' '));
    assert.match(
      await detailOf(frame),
      /struct ptdesc: pt_list, struct list_head, bytes 8 to 23, asserted with \w+ at/,
    );
    await editor.screenshot('overlay-lit');
  });

  it('goes from byte to byte with the arrow keys', async () => {
    const frame = await overlay();
    await frame.getByRole('slider', { name: 'Byte of struct page' }).focus();
    await workbench.page.keyboard.press('Home');
    assert.match(await detailOf(frame), /^byte 0\. Owned by: struct page flags;/);
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('ArrowLeft');
    assert.match(await detailOf(frame), /^byte 62\. /);
  });

  it('shows the layout of another machine, and compares two', async () => {
    const frame = await overlay();
    await frame.getByLabel('Profile', { exact: true }).selectOption({ label: 'x86 i386' });
    await frame.locator('ptdesc-lens [role=slider][aria-valuemax="31"]').waitFor();
    await frame.getByLabel('Compare with').selectOption({ label: 'x86_64_lockdep' });
    const row = frame.getByRole('row', { name: /struct ptdesc\.ptl moved/ });
    assert.match(await row.innerText(), /20 to 23\s+40 to 47/);
    await checkAccessibility(frame);
    await editor.screenshot('overlay-compare');
    await frame.getByLabel('Compare with').selectOption({ label: 'Nothing' });
    await frame.getByLabel('Profile', { exact: true }).selectOption({ label: "The file's own" });
    await frame.locator('ptdesc-lens [role=slider][aria-valuemax="63"]').waitFor();
  });

  it('opens a declaration with the keyboard', async () => {
    const frame = await overlay();
    await lane(frame, 'struct slab').getByRole('button').first().focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.waitForEditor('slab.h');
  });

  it('lists the memdescs with their overlaps in the explorer', async () => {
    const { page } = workbench;
    await page.getByRole('tab', { name: 'Ptdesc Explorer' }).click();
    await page.getByRole('treeitem', { name: /^struct ptdesc/ }).click();
    const field = page.getByRole('treeitem', { name: /^pt_list bytes 8–23, asserted/ });
    await field.locator('.monaco-tl-twistie').click();
    await page.getByRole('treeitem', { name: /^struct page\.lru/ }).waitFor();
    await editor.screenshot('explorer');
  });
});

function lane(frame: Frame, record: string) {
  return frame.locator(`ptdesc-overlay section[aria-label^="${record},"]`);
}

async function detailOf(frame: Frame): Promise<string> {
  return (await frame.locator('.detail').textContent()) ?? '';
}

/** Brings a piece of text of the header onto the screen, the cursor in its line. */
async function goToText({ workbench, model }: PackagedEditor, text: string): Promise<void> {
  const lines = readFileSync(join(model, HEADER), 'utf8').split('\n');
  await workbench.openAt(HEADER, lines.findIndex((line) => line.includes(text)) + 1);
  await workbench.page.locator('.view-line', { hasText: text }).first().waitFor();
}

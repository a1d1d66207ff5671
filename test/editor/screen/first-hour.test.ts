/** What a new user does in the first hour, without a pointer, with every panel at every width. */
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { checkAccessibility } from './accessibility.ts';
import { runByKeys, tabTo } from './keyboard.ts';
import { PackagedEditor, THEMES, type ThemeName } from './packaged-editor.ts';
import { PANEL_WIDTHS, setPanelWidth } from './panel-width.ts';
import { waitForOutcome } from './wait-for-outcome.ts';
import type { Workbench } from './workbench.ts';

const OLD_FILE = 'mm/swap.c';
/** Two functions as they were before struct ptdesc. */
const OLD = ['first', 'second']
  .map(
    (name) => `
void ${name}_free(pte_t *pte)
{
	struct page *page = virt_to_page(pte);

	pgtable_pte_page_dtor(page);
	__free_page(page);
}
`,
  )
  .join('');
const LEAKY = 'include/asm-generic/pgalloc.h';
const UNDO = 'pagetable_free(ptdesc);';

describe('the first hour, on the screen', function () {
  this.timeout(300_000);
  let editor: PackagedEditor;
  let workbench: Workbench;
  let page: Page;

  before(async () => {
    editor = await PackagedEditor.start('include/linux/mm_types.h', (model) => {
      appendFileSync(join(model, OLD_FILE), OLD);
      seedLeak(model);
    });
    workbench = editor.workbench;
    ({ page } = workbench);
  });
  after(() => editor?.stop());

  const overlay = (): Promise<Frame> => workbench.webviewWith('ptdesc-overlay section');
  const simulator = (): Promise<Frame> => workbench.webviewWith('ptdesc-simulator #entry option');

  it('shows a hover whose first sentence is the answer', async () => {
    await runByKeys(page, 'Ptdesc: Show a Hover');
    const hover = page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
    await hover.filter({ hasText: 'Shares bytes with' }).waitFor();
    const text = await hover.innerText();
    assert.match(text, /^Shares bytes with struct [\w.]+; the compiler checks that/);
    assert.ok(text.indexOf('Show overlay') < text.indexOf('held by'), text);
    await page.keyboard.press('Escape');
  });

  it('draws the overlay with one stop of the keyboard for a lane', async () => {
    await runByKeys(page, 'Ptdesc: Show Overlay');
    const frame = await overlay();
    const lanes = await frame.locator('ptdesc-overlay section').count();
    const stops = await frame
      .locator('ptdesc-lens')
      .locator('button[tabindex="0"], [role=slider]')
      .count();
    assert.ok(stops <= lanes + 1, `${stops} stops for ${lanes} lanes`);
    await tabTo(page, frame, /^Byte of struct page/);
    const height = await heightOf(frame);
    for (let byte = 0; byte < 12; byte++) {
      await page.keyboard.press('ArrowRight');
      assert.equal(await heightOf(frame), height);
    }
    await tabTo(page, frame, /^struct ptdesc: /);
    await page.keyboard.press('ArrowRight');
    await frame.locator('button.lit').first().waitFor();
  });

  it('names files from the root of the tree, and bits as hovers do', async () => {
    const frame = await overlay();
    const names = await frame
      .locator('ptdesc-overlay button')
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
    assert.ok(names.some((name) => / at mm\/slab\.h:\d+$/.test(name)));
    assert.ok(!names.some((name) => /kernel\/mm|(?<!, )bits \d/.test(name)));
  });

  it('keeps both pictures above what is different between them', async () => {
    const frame = await overlay();
    await frame.getByLabel('Compare with').selectOption({ label: 'x86_64_lockdep' });
    await frame.getByRole('table').waitFor();
    const tops = await frame.evaluate(() => {
      const root = document.querySelector('ptdesc-overlay')?.shadowRoot;
      return ['ptdesc-lens', 'table'].map(
        (name) => root?.querySelector(name)?.getBoundingClientRect().top,
      );
    });
    assert.ok((tops[0] ?? 0) < (tops[1] ?? 0), tops.join());
    await frame.getByLabel('Compare with').selectOption({ label: 'Nothing' });
  });

  it('converts each function that is ticked, and all are', async () => {
    await runByKeys(page, 'View: Close All Editors');
    await workbench.openAt(OLD_FILE, 1);
    await runByKeys(page, 'Ptdesc: Convert to ptdesc...');
    await page.locator('.monaco-list-row', { hasText: 'This File' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const rows = page.locator('.quick-input-list .monaco-list-row', { hasText: '_free()' });
    await rows.nth(1).waitFor();
    assert.equal(await rows.count(), 2);
    await editor.screenshot('convert');
    await page.keyboard.press('Enter');
    await page.locator('.tab.dirty', { hasText: 'swap.c' }).waitFor();
    await page.keyboard.press('Control+s');
    await page.locator('.tab.active:not(.dirty)', { hasText: 'swap.c' }).waitFor();
    const text = readFileSync(join(editor.model, OLD_FILE), 'utf8');
    assert.equal(
      text.match(/pagetable_pte_dtor\(ptdesc\);\n\tpagetable_free\(ptdesc\);/g)?.length,
      2,
    );
  });

  it('finds the leak with the keyboard alone, and jumps to its line', async () => {
    await runByKeys(page, 'Ptdesc: Simulate...');
    const frame = await simulator();
    const press = async (name: RegExp, key = 'Enter') => {
      await tabTo(page, frame, name);
      await page.keyboard.press(key);
    };
    await tabTo(page, frame, /^Machine$/);
    await page.keyboard.type('x86_64_lockdep');
    await press(/^Run$/);
    await waitForOutcome(frame, /pte on x86_64_lockdep: \d+ steps/);
    await page.keyboard.press('Shift+Tab');
    await press(/^Explore failures$/);
    await frame.getByRole('row', { name: /constructor-failure-ignored/ }).waitFor();
    await frame
      .getByRole('row', { name: /constructor-failure-ignored/ })
      .getByRole('button')
      .focus();
    await page.keyboard.press('Enter');
    await waitForOutcome(frame, /allocation \d+ of \d+ failing/);
    await frame.getByRole('tab', { selected: true }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'pgalloc.h' }).waitFor();
  });

  it('gives a clean report that says what it is of, and asks nothing when it is closed', async () => {
    const frame = await simulator();
    await frame.getByRole('button', { name: 'Report (Markdown)' }).click();
    const tab = page.locator('.tab.active', { hasText: 'Run of pte on x86_64_lockdep' });
    await tab.waitFor();
    const lines = page.locator('.editor-instance .view-lines').last();
    await lines.filter({ hasText: '# ' }).waitFor();
    await page.keyboard.press('Control+End');
    await page.locator('.view-line', { hasText: 'ptdesc simulate pte --tree' }).first().waitFor();
    await page.locator('.view-line', { hasText: 'Commit:' }).first().waitFor();
    assert.equal(await page.locator('.tab.active.dirty').count(), 0);
  });

  for (const theme of Object.keys(THEMES) as ThemeName[])
    it(`has an overlay without fault at every width: ${theme}`, async () => {
      await editor.setTheme(theme);
      if (theme === 'light') await runByKeys(page, 'Ptdesc: Show Overlay');
      const frame = await overlay();
      await frame.locator(`body.${THEMES[theme].body}`).waitFor();
      for (const width of PANEL_WIDTHS) {
        await setPanelWidth(page, frame, width);
        await editor.screenshot(`overlay-${width}-${theme}`);
        await checkAccessibility(frame);
      }
    });
});

async function heightOf(frame: Frame): Promise<number> {
  return (await frame.locator('.detail').boundingBox())?.height ?? -1;
}

/** A constructor that fails leaves its page behind. */
function seedLeak(model: string): void {
  const path = join(model, LEAKY);
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf(UNDO, text.indexOf('pagetable_pte_ctor('));
  assert.ok(at > 0);
  writeFileSync(path, `${text.slice(0, at)};${text.slice(at + UNDO.length)}`);
}

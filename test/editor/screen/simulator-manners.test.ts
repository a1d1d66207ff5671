/** The simulator beside someone who types, asks about bytes and looks for lines, at every width. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { checkAccessibility } from './accessibility.ts';
import { PackagedEditor, THEMES, type ThemeName } from './packaged-editor.ts';
import { PANEL_WIDTHS, setPanelWidth } from './panel-width.ts';
import { waitForOutcome } from './wait-for-outcome.ts';
import type { Workbench } from './workbench.ts';

const FILE = 'arch/x86/mm/pgtable.c';
const TYPED = '/* Someone types here, and the simulator lets them. */';

describe('the manners of the simulator, on the screen', function () {
  this.timeout(300_000);
  let editor: PackagedEditor;
  let workbench: Workbench;

  before(async () => {
    editor = await PackagedEditor.start(FILE);
    workbench = editor.workbench;
  });
  after(() => editor?.stop());

  const panel = (): Promise<Frame> => workbench.webviewWith('ptdesc-simulator #entry option');
  const here = (frame: Frame) => frame.locator('.here').textContent();

  it('opens on a lifecycle of the machine, and hides what the machine has not', async () => {
    await workbench.runCommand('Ptdesc: Simulate...');
    const frame = await panel();
    assert.equal(await frame.getByLabel('Machine').inputValue(), 'x86_64');
    assert.equal(await frame.getByLabel('Lifecycle').inputValue(), 'pte');
    assert.equal(await frame.locator('#entry option:disabled').count(), 0);
    await frame.getByText(/^\d+ more are not for this machine$/).waitFor();
    await frame.getByRole('button', { name: 'Run', exact: true }).click();
    await waitForOutcome(frame, /pte on x86_64: \d+ steps, no problems\./);
  });

  it('leaves a file and its focus alone while someone types and saves', async () => {
    const frame = await panel();
    await find(frame, '__pte_alloc_one');
    await workbench.openAt(FILE, 1);
    const { page } = workbench;
    await page.keyboard.press('Home');
    for (const word of TYPED.split(/(?<= )/)) {
      await page.keyboard.type(word);
      await page.keyboard.press('Control+s');
    }
    await page.keyboard.press('Enter');
    await frame.getByText('The code changed since this run.').waitFor();
    // What runs by itself would have come by now.
    await page.waitForTimeout(2000);
    await page.keyboard.press('Control+s');
    await page.locator('.tab.active:not(.dirty)', { hasText: 'pgtable.c' }).waitFor();
    const [first] = readFileSync(join(editor.model, FILE), 'utf8').split('\n');
    assert.equal(first, TYPED);
    assert.match((await here(frame)) ?? '', /__pte_alloc_one/);
  });

  it('runs again when it is asked to, and keeps the place', async () => {
    const frame = await panel();
    const before = await here(frame);
    await frame.getByRole('button', { name: 'Run again' }).click();
    await frame.getByText('The code changed since this run.').waitFor({ state: 'detached' });
    assert.match((await here(frame)) ?? '', /__pte_alloc_one/);
    assert.equal(stepOf(await here(frame)), stepOf(before));
  });

  it('answers about the page that it was asked about', async () => {
    const frame = await panel();
    await find(frame, '__folio_set_pgtable');
    await frame.getByRole('button', { name: 'Out', exact: true }).click();
    const page = frame.locator('ptdesc-page');
    const pages = await page
      .locator('#pfn option')
      .evaluateAll((options) =>
        options
          .map((option) => (option as HTMLOptionElement).value)
          .filter((value) => value !== ''),
      );
    const state = page.getByText(/^page [0-9a-f]+:/);
    const followed = /^page (\w+):/.exec((await state.textContent()) ?? '')?.[1];
    const other = pages.find((pfn) => Number(pfn).toString(16) !== followed) ?? '';
    await page.getByLabel('Page', { exact: true }).selectOption(other);
    await page.getByLabel('Page', { exact: true }).selectOption('');
    await page.locator('ptdesc-lens button', { hasText: 'flags' }).first().click();
    await frame.getByRole('button', { name: 'Who wrote these bytes?' }).click();
    await frame.locator('.told', { hasText: /writes them|Nothing wrote/ }).waitFor();
    assert.match((await state.textContent()) ?? '', new RegExp(`^page ${followed}:`));
  });

  it('says who else has the bytes of a field, whatever they are viewed as', async () => {
    const page = (await panel()).locator('ptdesc-page');
    await page.getByLabel('View as').selectOption('struct ptdesc');
    await page.locator('ptdesc-lens button', { hasText: '__page_type' }).first().hover();
    const owners = await page.locator('.owners').textContent();
    assert.match(owners ?? '', /struct page .*page_type;/);
    await page.getByLabel('View as').selectOption('');
  });

  it('never counts a step more than there are', async () => {
    const frame = await panel();
    await frame.getByRole('button', { name: 'End', exact: true }).click();
    await frame.locator('.here', { hasText: 'the run is over' }).waitFor();
    assert.match((await here(frame)) ?? '', /^Step (\d+) of \1 is done/);
  });

  it('explains the marks below the slider, and goes to the one that is clicked', async () => {
    const frame = await panel();
    await frame.locator('.legend', { hasText: 'constructed' }).waitFor();
    const mark = frame.locator('.marks span', { hasText: 'C' }).first();
    const step = stepOf(await mark.getAttribute('title'), /step (\d+):/);
    const box = await mark.boundingBox();
    assert.ok(box);
    await workbench.page.mouse.click(box.x + 4, box.y + box.height / 2);
    await frame.locator('.here', { hasText: `Step ${step} of` }).waitFor();
  });

  it('goes back to a line that ran before, and says when a line never runs', async () => {
    const frame = await panel();
    await frame.getByRole('button', { name: 'End', exact: true }).click();
    await workbench.openAt(FILE, lineOf(editor.model, '__pte_alloc_one(mm'));
    await workbench.runCommand('Ptdesc: Run the Simulation to the Cursor');
    await frame.locator('.here', { hasText: 'in pte_alloc_one()' }).waitFor();
    await workbench.openAt(FILE, 1);
    await workbench.runCommand('Ptdesc: Run the Simulation to the Cursor');
    await frame.locator('.told', { hasText: 'Line 1 never runs in this run.' }).waitFor();
  });

  it('shows the failures that it explored, and runs a row by a click anywhere in it', async () => {
    const frame = await panel();
    await frame.getByRole('button', { name: 'Explore failures' }).click();
    const row = frame.getByRole('row', { name: /allocation 1/ });
    await row.waitFor();
    await row.getByRole('cell').last().click();
    await waitForOutcome(frame, /allocation 1 of \d+ failing/);
    await frame.getByRole('tab', { name: /^Calls/ }).click();
  });

  for (const theme of Object.keys(THEMES) as ThemeName[])
    it(`has its bytes first, its buttons in reach, and no fault for axe-core: ${theme}`, async () => {
      await editor.setTheme(theme);
      const frame = await panel();
      await frame.locator(`body.${THEMES[theme].body}`).waitFor();
      for (const width of PANEL_WIDTHS) {
        await setPanelWidth(workbench.page, frame, width);
        await editor.screenshot(`simulator-${width}-${theme}`);
        await checkLayout(frame, width);
        await checkAccessibility(frame);
      }
    });
});

/** No button is cut off, the bytes are in the upper half, and the page type is in sight. */
async function checkLayout(frame: Frame, width: number): Promise<void> {
  await frame.evaluate(() => window.scrollTo(0, 0));
  const run = await boxOfRun(frame);
  const left = (await frame.locator('main').boundingBox())?.x ?? 0;
  assert.ok(run && run.x - left + run.width <= width, `Run at ${width} px`);
  const seen = await frame.evaluate(() => {
    const page = document
      .querySelector('ptdesc-simulator')
      ?.shadowRoot?.querySelector('ptdesc-page');
    const lenses = [...(page?.shadowRoot?.querySelectorAll('ptdesc-lens') ?? [])];
    const bytes = lenses[0]?.shadowRoot?.querySelector('.memory')?.getBoundingClientRect();
    const type = lenses
      .map((lens) => lens.shadowRoot?.querySelector('button[data-path="page_type"]'))
      .find((button) => button)
      ?.getBoundingClientRect();
    const height = window.innerHeight;
    return { rows: lenses.length, top: (bytes?.top ?? height) / height, right: type?.right ?? 1e9 };
  });
  assert.ok(seen.top < 0.6, `bytes begin at ${Math.round(100 * seen.top)} % at ${width} px`);
  assert.ok(seen.right <= width, `page_type ends at ${seen.right} of ${width} px`);
  assert.equal(seen.rows, width < 700 ? 2 : 1);
}

/** Where Run is; beside a narrow run it is one click away. */
async function boxOfRun(frame: Frame) {
  const button = frame.getByRole('button', { name: 'Run', exact: true });
  const isHidden = !(await button.isVisible());
  const more = frame.getByText('What to run');
  if (isHidden) await more.click();
  const box = await button.boundingBox();
  if (isHidden) await more.click();
  return box;
}

/** Goes to the next call of a function. */
async function find(frame: Frame, name: string): Promise<void> {
  const box = frame.getByLabel('Go to the next call of a function');
  await box.fill(name);
  await box.press('Enter');
  await frame.locator('.here', { hasText: `${name}()` }).waitFor();
}

function stepOf(text: string | null, pattern = /Step (\d+) of/): number {
  return Number(pattern.exec(text ?? '')?.[1] ?? -1);
}

function lineOf(model: string, text: string): number {
  const source = readFileSync(join(model, FILE), 'utf8');
  assert.ok(source.includes(text), text);
  return source.slice(0, source.indexOf(text)).split('\n').length;
}

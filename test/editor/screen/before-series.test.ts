/** The modelled kernel before and after the series, in the simulator of the packaged extension. */
import type { Frame } from 'playwright-core';
import { checkEveryTheme } from './every-theme.ts';
import { PackagedEditor } from './packaged-editor.ts';
import { waitForOutcome } from './wait-for-outcome.ts';
import type { Workbench } from './workbench.ts';

describe('the simulator before the series, on the screen', function () {
  this.timeout(300_000);
  let editor: PackagedEditor;
  let workbench: Workbench;

  before(async () => {
    editor = await PackagedEditor.start('include/linux/mm.h');
    workbench = editor.workbench;
  });
  after(() => editor?.stop());

  const panel = (): Promise<Frame> => workbench.webviewWith('ptdesc-simulator #entry option');

  it('runs the code before the series, from the palette', async () => {
    await workbench.runCommand('Ptdesc: Simulate the Model before the Series');
    const frame = await panel();
    await frame.getByLabel('Machine').selectOption('x86_64_lockdep');
    await frame.getByLabel('Lifecycle').selectOption('pte');
    await frame.getByRole('button', { name: 'Run', exact: true }).click();
    await waitForOutcome(frame, /pte on x86_64_lockdep, before the series: \d+ steps/);
  });

  it('opens the file that runs, and shows the lock in struct page', async () => {
    const frame = await panel();
    const box = frame.getByLabel('Go to the next call of a function');
    await box.fill('pgtable_pte_page_ctor');
    await box.press('Enter');
    await frame.locator('.here', { hasText: /pgtable_pte_page_ctor\(\).*mm\.h/s }).waitFor();
    const text = workbench.page.locator('.view-line', { hasText: 'ptlock_init(page)' });
    await text.first().waitFor();
    await frame.locator('ptdesc-page').getByLabel('View as').selectOption('struct page');
    await frame.locator('ptdesc-lens button', { hasText: 'ptl' }).first().waitFor();
  });

  checkEveryTheme('simulator-before', () => editor, panel);

  it('goes to the other side by its list, and back after a reload', async () => {
    await (await panel()).getByLabel('Code').selectOption('after');
    await waitForOutcome(await panel(), /pte on x86_64_lockdep: \d+ steps/);
    await (await panel()).getByLabel('Code').selectOption('before');
    await waitForOutcome(await panel(), /before the series: \d+ steps/);
    await editor.reload({ machine: 'x86_64_lockdep', entry: 'pte', before: true });
    await waitForOutcome(await panel(), /pte on x86_64_lockdep, before the series: \d+ steps/);
  });
});

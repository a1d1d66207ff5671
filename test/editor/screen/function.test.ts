/** One function in the simulator: from the palette with the cursor in it, by its link, by its name. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { checkEveryTheme } from './every-theme.ts';
import { PackagedEditor } from './packaged-editor.ts';
import { waitForOutcome } from './wait-for-outcome.ts';
import type { Workbench } from './workbench.ts';

const FILE = 'arch/x86/mm/pgtable.c';

describe('a function in the simulator, on the screen', function () {
  this.timeout(300_000);
  let editor: PackagedEditor;
  let workbench: Workbench;

  before(async () => {
    editor = await PackagedEditor.start(FILE);
    workbench = editor.workbench;
  });
  after(() => editor?.stop());

  const panel = (): Promise<Frame> => workbench.webviewWith('ptdesc-simulator #entry option');
  const box = (frame: Frame) => frame.getByLabel('Function', { exact: true });
  const lineOf = (text: string): number => {
    const source = readFileSync(join(editor.model, FILE), 'utf8');
    return source.slice(0, source.indexOf(text)).split('\n').length;
  };

  it('is offered by the palette when the cursor is in it', async () => {
    await workbench.openAt(FILE, lineOf('pgtable_t pte_alloc_one(') + 2);
    await workbench.runCommand('Ptdesc: Simulate...');
    const frame = await panel();
    await frame.waitForFunction(
      (name) =>
        document
          .querySelector('ptdesc-simulator')
          ?.shadowRoot?.querySelector<HTMLInputElement>('#function')?.value === name,
      'pte_alloc_one',
    );
    assert.equal(await frame.locator('.outcome').count(), 0);
    await frame.getByRole('button', { name: 'Call', exact: true }).click();
    await waitForOutcome(frame, /pte_alloc_one on x86_64: \d+ steps/);
    await frame.locator('.here', { hasText: 'in pte_alloc_one()' }).waitFor();
  });

  it('goes back to the call of it, which stands in no file', async () => {
    const frame = await panel();
    await frame.getByRole('button', { name: 'Back', exact: true }).click();
    await frame.locator('.here', { hasText: 'in scenario_call_pte_alloc_one()' }).waitFor();
    await frame.getByRole('button', { name: 'Start', exact: true }).click();
    await frame.locator('.here', { hasText: /^\s*Step 1 of/ }).waitFor();
    assert.equal(await frame.getByRole('alert').count(), 0);
    await find(frame, 'pte_alloc_one');
  });

  it('steps, and explores its failures', async () => {
    const frame = await panel();
    await frame.getByRole('button', { name: 'Step', exact: true }).click();
    await frame.locator('.here', { hasText: '__pte_alloc_one' }).waitFor();
    await frame.getByRole('button', { name: 'Explore failures' }).click();
    await frame.getByRole('row', { name: /allocation 1/ }).waitFor();
  });

  checkEveryTheme('simulator-function', () => editor, panel);

  it('is found by its name among those that can be called', async () => {
    const frame = await panel();
    await box(frame).focus();
    await frame.locator('#functions option[value="pagetable_pte_ctor"]').waitFor({
      state: 'attached',
    });
    await box(frame).fill('pagetable_pte_ctor');
    await box(frame).press('Enter');
    await waitForOutcome(frame, 'pagetable_pte_ctor on x86_64');
  });

  it('is refused in one line when an argument cannot be made, and the run stays', async () => {
    const frame = await panel();
    await box(frame).fill('tlb_gather_mmu');
    await box(frame).press('Enter');
    const alert = frame.getByRole('alert');
    await alert.filter({ hasText: 'struct mmu_gather * cannot be made' }).waitFor();
    await waitForOutcome(frame, 'pagetable_pte_ctor on x86_64');
  });

  it('runs by the link over it', async () => {
    await workbench.openAt(FILE, lineOf('pgd_t *pgd_alloc('));
    const link = '.codelens-decoration a[title^="Run pgd_alloc()"]';
    await workbench.page.locator(link).filter({ visible: true }).click();
    const frame = await panel();
    await waitForOutcome(frame, /pgd_alloc on x86_64: \d+ steps/);
    assert.equal(await frame.getByRole('alert').count(), 0);
  });

  it('is there again after the window was reloaded', async () => {
    await editor.reload({ entry: 'pgd_alloc' });
    const frame = await panel();
    await waitForOutcome(frame, /pgd_alloc on x86_64: \d+ steps/);
  });
});

/** Goes to the next call of a function. */
async function find(frame: Frame, name: string): Promise<void> {
  const calls = frame.getByLabel('Go to the next call of a function');
  await calls.fill(name);
  await calls.press('Enter');
  await frame.locator('.here', { hasText: `in ${name}()` }).waitFor();
}

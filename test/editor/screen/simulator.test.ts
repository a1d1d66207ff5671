import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { checkAccessibility } from './accessibility.ts';
import { checkEveryTheme } from './every-theme.ts';
import { PackagedEditor } from './packaged-editor.ts';
import { waitForOutcome } from './wait-for-outcome.ts';
import type { Workbench } from './workbench.ts';

/** The line that gives the page back when its constructor failed. */
const FILE = 'include/asm-generic/pgalloc.h';
const UNDO = 'pagetable_free(ptdesc);';

describe('the simulator, on the screen', function () {
  this.timeout(300_000);
  let editor: PackagedEditor;
  let workbench: Workbench;

  before(async () => {
    editor = await PackagedEditor.start('arch/x86/mm/pgtable.c', seedLeak);
    workbench = editor.workbench;
  });
  after(() => editor?.stop());

  const panel = (): Promise<Frame> => workbench.webviewWith('ptdesc-simulator #entry option');
  /** -1 while no run is there. */
  const stepOf = async (frame: Frame): Promise<number> => {
    const [text = ''] = await frame.locator('.here').allTextContents();
    return Number(/Step (\d+) of/.exec(text)?.[1] ?? -1);
  };

  it('runs the pte lifecycle of x86, from the palette', async () => {
    await workbench.runCommand('Ptdesc: Simulate...');
    const frame = await panel();
    await frame.getByLabel('Lifecycle').selectOption('pte');
    await frame.getByRole('button', { name: 'Run', exact: true }).click();
    await waitForOutcome(frame, /pte on x86_64: \d+ steps/);
    await frame.locator('.here', { hasText: 'scenario_pte()' }).waitFor();
    await find(frame, 'pagetable_pte_ctor');
    await frame.getByRole('option', { name: /pagetable_pte_ctor\(/, selected: true }).waitFor();
  });

  it('steps forward and back', async () => {
    const frame = await panel();
    const first = await stepOf(frame);
    const press = async (name: string, expected: (step: number) => boolean) => {
      await frame.getByRole('button', { name, exact: true }).click();
      await waitFor(async () => expected(await stepOf(frame)), name);
    };
    await press('Step', (step) => step === first + 1);
    await press('Over', (step) => step > first + 1);
    const after = await stepOf(frame);
    await press('Back', (step) => step === after - 1);
    await press('Out', (step) => step > after - 1);
    await press('Start', (step) => step === 1);
    await press('End', (step) => step > after);
  });

  it('goes to the constructor, and shows what it changes', async () => {
    const frame = await panel();
    await frame.getByRole('button', { name: 'Start', exact: true }).click();
    await find(frame, '__folio_set_pgtable');
    await frame.locator('ptdesc-page').getByLabel('View as').selectOption('struct ptdesc');
    await frame.getByRole('button', { name: 'Out', exact: true }).click();
    await frame.locator('ptdesc-lens button', { hasText: '__page_type' }).click();
    await frame.getByRole('button', { name: 'Who wrote these bytes?' }).click();
    await frame.locator('.told', { hasText: /writes them.* in step \d+/ }).waitFor();
    await editor.screenshot('simulator-light');
  });

  it('runs to the line of a breakpoint', async () => {
    const frame = await panel();
    await frame.getByRole('button', { name: 'Start', exact: true }).click();
    await waitFor(async () => (await stepOf(frame)) === 1, 'the first step');
    await workbench.openAt(FILE, lineOf(editor.model, 'pagetable_pte_dtor(ptdesc);'));
    await workbench.runCommand('Debug: Toggle Breakpoint');
    await frame.locator('.here', { hasText: /in pte_free\(\).*pgalloc\.h/s }).waitFor();
  });

  checkEveryTheme('simulator', () => editor, panel);

  it('survives a hundred quick clicks', async () => {
    const frame = await panel();
    await frame.getByRole('button', { name: 'Start', exact: true }).click();
    await waitFor(async () => (await stepOf(frame)) === 1, 'the first step');
    await frame.getByRole('button', { name: 'Step', exact: true }).evaluate((button) => {
      for (let i = 0; i < 100; i++) (button as HTMLElement).click();
    });
    await waitFor(async () => (await stepOf(frame)) === 101, 'a hundred steps');
  });

  it('fails the allocation of a lock, and finds the page that is lost', async () => {
    const frame = await panel();
    await frame.getByLabel('Machine').selectOption('x86_64_lockdep');
    await waitForOutcome(frame, /pte on x86_64_lockdep: \d+ steps/);
    await frame.getByRole('button', { name: 'Explore failures' }).click();
    const row = frame.getByRole('row', { name: /constructor-failure-ignored/ });
    await row.getByRole('button').click();
    await waitForOutcome(frame, /allocation \d+ of \d+ failing/);
    await frame.getByRole('tab', { name: /^Findings/ }).click();
    await frame
      .locator('.findings button', { hasText: 'constructor-failure-ignored' })
      .first()
      .click();
    await editor.screenshot('simulator-leak');
  });

  it('goes to the line of a finding', async () => {
    const frame = await panel();
    await frame
      .locator('.findings button', { hasText: 'constructor-failure-ignored' })
      .first()
      .click();
    const { page } = workbench;
    await page.locator('.tab.active', { hasText: 'pgalloc.h' }).waitFor();
    await page.locator('.view-line', { hasText: 'pagetable_pte_ctor(ptdesc)' }).waitFor();
    await checkAccessibility(frame);
  });

  it('goes on where it was when the server is started again', async () => {
    const frame = await panel();
    const step = await stepOf(frame);
    await workbench.runCommand('Ptdesc: Restart the Language Server');
    // The run is there again when its page is: until then the panel says what it had.
    await workbench.page.waitForTimeout(3000);
    await frame.getByRole('button', { name: 'Back', exact: true }).click();
    await waitFor(async () => (await stepOf(frame)) === step - 1, 'one step back');
    assert.match((await frame.locator('.outcome').textContent()) ?? '', /failing: \d+ steps/);
  });

  it('runs what was asked for last when three are asked for at once', async () => {
    const frame = await panel();
    await frame.getByLabel('Lifecycle').evaluate((element) => {
      const select = element as HTMLSelectElement;
      const run = select.form?.querySelector('vscode-button') as HTMLElement;
      for (const entry of ['mm', 'pmd', 'pud']) {
        select.value = entry;
        run.click();
      }
    });
    await waitForOutcome(frame, /pud on x86_64_lockdep: \d+ steps/);
    assert.equal(await frame.locator('[role=alert]').count(), 0);
  });

  it('is at the same step after the window was reloaded', async () => {
    const before = await panel();
    await find(before, 'pud_alloc_one');
    const step = await stepOf(before);
    await editor.reload({ entry: 'pud', step });
    await waitFor(async () => (await stepOf(await panel())) === step, `step ${step} again`);
    await waitForOutcome(await panel(), 'pud on x86_64_lockdep');
  });
});

/** Goes to the next call of a function. */
async function find(frame: Frame, name: string): Promise<void> {
  const box = frame.getByLabel('Go to the next call of a function');
  await box.fill(name);
  await box.press('Enter');
  await frame.locator('.here', { hasText: `${name}()` }).waitFor();
}

/** The first line of the file that has a text; 1-based. */
function lineOf(model: string, text: string): number {
  const lines = readFileSync(join(model, FILE), 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes(text));
  assert.ok(at >= 0, text);
  return at + 1;
}

/** A constructor that fails leaves its page behind. */
function seedLeak(model: string): void {
  const path = join(model, FILE);
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf(UNDO, text.indexOf('pagetable_pte_ctor('));
  assert.ok(at > 0);
  writeFileSync(path, `${text.slice(0, at)};${text.slice(at + UNDO.length)}`);
}

async function waitFor(holds: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, what);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

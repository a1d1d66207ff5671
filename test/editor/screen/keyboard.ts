import assert from 'node:assert/strict';
import type { Frame, Locator, Page } from 'playwright-core';

const MOST_TABS = 60;
const MOST_ROWS = 8;
const LIMIT_MS = 120_000;

/** Runs a command by the palette, without a pointer. */
export async function runByKeys(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title });
  const end = Date.now() + LIMIT_MS;
  while (Date.now() < end) {
    await page.keyboard.press('F1');
    if (await comes(() => input.waitFor({ timeout: 5000 }))) {
      await page.keyboard.type(title);
      if (await comes(() => goTo(page, row))) return page.keyboard.press('Enter');
    }
    await page.keyboard.press('Escape');
  }
  throw new Error(`The palette has no "${title}".`);
}

/** Commands whose names begin alike stand before it: goes down the list until it has the focus. */
async function goTo(page: Page, row: Locator): Promise<void> {
  for (let rows = 0; rows < MOST_ROWS; rows++) {
    if (await comes(() => row.waitFor({ timeout: 1000 }))) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error('It is not in the list.');
}

/** Presses Tab until something with a name has the focus in a panel. */
export async function tabTo(page: Page, frame: Frame, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    const focused = await frame.evaluate(focusedName);
    if (name.test(focused)) return;
    seen.push(focused);
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never comes to ${name}: ${seen.join(', ')}`);
}

/** Runs in the panel: what a screen reader would call the element that has the focus. */
function focusedName(): string {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (element === null) return '';
  const host = element.getRootNode() as ShadowRoot;
  const label = element.id && host.querySelector(`label[for="${element.id}"]`);
  const named = element.getAttribute('aria-label') ?? (label ? label.textContent : null);
  const own = element.closest('vscode-button') ?? host.host?.closest('vscode-button') ?? element;
  return (named ?? own.textContent ?? '').trim().replace(/\s+/g, ' ');
}

const comes = (wait: () => Promise<unknown>): Promise<boolean> =>
  wait().then(
    () => true,
    () => false,
  );

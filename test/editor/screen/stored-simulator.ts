/** What a window of the web has stored for the extension: a reload comes back with that, and no more. */
import type { Page } from 'playwright-core';
import type { SimulatorState } from '../../../server/src/protocol.ts';

/** VS Code's databases of a browser have it by the extension's id. */
const EXTENSION = 'ptdesc-explorer.ptdesc-explorer';
const KEY = 'ptdesc.simulator';

/**
 * Waits until the simulator's state is stored with the given values. A window writes what an extension
 * keeps a moment after it was told, and a reload does not wait for it.
 */
export async function waitForStored(
  page: Page,
  expected: Partial<SimulatorState>,
  limitMs: number,
) {
  const end = Date.now() + limitMs;
  let stored: Partial<SimulatorState> = {};
  while (Date.now() < end) {
    stored = await storedSimulator(page);
    if (has(stored, expected)) return;
    await page.waitForTimeout(50);
  }
  const wanted = JSON.stringify(expected);
  throw new Error(`The window never stored ${wanted}; it has ${JSON.stringify(stored)}.`);
}

function has(stored: Partial<SimulatorState>, expected: Partial<SimulatorState>): boolean {
  const wanted = Object.entries({ ...stored, ...expected });
  return wanted.every(([key, value]) => stored[key as keyof SimulatorState] === value);
}

async function storedSimulator(page: Page): Promise<Partial<SimulatorState>> {
  for (const text of await page.evaluate(storedUnder, EXTENSION)) {
    const kept = (JSON.parse(text) as Record<string, SimulatorState | undefined>)[KEY];
    if (kept !== undefined) return kept;
  }
  return {};
}

/** Runs in the page: the values that its databases have by a key, the workspace's and all windows'. */
async function storedUnder(key: string): Promise<string[]> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const found: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name ?? ''));
    for (const store of database.objectStoreNames) {
      const value = await done(database.transaction(store).objectStore(store).get(key));
      if (typeof value === 'string') found.push(value);
    }
    database.close();
  }
  return found;
}

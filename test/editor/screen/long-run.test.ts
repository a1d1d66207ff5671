/**
 * A run of a million steps in the simulator: the real server, the panel's own state, and its bundle in a
 * browser. Steps come in pages when they come into sight, and no more of them is there than is seen.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { EMPTY_STATE, Simulator } from '../../../client/src/simulator/simulator.ts';
import { SimulatorRequests } from '../../../client/src/simulator/simulator-requests.ts';
import { modelTree } from '../../../server/src/kernel/model-tree.ts';
import {
  type FromSimulatorMessage,
  SIMULATION_STEPS_REQUEST,
  type SimulationStepsParams,
  type ToSimulatorMessage,
} from '../../../server/src/protocol.ts';
import { LanguageClient } from '../../../server/test/test-kit/language-client.ts';
import { launchBrowser } from '../launcher/browser.ts';
import { openPanelPage } from './panel-page.ts';

const STATEMENT = 'return __pte_alloc_one(mm, __userpte_alloc_gfp);';
const LOOP = 'unsigned long turns = 0;\n\n\twhile (turns < 500000)\n\t\tturns++;\n\t';
/** What the list asks for at a time, and what is drawn beside what is in sight. */
const PAGE_ROWS = 200;
const MOST_DRAWN = 150;

describe('a run of a million steps, on the screen', function () {
  this.timeout(300_000);
  let client: LanguageClient;
  let browser: Browser;
  let page: Page;
  let simulator: Simulator;
  const asked: SimulationStepsParams[] = [];
  let sent = 0;

  before(async () => {
    client = await LanguageClient.start(modelTree());
    browser = await launchBrowser();
    const uri = await openWithLoop(client);
    page = await openPanelPage(browser, 'simulator');
    await page.exposeFunction('toPanel', receive);
    simulator = newSimulator(uri);
    await simulator.setUp();
  });
  after(async () => {
    await browser?.close();
    await client?.stop();
  });

  function newSimulator(uri: string): Simulator {
    const requests = new SimulatorRequests((method, params) => {
      if (method === SIMULATION_STEPS_REQUEST) asked.push(params as SimulationStepsParams);
      return client.connection.sendRequest(method, params);
    });
    const screen = {
      post: (message: ToSimulatorMessage) => {
        if (message.type === 'run') sent = JSON.stringify(message).length;
        return page.evaluate((data) => window.postMessage(data, '*'), message);
      },
      follow: async () => {},
      running: () => {},
    };
    return new Simulator(requests, screen, { ...EMPTY_STATE, uri, entry: 'pte_alloc_one' });
  }

  function receive(message: FromSimulatorMessage): unknown {
    if (message.type === 'wantSteps') return simulator.steps.sendSteps(message.from, message.count);
    if (message.type === 'wantCalls') return simulator.steps.sendCalls(message.from, message.count);
    if (message.type === 'go') return simulator.steps.go(message.step);
    return undefined;
  }

  /** The rows that are there, whatever of them is in sight. */
  const rows = () => page.getByRole('option');
  const list = () => page.getByRole('listbox', { name: 'Steps' });
  const row = (step: number) => rows().filter({ hasText: new RegExp(`^\\s*${step}\\s`) });

  it('shows the run without its steps', async () => {
    await page.getByText(/pte_alloc_one on x86_64: 1\d{6} steps/).waitFor();
    assert.ok(sent < 100_000, `${sent} characters`);
    assert.deepEqual(asked, []);
  });

  it('has the rows in sight, wherever it is scrolled to', async () => {
    await page.getByRole('tab', { name: /^Steps \(1\d{6}\)/ }).click();
    for (const part of [0.5, 0.03, 0.97, 0.501, 0]) {
      const before = asked.length;
      const top = await list().evaluate((element, at) => {
        element.scrollTop = (element.scrollHeight - element.clientHeight) * at;
        return element.scrollTop;
      }, part);
      await row(Math.ceil(top / 22) + 5).waitFor();
      assert.ok((await rows().count()) < MOST_DRAWN, 'no more is drawn than is near');
      assert.ok(asked.length - before <= 3, 'no more is asked for than is near');
    }
    assert.ok(asked.every(({ count }) => count <= PAGE_ROWS));
  });

  it('goes from one end to the other with the keyboard', async () => {
    await list().focus();
    await list().press('End');
    const text = (await page.locator('.outcome').textContent()) ?? '';
    const steps = Number(/: (\d+) steps/.exec(text)?.[1]);
    await page.locator('.here', { hasText: `Step ${steps} of ${steps}` }).waitFor();
    await row(steps).waitFor();
    await list().press('Home');
    await page.locator('.here', { hasText: `Step 1 of ${steps}` }).waitFor();
    await row(1).waitFor();
  });
});

/** The code that runs is what the editor has: with a loop in it. */
async function openWithLoop(client: LanguageClient): Promise<string> {
  const uri = await client.open(join(modelTree(), 'arch/x86/mm/pgtable.c'));
  await client.edit(uri, 2, STATEMENT, `${LOOP}${STATEMENT}`);
  return uri;
}

/**
 * Part of `npm run bench`: how many frames pass from the data's arrival to a panel's first paint, and
 * how long the longest frame is while a list of a million steps scrolls. Figures, never assertions.
 * The bundles run in a real browser under the panels' own policy; data come from a real server.
 */
import type { Page } from 'playwright-core';
import { modelTree } from '../../../server/src/kernel/model-tree.ts';
import {
  OVERLAY_REQUEST,
  type OverlayView,
  SIMULATE_REQUEST,
  SIMULATION_STATE_REQUEST,
  type Simulation,
  type SimulationState,
  type SimulatorState,
  type ToOverlayMessage,
  type ToSimulatorMessage,
} from '../../../server/src/protocol.ts';
import { LanguageClient } from '../../../server/test/test-kit/language-client.ts';
import { launchBrowser } from '../launcher/browser.ts';
import { openPanelPage } from './panel-page.ts';

const SHOWN_STEPS = 1_000_000;
const SCROLLS = 200;
/** From the data's arrival. */
const GOAL_FRAMES = 2;

const client = await LanguageClient.start(modelTree());
const browser = await launchBrowser();
try {
  const request = <Result>(method: string, params: object): Promise<Result> =>
    client.connection.sendRequest(method, params);
  const view = await request<OverlayView>(OVERLAY_REQUEST, {});
  await overlayFigures(await openPanelPage(browser, 'overlay'), view);
  const run = await request<Simulation>(SIMULATE_REQUEST, { machine: 'x86_64', entry: 'pte' });
  const params = { run: run.run, step: Math.floor(run.steps / 2) };
  const position = await request<SimulationState>(SIMULATION_STATE_REQUEST, params);
  await simulatorFigures(await openPanelPage(browser, 'simulator'), run, position);
} finally {
  await browser.close();
  await client.stop();
}

async function overlayFigures(page: Page, view: OverlayView): Promise<void> {
  const state = { uri: null, choice: null, compared: null };
  const message: ToOverlayMessage = {
    type: 'show',
    view,
    compared: null,
    profiles: [],
    chosen: -1,
    comparedChosen: -1,
    record: null,
    state,
  };
  const { frames, milliseconds } = await page.evaluate(untilPainted, {
    messages: [message],
    host: 'ptdesc-lens',
  });
  print('overlay: data to first paint', paintText(frames, milliseconds));
}

async function simulatorFigures(
  page: Page,
  simulation: Simulation,
  position: SimulationState,
): Promise<void> {
  const { run: _number, ...run } = simulation;
  const state: SimulatorState = {
    uri: null,
    machine: run.machine,
    before: false,
    entry: run.entry,
    fail: null,
    graceAtStep: null,
    step: position.step,
  };
  const messages: ToSimulatorMessage[] = [
    {
      type: 'setup',
      label: '',
      machines: [],
      hasBefore: true,
      lifecycles: [],
      offered: null,
      state,
    },
    { type: 'run', run, callCount: 0, state },
    { type: 'position', position, call: -1, state },
  ];
  const painted = await page.evaluate(untilPainted, { messages, host: 'ptdesc-lens' });
  print('simulator: data to first paint', paintText(painted.frames, painted.milliseconds));
  const long: ToSimulatorMessage = {
    type: 'run',
    run: { ...run, steps: SHOWN_STEPS },
    callCount: 0,
    state,
  };
  await page.evaluate((message) => window.postMessage(message, '*'), long);
  await page.getByRole('tab', { name: /^Steps/ }).click();
  const longest = await page.evaluate(scrollThrough, { scrolls: SCROLLS, steps: SHOWN_STEPS });
  print(`a list of ${SHOWN_STEPS} steps: longest frame`, `${longest.toFixed(1)} ms`);
}

function paintText(frames: number, milliseconds: number): string {
  return `${frames} frames, ${milliseconds.toFixed(1)} ms (goal: ${GOAL_FRAMES} frames)`;
}

function print(what: string, figure: string): void {
  console.log(`${what.padEnd(48)} ${figure}`);
}

/** Runs in the page: frames from the data's arrival until what it draws was painted. */
async function untilPainted({
  messages,
  host,
}: {
  messages: readonly object[];
  host: string;
}): Promise<{ frames: number; milliseconds: number }> {
  const find = (root: ParentNode): boolean => {
    // A block of a lens.
    if (root.querySelector(host)?.shadowRoot?.querySelector('button')) return true;
    return [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && find(shadowRoot));
  };
  const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
  await frame();
  const start = performance.now();
  for (const data of messages) window.dispatchEvent(new MessageEvent('message', { data }));
  let frames = 0;
  do {
    await frame();
    frames++;
  } while (!find(document));
  return { frames, milliseconds: performance.now() - start };
}

/** Runs in the page: jumps through the list, with rows that come as the panel would send them. */
async function scrollThrough({
  scrolls,
  steps,
}: {
  scrolls: number;
  steps: number;
}): Promise<number> {
  const asked = (window as unknown as { asked: { type: string; from: number; count: number }[] })
    .asked;
  const find = (root: ParentNode): Element | null => {
    const own = root.querySelector('.scroll[role=listbox]');
    if (own) return own;
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      const below = shadowRoot && find(shadowRoot);
      if (below) return below;
    }
    return null;
  };
  const list = find(document);
  if (list === null) throw new Error('there is no list');
  const answer = () => {
    for (const { type, from, count } of asked.splice(0)) {
      if (type !== 'wantSteps') continue;
      const rows = Array.from({ length: count }, (_, i) => ({
        step: from + i,
        depth: (from + i) % 9,
        function: `f${from + i}`,
        place: null,
      }));
      const data = { type: 'steps', from, steps: rows };
      window.dispatchEvent(new MessageEvent('message', { data }));
    }
  };
  let longest = 0;
  let last = performance.now();
  for (let i = 0; i < scrolls; i++) {
    list.scrollTop = (list.scrollHeight * ((i * 7919) % scrolls)) / scrolls;
    await new Promise((done) => requestAnimationFrame(done));
    answer();
    const now = performance.now();
    if (i > 0) longest = Math.max(longest, now - last);
    last = now;
  }
  if (list.scrollHeight < steps) throw new Error('the list is not as long as the run');
  return longest;
}

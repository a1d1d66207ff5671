import type { Frame } from 'playwright-core';

/** Waits until the simulator's panel says how a run ended; says what it shows instead if it never does. */
export async function waitForOutcome(frame: Frame, text: string | RegExp): Promise<void> {
  try {
    await frame.locator('.outcome', { hasText: text }).waitFor();
  } catch (error) {
    const shown = await frame.locator('ptdesc-simulator').innerText();
    throw new Error(`No outcome ${text}; the panel shows:\n${shown.slice(0, 2000)}`, {
      cause: error,
    });
  }
}

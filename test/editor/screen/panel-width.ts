import type { Frame, Page } from 'playwright-core';

/** Widths of a panel that people have: beside a file on a laptop, half of a screen, a screen. */
export const PANEL_WIDTHS = [290, 650, 1200] as const;

/** What stands beside the panel takes its share of each change, so it takes some changes. */
const MOST_TRIES = 20;

/** Makes the window so wide that a panel has a width, whatever stands beside it. */
export async function setPanelWidth(page: Page, frame: Frame, widthPx: number): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const now = await frame.evaluate(() => window.innerWidth);
    if (Math.abs(now - widthPx) <= 1) return;
    const size = page.viewportSize();
    if (size === null) break;
    await page.setViewportSize({ width: size.width + widthPx - now, height: size.height });
    await page.waitForTimeout(300);
  }
  const got = await frame.evaluate(() => window.innerWidth);
  throw new Error(`The panel is ${got} px wide, not ${widthPx}.`);
}

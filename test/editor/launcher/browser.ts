import { type Browser, chromium } from 'playwright-core';
import { findProgram } from '../../oracles/gcc.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Nothing here may reach the network by itself; a container has neither sandbox nor GPU. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the machine's Chromium with a new empty profile. Throws one line when there is none. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser(), args: FLAGS });
}

/** The browser that PTDESC_BROWSER names, else the first on PATH. */
function findBrowser(): string {
  const found = process.env.PTDESC_BROWSER ?? findProgram(...NAMES);
  if (found !== undefined) return found;
  throw new Error('No browser: install chromium (apt-get install chromium) or set PTDESC_BROWSER.');
}

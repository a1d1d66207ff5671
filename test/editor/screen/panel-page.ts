import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { repositoryRoot } from '../../repository/repository-root.ts';

const ADDRESS = 'http://panel.invalid/';

/**
 * The page of a panel as the extension makes it, without an editor around it. What the panel's script
 * asks is kept in `window.asked`, and handed to `window.toPanel` where there is one.
 */
export async function openPanelPage(browser: Browser, name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  const script = readFileSync(join(repositoryRoot, `dist/webview/${name}.js`), 'utf8');
  const body = `<!DOCTYPE html><html lang="en"><head><title>${name}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-n'"></head>
<body><ptdesc-${name}></ptdesc-${name}>
<script nonce="n">
window.asked = [];
window.acquireVsCodeApi = () => ({
  postMessage: (m) => { window.asked.push(m); window.toPanel?.(m); },
  setState() {},
});
</script>
<script nonce="n" src="${name}.js"></script></body></html>`;
  await page.route(`${ADDRESS}**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({ contentType: 'text/html', body }),
  );
  await page.goto(ADDRESS);
  return page;
}

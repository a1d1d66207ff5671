import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * Fills a webview with the page of one of our panels: `dist/webview/NAME.js` draws `<ptdesc-NAME>`.
 * Nothing may be loaded but that one script, which carries a nonce made for this page; its styles are
 * adopted from code and need no permission.
 */
export function webviewHtml(
  context: vscode.ExtensionContext,
  webview: vscode.Webview,
  name: string,
  title: string,
): void {
  const scripts = vscode.Uri.joinPath(context.extensionUri, 'dist/webview');
  webview.options = { enableScripts: true, localResourceRoots: [scripts] };
  const address = webview.asWebviewUri(vscode.Uri.joinPath(scripts, `${name}.js`));
  webview.html = page(name, title, address.toString());
}

function page(name: string, title: string, scriptAddress: string): string {
  const nonce = randomBytes(16).toString('base64');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; script-src 'nonce-${nonce}'">
<title>${title}</title>
</head>
<body>
<main><ptdesc-${name}></ptdesc-${name}></main>
<script nonce="${nonce}" src="${scriptAddress}"></script>
</body>
</html>`;
}

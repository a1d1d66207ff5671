import { randomBytes } from 'node:crypto';

/**
 * The page around the overlay's script. Nothing may be loaded but that one script, which carries
 * a nonce made for this page; its styles are adopted from code and need no permission.
 */
export function overlayHtml(scriptAddress: string): string {
  const nonce = randomBytes(16).toString('base64');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; script-src 'nonce-${nonce}'">
<title>Bytes of struct page</title>
</head>
<body>
<ptdesc-overlay></ptdesc-overlay>
<script nonce="${nonce}" src="${scriptAddress}"></script>
</body>
</html>`;
}

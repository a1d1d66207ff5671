import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { LanguageClient } from '../test-kit/language-client.ts';

/** What every file ends with: hovers must still answer here, or at least the server must. */
const SOUND = '\n\nvoid *sound(struct page *page)\n{\n\treturn &page->lru;\n}\n';
const START = '#include <linux/mm.h>\n';

/** How long any of these may take, on a busy machine. */
const LIMIT_MS = 120_000;

describe('bad input', () => {
  let client: LanguageClient;
  const tree = mkdtempSync(join(tmpdir(), 'ptdesc-bad-'));

  before(async () => {
    cpSync(modelTree(), tree, { recursive: true });
    symlinkSync('..', join(tree, 'mm/loop'));
    symlinkSync('self.h', join(tree, 'include/linux/self.h'));
    writeFileSync(join(tree, 'include/linux/cycle.h'), '#include <linux/cycle.h>\nint cycle;\n');
    client = await LanguageClient.start(tree);
  });

  after(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(tree, { recursive: true });
  });

  /** Opens the text as a file of the tree and hovers the sound function at its end. */
  async function hoverBehind(text: string): Promise<string | null> {
    const uri = await client.open(join(tree, 'mm/bad.c'), `${START}${text}${SOUND}`);
    const hover = await client.hover(uri, '&page->lru', '&page->'.length);
    const { diagnostics } = await client.published(uri);
    assert.ok(diagnostics.length <= 1, JSON.stringify(diagnostics));
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    return hover;
  }

  const harmless: Record<string, string> = {
    'a missing header': '#include <linux/no-such-header.h>\n',
    'an endless include cycle': '#include <linux/cycle.h>\n',
    'a link to itself': '#include <linux/self.h>\n',
    'a line of 5 MB': `/* ${'x'.repeat(5 << 20)} */ int long_line;`,
    'a macro that would expand for ever':
      '#define f(x) f(x) f(x)\n#define g g g\nint f(f(f(1))); int g;\n',
    'half a line': 'void half(struct page *page)\n{\n\tpage->\n}\n',
    'a stray brace': 'int a; } int b;\n',
    'bytes that are no text': '\u0000\u0001\ufffd\u0007 @ ` \\ \u0000\n',
  };
  for (const [name, text] of Object.entries(harmless)) {
    it(`goes on behind ${name}`, async () => {
      assert.match((await hoverBehind(text)) ?? '', /^`struct page\.lru`/m);
    }).timeout(LIMIT_MS);
  }

  const swallowing: Record<string, string> = {
    'an unterminated comment': '/* never closed',
    'an #if that is never closed': '#if 0\n',
    '100,000 nested parentheses': `int deep = ${'('.repeat(100_000)};`,
    '100,000 nested braces': `void deep(void) ${'{'.repeat(100_000)}`,
    'macros that double thirty times': [
      '#define A0 x',
      ...Array.from({ length: 30 }, (_, i) => `#define A${i + 1} A${i} A${i}`),
      'int a = A30;\n',
    ].join('\n'),
  };
  for (const [name, text] of Object.entries(swallowing)) {
    it(`survives ${name}`, async () => {
      await hoverBehind(text);
      const uri = await client.open(join(tree, 'mm/debug.c'));
      assert.match((await client.hover(uri, 'page->mapping', 6)) ?? '', /^`struct page\.mapping`/m);
    }).timeout(LIMIT_MS);
  }
});

import assert from 'node:assert/strict';
import { applyPatches } from '../../src/patch/apply-patch.ts';
import { PatchError } from '../../src/patch/patch-error.ts';
import { readSeries } from '../../src/patch/read-series.ts';

const BASE = ['one', 'two', 'three', 'four', 'five', 'six', ''].join('\n');

const DIFF = `diff --git a/mm/a.c b/mm/a.c
index 1111111..2222222 100644
--- a/mm/a.c
+++ b/mm/a.c
@@ -2,3 +2,4 @@ one
 two
-three
+THREE
+and a half
 four
`;

/** What a patch makes of a tree of texts. */
function patched(patch: string | Buffer, tree: Record<string, string> = { 'mm/a.c': BASE }) {
  const bytes = typeof patch === 'string' ? Buffer.from(patch, 'utf8') : patch;
  const latin1 = (text: string | undefined) =>
    text === undefined ? undefined : Buffer.from(text, 'utf8').toString('latin1');
  const { files, added, moved } = applyPatches(readSeries(bytes), (path) => latin1(tree[path]));
  const texts = [...files].map(([path, text]) => [
    path,
    text === null ? null : Buffer.from(text, 'latin1').toString('utf8'),
  ]);
  return { files: Object.fromEntries(texts), added, moved };
}

const CHANGED = BASE.replace('three', 'THREE\nand a half');

const MAIL = (body: string, headers = '', subject = '[PATCH] mm: change') =>
  `From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: A <a@b.example>\nSubject: ${subject}\n${headers}\n${body}\n-- \n2.40\n`;

describe('reading patches', () => {
  it('applies a diff, and knows which lines it put in', () => {
    const { files, added } = patched(DIFF);
    assert.deepEqual(files, { 'mm/a.c': CHANGED });
    assert.deepEqual([...(added.get('mm/a.c') ?? [])], [3, 4]);
  });

  it('applies what diff -u prints, with times after the names', () =>
    assert.deepEqual(
      patched(DIFF.split('\n').slice(2).join('\n').replace('a/mm/a.c', 'old/mm/a.c\t2024-01-01'))
        .files,
      { 'mm/a.c': CHANGED },
    ));

  it('finds a hunk that has moved', () => {
    const tree = { 'mm/a.c': `zero\nzero\nzero\n${BASE}` };
    assert.deepEqual(patched(DIFF, tree).files, { 'mm/a.c': `zero\nzero\nzero\n${CHANGED}` });
  });

  it('reads a mail whose lines end with CR LF', () =>
    assert.deepEqual(patched(MAIL(`text\n---\n${DIFF}`).replaceAll('\n', '\r\n')).files, {
      'mm/a.c': CHANGED,
    }));

  it('keeps the CR of a file that has it', () => {
    const crlf = (text: string) => text.replace(/^([ +-][^\n]*)$/gm, '$1\r').replace(/\r$/gm, '\r');
    const [head, hunk] = [DIFF.slice(0, DIFF.indexOf(' two')), DIFF.slice(DIFF.indexOf(' two'))];
    const { files } = patched(head + crlf(hunk), { 'mm/a.c': BASE.replaceAll('\n', '\r\n') });
    assert.deepEqual(files, { 'mm/a.c': CHANGED.replaceAll('\n', '\r\n') });
  });

  it('reads quoted-printable and base64, with UTF-8 in them', () => {
    const diff = DIFF.replaceAll('mm/a.c', 'mm/ä.c').replace('THREE', 'DREIẞ=3');
    const tree = { 'mm/ä.c': BASE };
    const want = { 'mm/ä.c': CHANGED.replace('THREE', 'DREIẞ=3') };
    const latin1 = Buffer.from(diff).toString('latin1');
    const quoted = [...latin1]
      .map((c) => (c === '=' || c > '~' ? `=${c.charCodeAt(0).toString(16).toUpperCase()}` : c))
      .join('')
      .replace('and a half', 'and=\n a half');
    const base64 = Buffer.from(diff).toString('base64').replace(/.{76}/g, '$&\n');
    const encoding = (name: string) => `Content-Transfer-Encoding: ${name}\n`;
    assert.deepEqual(patched(MAIL(quoted, encoding('quoted-printable')), tree).files, want);
    const only = `Subject: x\n${encoding('base64')}\n${base64}\n`;
    assert.deepEqual(patched(only, tree).files, want);
  });

  it('reads names that git quotes', () => {
    const diff = DIFF.replaceAll('a/mm/a.c', '"a/mm/\\303\\244.c"').replaceAll(
      'b/mm/a.c',
      '"b/mm/\\303\\244.c"',
    );
    assert.deepEqual(patched(diff, { 'mm/ä.c': BASE }).files, { 'mm/ä.c': CHANGED });
  });

  it('applies a series in the order of its numbers', () => {
    const second = DIFF.replace('-three', '-THREE')
      .replace('+THREE\n+and a half', '+3')
      .replace('+2,4', '+2,3');
    const first = DIFF.replace('+and a half\n', '').replace('+2,4', '+2,3');
    const mbox = [
      MAIL('The cover letter says why.', '', '[PATCH v2 0/2] mm: two changes'),
      MAIL(second, '', '[PATCH v2 2/2] mm: second'),
      MAIL(first, '', '[PATCH v2 1/2] mm: first'),
    ];
    assert.deepEqual(patched(mbox.join('')).files, { 'mm/a.c': BASE.replace('three', '3') });
  });

  it('makes, moves and deletes files', () => {
    const patch = `diff --git a/mm/new.c b/mm/new.c
new file mode 100644
--- /dev/null
+++ b/mm/new.c
@@ -0,0 +1,2 @@
+first
+last
\\ No newline at end of file
diff --git a/mm/a.c b/mm/b.c
similarity index 90%
rename from mm/a.c
rename to mm/b.c
--- a/mm/a.c
+++ b/mm/b.c
@@ -6 +6 @@
-six
+6
diff --git a/mm/gone.c b/mm/gone.c
deleted file mode 100644
--- a/mm/gone.c
+++ /dev/null
@@ -1 +0,0 @@
-x
`;
    const { files, moved } = patched(patch, { 'mm/a.c': BASE, 'mm/gone.c': 'x\n' });
    assert.deepEqual(files, {
      'mm/new.c': 'first\nlast',
      'mm/a.c': null,
      'mm/b.c': BASE.replace('six', '6'),
      'mm/gone.c': null,
    });
    assert.deepEqual([...moved], [['mm/a.c', 'mm/b.c']]);
  });

  const refusals: [string, string, RegExp][] = [
    [
      'a hunk that is not there',
      DIFF.replace('-three', '-tree'),
      /mm\/a\.c: .*does not apply \(hunk 1/,
    ],
    ['a file that is not there', DIFF.replaceAll('a.c', 'c.c'), /mm\/c\.c: .*not there/],
    ['a hunk that ends early', DIFF.replace(' four\n', ''), /ends early/],
    [
      'a path outside of the tree',
      DIFF.replaceAll('mm/a.c', '../a.c'),
      /not a path below the tree/,
    ],
    ['a text without a patch', 'Just words.\n', /no patch/],
    ['nothing at all', '', /no patch/],
  ];
  for (const [what, patch, message] of refusals) {
    it(`refuses ${what}`, () =>
      assert.throws(
        () => patched(patch),
        (error) => error instanceof PatchError && message.test(error.message),
      ));
  }
});

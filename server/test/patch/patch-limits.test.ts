import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPatches } from '../../src/patch/apply-patch.ts';
import { GitIndex } from '../../src/patch/git-index.ts';
import { PatchError } from '../../src/patch/patch-error.ts';
import { readSeries } from '../../src/patch/read-series.ts';

/** A mail with multiparts inside each other, and a patch in the innermost. */
function nested(depth: number): string {
  const opened = Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\n\n--b${i}\n`,
  );
  return `Subject: [PATCH] x\n${opened.join('')}Content-Type: text/plain\n\n${DIFF}`;
}

const DIFF = '--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n';

const copies = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) => `diff --git a/f b/g${i}\nsimilarity index 100%\ncopy from f\ncopy to g${i}\n`,
  ).join('');

const apply = (text: string, file: string) =>
  applyPatches(readSeries(Buffer.from(text)), () => file);

describe('patches that ask for much', () => {
  it('may have some multiparts inside each other', () => {
    assert.equal(apply(nested(3), 'a\n').files.get('f'), 'b\n');
  });

  it('may not have 20,000 of them', () => {
    assert.throws(
      () => readSeries(Buffer.from(nested(20_000))),
      (error) => {
        assert.ok(error instanceof PatchError);
        assert.match(error.message, /more than 20 multiparts inside each other/);
        return true;
      },
    );
  });

  it('may copy a file', () => {
    assert.equal(apply(copies(3), 'a\n').files.get('g2'), 'a\n');
  });

  it('may not copy a large file 20,000 times', () => {
    const file = `${'x'.repeat(1 << 20)}\n`;
    assert.throws(
      () => apply(copies(20_000), file),
      /^PatchError: g\d+: the patches up to here make more than 256 MiB of files$/,
    );
  });

  it('may not have hunks that look alike everywhere and fit nowhere', () => {
    const file = 'a\n'.repeat(60_000);
    const hunk = `@@ -1,30001 +1,30002 @@\n${' a\n'.repeat(30_000)}-b\n+c\n+d\n`;
    assert.throws(
      () => apply(`--- a/f\n+++ b/f\n${hunk}`, file),
      /^PatchError: f: the hunks up to here take too long to place \(hunk 1, at line 1\)$/,
    );
  });

  it('are read though a line of a mail ends in a million blanks', () => {
    const head = 'Subject: x\nContent-Transfer-Encoding: quoted-printable\n\n';
    const text = `${head}${' '.repeat(1 << 20)}x\n${DIFF}`;
    assert.equal(apply(text, 'a\n').files.get('f'), 'b\n');
  });

  it('are read though a boundary has a million characters', () => {
    const head = `Content-Type: multipart/mixed; boundary="${'('.repeat(1 << 20)}"\n\n`;
    assert.throws(() => readSeries(Buffer.from(`Subject: x\n${head}${DIFF}`)), PatchError);
  });

  it('do not wait for an index that is a pipe', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-index-'));
    execFileSync('mkfifo', [join(folder, 'index')]);
    const stats = { mtimeMs: 0, size: 0, ino: 0 } as import('node:fs').Stats;
    assert.equal(GitIndex.read(join(folder, 'index'), 20).unchanged('f', stats), undefined);
    rmSync(folder, { recursive: true });
  });
});

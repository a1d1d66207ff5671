import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readCache, writeCache } from '../../src/cache/cache.ts';
import { cacheFolder } from '../../src/cache/cache-folder.ts';
import { assertsAboutPage, scanTree, type TreeScan } from '../../src/index/scan-tree.ts';

const ASSERTS = 'static_assert(offsetof(struct page, flags) == offsetof(struct x, flags));\n';

describe('the scan of a tree', () => {
  const tree = mkdtempSync(join(tmpdir(), 'ptdesc-scan-'));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(tree, name)), { recursive: true });
    writeFileSync(join(tree, name), text);
  };
  const scan = (known: TreeScan = {}, found: TreeScan = {}) =>
    [...scanTree({ tree, sourceArch: 'x86', matches: (b) => assertsAboutPage(b), known }, found)]
      .flat()
      .sort();

  before(() => {
    write('include/linux/a.h', ASSERTS);
    write('mm/b.h', ASSERTS.replaceAll('offsetof(', 'offsetof( '));
    write('mm/plain.c', 'int x = offsetof(struct page, flags);\n');
    write('mm/comment.c', 'static_assert(1); /* struct page, offsetof */\n');
    write('arch/x86/c.c', ASSERTS);
    write('arch/s390/d.c', ASSERTS);
    write('tools/include/e.h', ASSERTS);
    write('drivers/deep/er/f.c', ASSERTS.replace('static_assert', '_Static_assert'));
    write('drivers/notes.txt', ASSERTS);
    symlinkSync('..', join(tree, 'drivers/loop'));
    symlinkSync('/no/such/file', join(tree, 'drivers/dead.c'));
  });
  after(() => rmSync(tree, { recursive: true }));

  const EXPECTED = ['arch/x86/c.c', 'drivers/deep/er/f.c', 'include/linux/a.h', 'mm/b.h'];

  it('finds what asserts offsets in struct page, for one architecture, and ends', () =>
    assert.deepEqual(scan(), EXPECTED));

  it('reads only what changed since the last time', () => {
    const found: TreeScan = {};
    scan({}, found);
    assert.deepEqual(scan(found), EXPECTED);
    write('mm/plain.c', ASSERTS);
    assert.deepEqual(scan(found), [...EXPECTED, 'mm/plain.c'].sort());
  });
});

describe('the cache', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-cache-'));
  const before_ = process.env.PTDESC_CACHE;

  before(() => {
    process.env.PTDESC_CACHE = join(folder, 'new');
  });
  after(() => {
    if (before_ === undefined) delete process.env.PTDESC_CACHE;
    else process.env.PTDESC_CACHE = before_;
    rmSync(folder, { recursive: true });
  });

  it('gives back what was kept, and nothing for another key', () => {
    writeCache('a', { x: [1] });
    assert.deepEqual(readCache('a'), { x: [1] });
    assert.equal(readCache('b'), undefined);
  });

  it('takes a broken file for none', async () => {
    const { readdirSync } = await import('node:fs');
    writeCache('a', 1);
    const cache = cacheFolder() ?? '';
    for (const name of readdirSync(cache)) writeFileSync(join(cache, name), '{"format":1,"ke');
    assert.equal(readCache('a'), undefined);
  });

  it('goes without when there is no place for it', () => {
    process.env.PTDESC_CACHE = '/proc/no/such/folder';
    writeCache('a', 1);
    assert.equal(readCache('a'), undefined);
    process.env.PTDESC_CACHE = '';
    assert.equal(cacheFolder(), undefined);
  });
});

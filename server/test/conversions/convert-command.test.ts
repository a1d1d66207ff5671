import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { applyPatches } from '../../src/patch/apply-patch.ts';
import { readSeries } from '../../src/patch/read-series.ts';

const MAIN = resolve(import.meta.dirname, '../../src/cli/main.ts');
const BEFORE = resolve(import.meta.dirname, '../../../emulator/before');
const FILE = 'arch/riscv/mm/init.c';

describe('ptdesc convert', () => {
  const tree = mkdtempSync(join(tmpdir(), 'ptdesc-convert-'));
  before(() => {
    cpSync(modelTree(), tree, { recursive: true });
    cpSync(BEFORE, tree, { recursive: true });
  });
  after(() => rmSync(tree, { recursive: true }));

  const convert = (...paths: string[]) =>
    spawnSync(process.execPath, [MAIN, 'convert', '--tree', tree, ...paths], {
      encoding: 'latin1',
    });
  const read = (file: string) => readFileSync(join(tree, file), 'latin1');

  it('prints a patch of a file, and leaves the file as it is', () => {
    const text = read(FILE);
    const { status, stdout } = convert(FILE);
    assert.equal(status, 0);
    const { files } = applyPatches(readSeries(Buffer.from(stdout, 'latin1')), read);
    assert.deepEqual([...files.keys()], [FILE]);
    assert.equal(files.get(FILE), readFileSync(join(modelTree(), FILE), 'latin1'));
    assert.equal(read(FILE), text);
  });

  it('prints a patch of the whole tree, and names the documents', () => {
    const { status, stdout, stderr } = convert();
    assert.equal(status, 0);
    const { files } = applyPatches(readSeries(Buffer.from(stdout, 'latin1')), read);
    assert.ok(files.size > 25, `${files.size} files`);
    assert.match(
      stderr,
      /^ptdesc: Documentation\/mm\/split_page_table_lock\.rst:\d+:\d+: names pgtable_pte_page_ctor\(\)/m,
    );
  });

  it('prints nothing where there is nothing to do, and says when there is no such file', () => {
    const none = convert('mm/debug.c');
    assert.deepEqual([none.status, none.stdout], [0, '']);
    const missing = convert('mm/none.c');
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /^ptdesc: mm\/none\.c: no such file or folder$/m);
  });

  it('refuses a kernel that has no struct ptdesc', () => {
    const makefile = read('Makefile');
    // A kernel of its own, not the modelled one as it was before the series.
    writeFileSync(join(tree, 'Makefile'), makefile.replace(/^EXTRAVERSION.*$/m, 'EXTRAVERSION ='));
    const { status, stdout, stderr } = convert();
    writeFileSync(join(tree, 'Makefile'), makefile);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /has no struct ptdesc \(include\/linux\/mm_types\.h\)/);
  });
});

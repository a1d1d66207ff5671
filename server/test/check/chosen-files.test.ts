import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenFiles } from '../../src/check/chosen-files.ts';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { openOverlaid } from '../../src/profile/open-overlaid.ts';

describe('the files of a check', () => {
  const tree = mkdtempSync(join(tmpdir(), 'ptdesc-chosen-'));
  const LONG_AGO = new Date('2020-02-02');

  before(() => {
    cpSync(modelTree(), tree, { recursive: true });
    for (const name of readdirSync(tree, { recursive: true, encoding: 'utf8' })) {
      utimesSync(join(tree, name), LONG_AGO, LONG_AGO);
    }
  });
  after(() => rmSync(tree, { recursive: true }));

  const chosen = (overlay = new Map<string, Uint8Array | null>()) =>
    chosenFiles(openOverlaid({ tree }, overlay), undefined).files;

  it('begin with memory management', () => {
    const files = chosen();
    const first = files.findIndex((file) => !file.startsWith('mm/'));
    assert.ok(first > 3);
    assert.ok(files.slice(first).every((file) => !file.startsWith('mm/')));
    assert.deepEqual(chosen(), files);
  });

  it('begin with what someone works on, each once', () => {
    const files = chosen();
    utimesSync(join(tree, 'arch/x86/mm/pgtable.c'), new Date(), new Date());
    const unsaved = new Map([[join(tree, 'include/linux/mm.h'), Buffer.from('struct page;\n')]]);
    const now = chosen(unsaved);
    assert.deepEqual(now.slice(0, 2), ['include/linux/mm.h', 'arch/x86/mm/pgtable.c']);
    assert.deepEqual(now.toSorted(), files.toSorted());
  });
});

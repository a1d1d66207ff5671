import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireKernel } from '../../../test/kernels/builds.ts';
import { knownMemdescs } from '../../src/cli/known-memdescs.ts';
import { readUnit } from '../../src/cli/reading.ts';
import { type TreeReading, treeReading } from '../../src/cli/tree-reading.ts';
import { fieldHover } from '../../src/features/hover/field-hover.ts';
import type { MemdescModel } from '../../src/memdesc/memdesc.ts';
import { overlayRanges } from '../../src/memdesc/overlay-ranges.ts';
import { runRules } from '../../src/rules/run/run-rules.ts';

describe('memdescs of a real kernel', function () {
  this.timeout(120_000);
  let reading: TreeReading;
  let model: MemdescModel;

  before(function () {
    const { tree, build } = requireKernel(this, 'full');
    reading = treeReading({ tree, build, set: [], setOnly: [] });
    model = knownMemdescs(reading);
  });

  it('are found wherever in the tree they are', () => {
    const kinds = model.memdescs.map((m) => `${m.record} ${m.kind} ${m.pages}`);
    for (const expected of [
      'struct folio overlay 4',
      'struct ptdesc overlay 1',
      'struct slab overlay 1',
    ]) {
      assert.ok(kinds.includes(expected), `${expected} in ${kinds}`);
    }
    // Some of its words are asserted and no size: it is no overlay, whatever the version says of it.
    const iov = model.memdescs.find((m) => m.record === 'struct net_iov');
    if (iov) assert.equal(iov.kind, 'mirror');
  });

  it('have only assertions that hold, since the kernel was built', () => {
    for (const { record, pairs, sizeAssertion } of model.memdescs) {
      for (const pair of pairs) assert.equal(pair.holds, true, `${record}.${pair.path}`);
      if (sizeAssertion) assert.equal(sizeAssertion.holds, true, record);
    }
  });

  it('have every assertion where the source says it', () => {
    for (const { pairs } of model.memdescs) {
      for (const { place, macro, path } of pairs) {
        const line = readFileSync(place.file, 'utf8').split('\n')[place.line - 1] ?? '';
        assert.ok(line.startsWith(macro ?? 'static_assert', place.column - 1), line);
        if (macro) assert.ok(line.includes(path.split('.')[0] ?? ''), `${path}: ${line}`);
      }
    }
  });

  it('share their bytes with struct page as the words say', () => {
    const owners = fieldHover(model, 'struct page', 'lru')?.owners ?? [];
    const names = owners.map((o) => `${o.record}.${o.field.path}`);
    for (const name of ['struct folio.lru', 'struct ptdesc.pt_list', 'struct slab.slab_cache']) {
      assert.ok(names.includes(name), `${name} in ${names}`);
    }
  });

  it('cover every range of theirs in the overlay', () => {
    const ranges = overlayRanges(model);
    const pageBits = model.page.sizeBytes * 8;
    for (const { record, fields } of model.memdescs) {
      for (const field of fields.filter((f) => f.depth === 0 && f.sizeBits > 0 && !f.isPage)) {
        const range = ranges.find(
          (r) =>
            r.pageIndex * pageBits + r.offsetBits === field.offsetBits &&
            r.sizeBits === field.sizeBits,
        );
        assert.ok(range, `${record}.${field.path}`);
        assert.ok(range.fields.some((f) => f.record === record && f.field === field));
      }
    }
  });

  it('are converted by checked macros', () => {
    const checked = model.conversions.filter((c) => c.check === 'generic').map((c) => c.name);
    for (const name of ['page_ptdesc', 'ptdesc_page', 'ptdesc_folio', 'page_folio']) {
      assert.ok(checked.includes(name), `${name} in ${checked}`);
    }
  });

  it('are cast by hand only in lines that say so', () => {
    for (const name of ['mm/memory.c', 'mm/slub.c', 'mm/page_alloc.c']) {
      const unit = readUnit(reading, join(reading.root, name));
      const file = unit.sources.load(unit.path);
      assert.ok(file);
      const lines = Buffer.from(file.bytes).toString().split('\n');
      for (const { place } of runRules({ unit, model, file })) {
        assert.match(lines[place.line - 1] ?? '', /\(struct \w+ \*\)/);
      }
    }
  });
});

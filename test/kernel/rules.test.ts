/** The rules on a real kernel: summaries follow its version, and reviewed files are quiet. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Interner } from '../../language/src/lexer/interner.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../language/src/unit/translation-unit.ts';
import { discoverMemdescs } from '../../server/src/memdesc/discover.ts';
import { LevelNorms } from '../../server/src/paths/level-norms.ts';
import { destructs } from '../../server/src/paths/summary.ts';
import { UnitPaths } from '../../server/src/paths/unit-paths.ts';
import { openProfile } from '../../server/src/profile/profile.ts';
import { runRules } from '../../server/src/rules/run/run-rules.ts';
import { requireKernel } from '../kernels/builds.ts';

/** Files that were reviewed: see docs/real-tree.md. */
const REVIEWED = [
  'arch/x86/mm/pgtable.c',
  'arch/x86/mm/init_64.c',
  'arch/x86/mm/pat/set_memory.c',
  'mm/memory.c',
  'mm/huge_memory.c',
  'mm/mmu_gather.c',
  'mm/pgtable-generic.c',
  'mm/vmalloc.c',
];

describe('the rules on Linux 6.12', function () {
  this.timeout(240_000);
  let read: (name: string) => TranslationUnit;

  before(function () {
    const kernel = requireKernel(this, 'defconfig');
    const profile = openProfile({ tree: kernel.tree, build: kernel.build });
    const sources = new SourceMap(profile.fs, new Interner());
    read = (name) => {
      const path = join(kernel.tree, name);
      return new TranslationUnit(sources, profile.target, profile.fileOptions(path), path).build();
    };
  });

  it('find no destructor behind the queue, and one in pmd_free()', () => {
    const unit = read('arch/x86/mm/pgtable.c');
    const model = discoverMemdescs(unit);
    assert.ok(model);
    const paths = new UnitPaths(unit, model);
    const [queue, free] = [paths.summaryOf('tlb_remove_ptdesc'), paths.summaryOf('pmd_free')];
    assert.ok(queue && free);
    assert.equal(destructs(queue, 1), false);
    assert.equal(destructs(free, 1), true);
  });

  it('read from the tree which tables are constructed', () => {
    const unit = read('arch/x86/mm/pgtable.c');
    const model = discoverMemdescs(unit);
    assert.ok(model);
    const norms = new LevelNorms(new UnitPaths(unit, model));
    assert.equal(norms.of('pmd_t')?.isConstructed, true);
    assert.equal(norms.of('pud_t')?.isConstructed, true);
    assert.equal(norms.of('pte_t')?.isConstructed, false);
  });

  it('are quiet about files that were reviewed', () => {
    for (const name of REVIEWED) {
      const unit = read(name);
      const model = discoverMemdescs(unit);
      const file = unit.sources.load(unit.path);
      assert.ok(model && file, name);
      const found = runRules({ unit, model, file }).filter(
        ({ severity }) => severity === 'error' || severity === 'warning',
      );
      assert.deepEqual(found, [], name);
    }
  });
});

import assert from 'node:assert/strict';
import { Interner } from '../../../language/src/lexer/interner.ts';
import { bareOptions } from '../../../language/src/preprocessor/options.ts';
import { SourceMap } from '../../../language/src/source/source-map.ts';
import { findTarget } from '../../../language/src/targets/all-targets.ts';
import { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { discoverMemdescs } from '../../src/memdesc/discover.ts';
import { descriptorAsAddress } from '../../src/rules/descriptor-as-address.ts';
import { runRules } from '../../src/rules/run/run-rules.ts';
import { tablesText } from '../test-kit/mini-tables.ts';
import { memoryFileSystem } from '../test-kit/workspace.ts';

const CODE = 'void f(pgtable_t pte) { pagetable_pte_dtor(virt_to_ptdesc(pte)); }';

/** How many findings a file has that is read with x86's idea of a pgtable_t. */
function findingsIn(path: string): number {
  const header = '/arch/x86/include/asm/page.h';
  const texts = new Map([
    [header, tablesText({})],
    [path, `#include "${header}"\n${CODE}`],
  ]);
  const sources = new SourceMap(memoryFileSystem(texts), new Interner());
  const target = findTarget('x86_64');
  assert.ok(target);
  const unit = new TranslationUnit(sources, target, bareOptions, path).build();
  const model = discoverMemdescs(unit);
  const file = sources.load(path);
  assert.ok(model && file);
  return runRules({ unit, model, file }, [descriptorAsAddress]).length;
}

describe('descriptor-as-address and the architecture of a file', () => {
  it('says what a pgtable_t is in its own', () =>
    assert.equal(findingsIn('/arch/x86/mm/pgtable.c'), 1));

  it('says it in generic code', () => assert.equal(findingsIn('/mm/pgtable-generic.c'), 1));

  it('says nothing about it in the file of another', () =>
    assert.equal(findingsIn('/arch/sparc/mm/init_64.c'), 0));
});

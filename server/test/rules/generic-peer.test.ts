import assert from 'node:assert/strict';
import { Interner } from '../../../language/src/lexer/interner.ts';
import { bareOptions } from '../../../language/src/preprocessor/options.ts';
import { SourceMap } from '../../../language/src/source/source-map.ts';
import { findTarget } from '../../../language/src/targets/all-targets.ts';
import { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { discoverMemdescs } from '../../src/memdesc/discover.ts';
import { missingConstructor } from '../../src/rules/missing-constructor.ts';
import { runRules } from '../../src/rules/run/run-rules.ts';
import { tablesText } from '../test-kit/mini-tables.ts';
import { MINI_HEADER, memoryFileSystem } from '../test-kit/workspace.ts';

const GENERIC = '/include/asm-generic/pgalloc.h';

/** The generic functions; an architecture may have its own. */
const GENERIC_TEXT = `
#ifndef HAVE_PMD_ALLOC_ONE
static inline pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return NULL;
	if (!pagetable_pmd_ctor(pt)) {
		pagetable_free(pt);
		return NULL;
	}
	return ptdesc_address(pt);
}
#endif
#ifndef HAVE_PUD_ALLOC_ONE
static inline pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return (pud_t *)get_zeroed_page(GFP_KERNEL);
}
#endif
`;

/** What the rule says about an architecture that has its own function. */
function findings(own: string): string[] {
  const main = `
#define pmd_alloc_one small_pmd_alloc_one
#include "${MINI_HEADER}"
#undef pmd_alloc_one
${own}
#include "${GENERIC}"
`;
  const texts = new Map([
    ['/main.c', main],
    [MINI_HEADER, tablesText({})],
    [GENERIC, GENERIC_TEXT],
  ]);
  const target = findTarget('x86_64');
  assert.ok(target);
  const sources = new SourceMap(memoryFileSystem(texts), new Interner());
  const unit = new TranslationUnit(sources, target, bareOptions, '/main.c').build();
  assert.deepEqual(unit.problems, []);
  const model = discoverMemdescs(unit);
  const file = sources.load('/main.c');
  assert.ok(model && file);
  return runRules({ unit, model, file }, [missingConstructor]).map(
    ({ function: name, related }) => `${name}: ${related?.at(-1)?.file}:${related?.at(-1)?.line}`,
  );
}

describe('missing-constructor and the generic function', () => {
  it('names the generic function that an architecture stands in for', () =>
    assert.deepEqual(
      findings(`
#define HAVE_PMD_ALLOC_ONE
static pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return (pmd_t *)get_zeroed_page(GFP_KERNEL);
}`),
      [`pmd_alloc_one: ${GENERIC}:3`],
    ));

  it('is silent where the generic one does not construct either', () =>
    assert.deepEqual(
      findings(`
#define HAVE_PUD_ALLOC_ONE
static pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return (pud_t *)__get_free_page(GFP_KERNEL);
}`),
      [],
    ));

  it('is silent about an architecture that constructs', () =>
    assert.deepEqual(
      findings(`
#define HAVE_PMD_ALLOC_ONE
static pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 1);

	if (pt && !pagetable_pmd_ctor(pt)) {
		pagetable_free(pt);
		pt = NULL;
	}
	return pt ? ptdesc_address(pt) : NULL;
}`),
      [],
    ));
});

/**
 * Rule: table-without-page
 *
 * Reports a constructor or a destructor on memory from a slab cache: the page it lies in is the slab's.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'table-without-page',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A table from a slab cache is constructed or destructed as if it had a page of its own.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `Memory from kmem_cache_alloc() or kmalloc() is turned into a descriptor, and a constructor or a
destructor of page tables runs on that.`,
  why: `The descriptor is that of the slab, and of every other object in it: the lock of the table lies over
the slab's own counts, and the page type becomes that of a table.`,
  how: `Allocate the table with pagetable_alloc(), or leave its constructor out, as architectures do whose
tables are smaller than a page.`,
};

const examples: RuleExamples = {
  flagged: [
    {
      title: 'The lock of a table in a slab',
      bug: 'powerpc, PTE tables from a slab cache (2007)',
      code: `
pte_t *f(struct kmem_cache *cache)
{
	pte_t *pte = kmem_cache_alloc(cache, GFP_KERNEL);

	if (!pte)
		return NULL;
	if (!pagetable_pte_ctor(virt_to_ptdesc(pte))) {
		kmem_cache_free(cache, pte);
		return NULL;
	}
	return pte;
}`,
    },
    {
      title: 'A small pgd',
      code: `
pgd_t *f(void)
{
	pgd_t *pgd = kmalloc(32, GFP_KERNEL);

	if (pgd)
		pagetable_pud_ctor(virt_to_ptdesc(pgd));
	return pgd;
}`,
    },
    {
      title: 'By a helper of the same file',
      code: `
static bool set_up(void *table)
{
	return pagetable_pmd_ctor(virt_to_ptdesc(table));
}
pmd_t *f(struct kmem_cache *cache)
{
	pmd_t *pmd = kmem_cache_alloc(cache, GFP_KERNEL);

	if (pmd && !set_up(pmd)) {
		kmem_cache_free(cache, pmd);
		return NULL;
	}
	return pmd;
}`,
    },
  ],
  clean: [
    {
      title: 'A table that is a page',
      bug: 'powerpc, PTE tables from a slab cache (2007)',
      code: `
pmd_t *f(void)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (pmd && !pagetable_pmd_ctor(virt_to_ptdesc(pmd))) {
		free_page((unsigned long)pmd);
		return NULL;
	}
	return pmd;
}`,
    },
    {
      title: 'A table in a slab without a constructor',
      code: `
pgd_t *f(struct kmem_cache *cache)
{
	return kmem_cache_alloc(cache, GFP_KERNEL);
}
void g(struct kmem_cache *cache, pgd_t *pgd)
{
	kmem_cache_free(cache, pgd);
}`,
    },
    {
      title: 'The size decides, and each kind has its way',
      code: `
pgd_t *f(struct kmem_cache *cache, int is_small)
{
	struct ptdesc *pt;

	if (is_small)
		return kmem_cache_alloc(cache, GFP_KERNEL);
	pt = pagetable_alloc(GFP_KERNEL, 0);
	if (!pt)
		return NULL;
	pagetable_pud_ctor(pt);
	return ptdesc_address(pt);
}`,
    },
  ],
};

export const tableWithoutPage: Rule = { meta, docs, examples, check };

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { kind, name } = operation;
  if (kind !== 'construct' && kind !== 'destruct') return undefined;
  if (object.family !== 'slab' || object.origin.kind !== 'allocated') return undefined;
  return {
    message: `${name}() works on the descriptor of a slab: this memory shares its page with other objects, whose counts the lock of the table would overwrite. Allocate the table as a page, or leave this out.`,
    related: [relatedAt(context, object.allocatedAt, 'It is allocated from a slab here.')],
  };
}

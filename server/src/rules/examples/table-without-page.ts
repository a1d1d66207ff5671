import type { RuleExamples } from '../support/rule.ts';

/** What table-without-page reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'The lock of a table in a slab',
      bug: 'powerpc, PTE tables from a slab cache (2007)',
      code: `
pte_t *f(struct kmem_cache *cache)
{
	pte_t *pte = kmem_cache_alloc(cache, GFP_KERNEL);
//                   ^^^^^^^^^^^^^^^^ related: It is allocated from a slab here.

	if (!pte)
		return NULL;
	if (!pagetable_pte_ctor(virt_to_ptdesc(pte))) {
//           ^^^^^^^^^^^^^^^^^^ warning: pagetable_pte_ctor() works on the descriptor of a slab: this memory shares its page with other objects, whose counts the lock of the table would overwrite. Allocate the table as a page, or leave this out.
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
//                   ^^^^^^^ related: It is allocated from a slab here.

	if (pgd)
		pagetable_pud_ctor(virt_to_ptdesc(pgd));
//              ^^^^^^^^^^^^^^^^^^ warning: pagetable_pud_ctor() works on the descriptor of a slab: this memory shares its page with other objects, whose counts the lock of the table would overwrite. Allocate the table as a page, or leave this out.
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
//                   ^^^^^^^^^^^^^^^^ related: It is allocated from a slab here.

	if (pmd && !set_up(pmd)) {
//                  ^^^^^^ warning: pagetable_pmd_ctor() works on the descriptor of a slab: this memory shares its page with other objects, whose counts the lock of the table would overwrite. Allocate the table as a page, or leave this out.
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

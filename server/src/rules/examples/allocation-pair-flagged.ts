import type { RuleExample } from '../support/rule.ts';

/** What allocation-pair reports. */
export const allocationPairFlagged: readonly RuleExample[] = [
  {
    title: 'Two pages, of which one is freed',
    bug: 'x86/efi: Free efi_pgd with free_pages()',
    code: `
int f(void)
{
	pgd_t *pgd = (pgd_t *)__get_free_pages(GFP_KERNEL, 1);

	if (!pgd)
		return -1;
	free_page((unsigned long)pgd);
	return 0;
}`,
  },
  {
    title: 'A plain page goes back as a page table',
    bug: 'x86/mm/pat before its conversion to ptdescs (2026)',
    code: `
pte_t *f(int busy)
{
	pte_t *pte = (pte_t *)__get_free_page(GFP_KERNEL);

	if (pte && busy) {
		pagetable_free(virt_to_ptdesc(pte));
		return NULL;
	}
	return pte;
}`,
  },
  {
    title: 'A page table goes back as a plain page',
    code: `
int f(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);

	if (!ptdesc)
		return -1;
	__free_page(ptdesc_page(ptdesc));
	return 0;
}`,
  },
  {
    title: 'A slab object is freed as a page',
    code: `
int f(struct kmem_cache *pgd_cache)
{
	pgd_t *pgd = kmem_cache_alloc(pgd_cache, GFP_KERNEL);

	if (!pgd)
		return -1;
	free_page((unsigned long)pgd);
	return 0;
}`,
  },
];

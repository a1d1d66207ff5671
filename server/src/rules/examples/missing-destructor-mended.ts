import type { RuleExample } from '../support/rule.ts';

/** Bugs of the kernel that missing-destructor reports, mended: it is silent. */
export const missingDestructorMended: readonly RuleExample[] = [
  {
    title: 'The preallocated pmd table, mended',
    bug: 'c283610e44ec',
    code: `
static void free_pmds(pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (pmds[i]) {
			pagetable_pmd_dtor(virt_to_ptdesc(pmds[i]));
			free_page((unsigned long)pmds[i]);
		}
}
static int preallocate_pmds(struct mm_struct *mm, pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		pmds[i] = pmd_alloc_one(mm, 0);
	return 0;
}`,
  },
  {
    title: 'The pmd table under a huge mapping, mended',
    bug: 'd1c5246e08eb',
    code: `
int pud_free_pmd_page(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_page((unsigned long)pmd);
	return 1;
}`,
  },
  {
    title: 'The queued table, mended',
    bug: '9de45f736f21',
    code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(pt);
	tlb_remove_ptdesc(tlb, pt);
}`,
  },
  {
    title: 'The empty table of removed memory, mended',
    bug: 'bbd6ec605c0f',
    code: `
static void free_hotplug_table(struct page *page)
{
	__free_pages(page, 0);
}
void free_empty_pmd_table(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_hotplug_table(virt_to_page(pmd));
}`,
  },
];

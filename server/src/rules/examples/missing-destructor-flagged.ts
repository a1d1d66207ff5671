import type { RuleExample } from '../support/rule.ts';

/** What missing-destructor reports. */
export const missingDestructorFlagged: readonly RuleExample[] = [
  {
    title: 'An empty table of memory that is removed',
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
	free_hotplug_table(virt_to_page(pmd));
}`,
  },
  {
    title: 'A preallocated pmd table goes back as a plain page',
    bug: 'c283610e44ec',
    code: `
static void free_pmds(pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (pmds[i])
			free_page((unsigned long)pmds[i]);
}
static int preallocate_pmds(struct mm_struct *mm, pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++) {
		struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

		if (pt && !pagetable_pmd_ctor(pt)) {
			pagetable_free(pt);
			pt = NULL;
		}
		pmds[i] = pt ? ptdesc_address(pt) : NULL;
	}
	return 0;
}`,
  },
  {
    title: 'A pmd table is replaced by a huge mapping',
    bug: 'd1c5246e08eb',
    code: `
int pud_free_pmd_page(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	free_page((unsigned long)pmd);
	return 1;
}`,
  },
  {
    title: 'A table of the lowest level is queued as it is',
    bug: '9de45f736f21',
    code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pmd));
}`,
  },
  {
    title: 'An error path after the constructor',
    code: `
struct ptdesc *f(struct mm_struct *mm, int busy)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt || !pagetable_pte_ctor(pt)) {
		if (pt)
			pagetable_free(pt);
		return NULL;
	}
	if (busy) {
		pagetable_free(pt);
		return NULL;
	}
	return pt;
}`,
  },
  {
    title: 'Freed by a helper of the same file',
    code: `
static void drop(struct page *page, int order)
{
	__free_pages(page, order);
}
void f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return;
	BUG_ON(!pagetable_pte_ctor(page_ptdesc(page)));
	drop(page, 0);
}`,
  },
  {
    title: 'Freed at once where the queue would have run the destructor',
    late: true,
    code: `
void f(struct mm_struct *mm)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	if (pagetable_pmd_ctor(mm, pt)) {
		spin_lock(ptlock_ptr(pt));
		spin_unlock(ptlock_ptr(pt));
	}
	pagetable_free(pt);
}`,
  },
];

import type { RuleExample } from '../support/rule.ts';

/** What missing-constructor reports. */
export const missingConstructorFlagged: readonly RuleExample[] = [
  {
    title: 'Preallocated tables are put into entries as they are',
    bug: '09ef4939850a',
    code: `
static int preallocate_pmds(pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++) {
		pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);

		if (!pmd)
			return -1;
		pmds[i] = pmd;
	}
	return 0;
}
static void pgd_prepopulate_pmd(struct mm_struct *mm, pud_t *pud, pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++, pud++)
		pud_populate(mm, pud, pmds[i]);
}`,
  },
  {
    title: 'A table is put into an entry as it is',
    code: `
int f(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (!pmd)
		return -1;
	pud_populate(mm, pud, pmd);
	return 0;
}`,
  },
  {
    title: 'A table for a process, from pagetable_alloc()',
    code: `
int f(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return -1;
	pmd_populate(mm, pmd, ptdesc_page(pt));
	return 0;
}`,
  },
  {
    title: 'Its constructor failed, and it is used all the same',
    code: `
int f(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);
	bool is_locked;

	if (!pt)
		return -1;
	is_locked = pagetable_pte_ctor(pt);
	pmd_populate(mm, pmd, ptdesc_page(pt));
	return is_locked;
}`,
  },
  {
    title: 'Two kinds of tables, of which one is constructed',
    bug: 'ed914d48b6a1',
    code: `
static pmd_t *raw_pmd(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 0);

	return page ? page_address(page) : NULL;
}
int f(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = raw_pmd();

	if (!pmd)
		return -1;
	pud_populate(mm, pud, pmd);
	return 0;
}`,
  },
];

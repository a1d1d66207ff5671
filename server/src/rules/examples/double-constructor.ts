import type { RuleExamples } from '../support/rule.ts';

/** What double-constructor reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'Once for every fragment of a page',
      bug: '8c8f3156dd40',
      code: `
int f(struct page *page, int fragments)
{
	int i;

	for (i = 0; i < fragments; i++)
		if (!pagetable_pte_ctor(page_ptdesc(page)))
//                   ^^^^^^^^^^^^^^^^^^ error: pagetable_pte_ctor() runs on a page table whose constructor has run already on this path. Its lock is initialised again, and it is counted twice. Construct it once.
//                   ^^^^^^^^^^^^^^^^^^ related: It was constructed here.
			return -1;
	return 0;
}`,
    },
    {
      title: 'The allocation function constructs already',
      code: `
pmd_t *f(struct mm_struct *mm)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);
//                   ^^^^^^^^^^^^^ related: It was constructed here.

	if (!pmd)
		return NULL;
	if (!pagetable_pmd_ctor(virt_to_ptdesc(pmd)))
//           ^^^^^^^^^^^^^^^^^^ error: pagetable_pmd_ctor() runs on a page table whose constructor has run already on this path. Its lock is initialised again, and it is counted twice. Construct it once.
		return NULL;
	return pmd;
}`,
    },
    {
      title: 'Two levels on one table',
      code: `
int f(struct ptdesc *pt)
{
	pagetable_pud_ctor(pt);
//      ^^^^^^^^^^^^^^^^^^ related: It was constructed here.
	if (!pagetable_pmd_ctor(pt))
//           ^^^^^^^^^^^^^^^^^^ error: pagetable_pmd_ctor() runs on a page table whose constructor has run already on this path. Its lock is initialised again, and it is counted twice. Construct it once.
		return -1;
	return 0;
}`,
    },
    {
      title: 'By page and by descriptor',
      code: `
int f(struct page *page)
{
	pagetable_pud_ctor(page_ptdesc(page));
//      ^^^^^^^^^^^^^^^^^^ related: It was constructed here.
	pagetable_pud_ctor(virt_to_ptdesc(page_address(page)));
//      ^^^^^^^^^^^^^^^^^^ 💡 error: pagetable_pud_ctor() runs on a page table whose constructor has run already on this path. Its lock is initialised again, and it is counted twice. Construct it once.
//💡 Remove the second pagetable_pud_ctor()
	return 0;
}`,
      fixed: `
int f(struct page *page)
{
	pagetable_pud_ctor(page_ptdesc(page));
	return 0;
}`,
    },
  ],
  clean: [
    {
      title: 'A fresh table in each round',
      code: `
int f(pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++) {
		struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

		if (!pt || !pagetable_pmd_ctor(pt))
			return -1;
		pmds[i] = ptdesc_address(pt);
	}
	return 0;
}`,
    },
    {
      title: 'The first user of a shared page',
      bug: '8c8f3156dd40',
      code: `
int page_ref_inc_return(struct page *page);
int f(unsigned long pfn)
{
	struct page *page = pfn_to_page(pfn);

	if (page_ref_inc_return(page) == 2 && !pagetable_pte_ctor(page_ptdesc(page)))
		return -1;
	return 0;
}`,
    },
    {
      title: 'One level or the other',
      code: `
int f(struct ptdesc *pt, int level)
{
	switch (level) {
	case 1:
		return pagetable_pte_ctor(pt) ? 0 : -1;
	case 2:
		return pagetable_pmd_ctor(pt) ? 0 : -1;
	default:
		return 0;
	}
}`,
    },
    {
      title: 'Destructed in between',
      code: `
int f(struct ptdesc *pt)
{
	if (!pagetable_pte_ctor(pt))
		return -1;
	pagetable_pte_dtor(pt);
	return pagetable_pmd_ctor(pt) ? 0 : -1;
}`,
    },
  ],
};

import type { RuleExample } from '../support/rule.ts';

/** What looks like a case of missing-constructor and is none. */
export const missingConstructorClean: readonly RuleExample[] = [
  {
    title: 'Both kinds of tables constructed',
    bug: 'ed914d48b6a1',
    code: `
int f(struct mm_struct *mm, pud_t *pud)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return -1;
	if (!pagetable_pmd_ctor(pt)) {
		pagetable_free(pt);
		return -1;
	}
	pud_populate(mm, pud, ptdesc_address(pt));
	return 0;
}`,
  },
  {
    title: 'The function that allocates constructs',
    code: `
int f(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd)
		return -1;
	pud_populate(mm, pud, pmd);
	return 0;
}`,
  },
  {
    title: 'Preallocated tables, constructed',
    bug: '09ef4939850a',
    code: `
static int preallocate_pmds(pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++) {
		pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);

		if (pmd && !pagetable_pmd_ctor(virt_to_ptdesc(pmd))) {
			free_page((unsigned long)pmd);
			pmd = NULL;
		}
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
    title: 'The kernel itself, before there are descriptors',
    code: `
void f(pud_t *pud)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (pmd)
		pud_populate(&init_mm, pud, pmd);
}`,
  },
  {
    title: 'A table of kexec, which no mm has',
    code: `
void set_pud(pud_t *pud, pud_t value);
int f(pud_t *pud)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (!pmd)
		return -1;
	set_pud(pud, (pud_t){ __pa(pmd) | 1 });
	return 0;
}`,
  },
  {
    title: 'Raw while it is being made',
    code: `
int f(struct mm_struct *mm, pmd_t *pmd)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -1;
	if (!pagetable_pte_ctor(page_ptdesc(page))) {
		__free_page(page);
		return -1;
	}
	pmd_populate(mm, pmd, page);
	return 0;
}`,
  },
];

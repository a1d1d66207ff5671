import type { RuleExamples } from '../support/rule.ts';

/** What missing-constructor reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
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
//                  ^ related: This is where it comes from, raw.
	}
	return 0;
}
static void pgd_prepopulate_pmd(struct mm_struct *mm, pud_t *pud, pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++, pud++)
		pud_populate(mm, pud, pmds[i]);
//              ^^^^^^^^^^^^ warning: This pmd table is put to use without running its constructor. pmd_alloc_one() constructs such tables in this tree; without its constructor this one has no lock and is not counted.
//@ static inline pmd_t *«pmd_alloc_one»(struct mm_struct *mm, unsigned long addr) related: pmd_alloc_one() gives out constructed tables.
}`,
    },
    {
      title: 'A table is put into an entry as it is',
      code: `
int f(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);
//                            ^^^^^^^^^^^^^^^ related: This is where it comes from, raw.

	if (!pmd)
		return -1;
	pud_populate(mm, pud, pmd);
//      ^^^^^^^^^^^^ warning: This pmd table is put to use without running its constructor. pmd_alloc_one() constructs such tables in this tree; without its constructor this one has no lock and is not counted.
//@ static inline pmd_t *«pmd_alloc_one»(struct mm_struct *mm, unsigned long addr) related: pmd_alloc_one() gives out constructed tables.
	return 0;
}`,
    },
    {
      title: 'A table for a process, from pagetable_alloc()',
      code: `
int f(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);
//                          ^^^^^^^^^^^^^^^ related: This is where it comes from, raw.

	if (!pt)
		return -1;
	pmd_populate(mm, pmd, ptdesc_page(pt));
//      ^^^^^^^^^^^^ warning: This pte table is put to use without running its constructor. __pte_alloc_one() constructs such tables in this tree; without its constructor this one has no lock and is not counted.
//@ static inline pgtable_t «__pte_alloc_one»(struct mm_struct *mm, gfp_t gfp) related: __pte_alloc_one() gives out constructed tables.
	return 0;
}`,
    },
    {
      title: 'Its constructor failed, and it is used all the same',
      code: `
int f(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);
//                          ^^^^^^^^^^^^^^^ related: This is where it comes from, raw.
	bool is_locked;

	if (!pt)
		return -1;
	is_locked = pagetable_pte_ctor(pt);
	pmd_populate(mm, pmd, ptdesc_page(pt));
//      ^^^^^^^^^^^^ warning: This pte table is put to use without running its constructor. Its constructor was called, and failed. __pte_alloc_one() constructs such tables in this tree; without its constructor this one has no lock and is not counted.
//@ static inline pgtable_t «__pte_alloc_one»(struct mm_struct *mm, gfp_t gfp) related: __pte_alloc_one() gives out constructed tables.
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
//                   ^^^^^^^ related: This is where it comes from, raw.

	if (!pmd)
		return -1;
	pud_populate(mm, pud, pmd);
//      ^^^^^^^^^^^^ warning: This pmd table is put to use without running its constructor. pmd_alloc_one() constructs such tables in this tree; without its constructor this one has no lock and is not counted.
//@ static inline pmd_t *«pmd_alloc_one»(struct mm_struct *mm, unsigned long addr) related: pmd_alloc_one() gives out constructed tables.
	return 0;
}`,
    },
  ],
  clean: [
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
  ],
};

import type { RuleExamples } from '../support/rule.ts';

/** What leaked-table reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'The constructor failed',
      code: `
pmd_t *make_pmd(gfp_t gfp)
{
	struct ptdesc *pt = pagetable_alloc(gfp, 0);
//                          ^^^^^^^^^^^^^^^ related: It was allocated here.

	if (!pt)
		return NULL;
	if (!pagetable_pmd_ctor(pt))
		return NULL;
//              ^^^^^^ error: This path leaves a page table behind that it allocated: its constructor failed, and nobody frees its memory. Free it first.
	return ptdesc_address(pt);
}`,
    },
    {
      title: 'A later step failed',
      code: `
int add_pmd(struct mm_struct *mm, pud_t *pud, int is_late)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);
//                   ^^^^^^^^^^^^^ related: It was allocated here.
//                   ^^^^^^^^^^^^^ related: It was constructed here.

	if (!pmd)
		return -1;
	if (is_late)
		return -1;
//              ^^^^^^ error: This path leaves a page table behind that it allocated: nobody frees it, and nothing points to it. Free it first.
	pud_populate(mm, pud, pmd);
	return 0;
}`,
    },
    {
      title: 'Destructed and not freed',
      code: `
void drop_pmd(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(pt);
//      ^^^^^^^^^^^^^^^^^^ related: It was destructed here.
}
//< ^ error: The destructor ran on this page table, and this path leaves it behind: nobody frees its memory. Free it after its destructor.`,
    },
  ],
  clean: [
    {
      title: 'Freed where the constructor failed',
      code: `
pmd_t *make_pmd(gfp_t gfp)
{
	struct ptdesc *pt = pagetable_alloc(gfp, 0);

	if (!pt)
		return NULL;
	if (!pagetable_pmd_ctor(pt)) {
		pagetable_free(pt);
		return NULL;
	}
	return ptdesc_address(pt);
}`,
    },
    {
      title: 'A level that is folded: its entries are never empty',
      code: `
static inline int folded_none(pud_t pud) { return 0; }
#define folded_populate(mm, pud, pmd) do { } while (0)
void fill(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd;

	if (folded_none(*pud)) {
		pmd = pmd_alloc_one(mm, 0);
		if (!pmd)
			return;
		folded_populate(mm, pud, pmd);
	}
}`,
    },
    {
      title: 'A function may take it by the address of the variable',
      code: `
int install(struct mm_struct *mm, pud_t *pud, pmd_t **pmd);
int add_pmd(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd)
		return -1;
	return install(mm, pud, &pmd);
}`,
    },
    {
      title: 'The destructor by another name: its caller frees',
      code: `
void my_pmd_dtor(pmd_t *pmd)
{
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
}`,
    },
    {
      title: 'Its address goes into an entry by hand',
      code: `
int add_pmd(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd)
		return -1;
	*pud = (pud_t){ (unsigned long)pmd | 1 };
	return 0;
}`,
    },
  ],
};

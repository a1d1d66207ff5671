import type { RuleExamples } from '../support/rule.ts';

/** What untested-allocation reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'Constructed before the test',
      code: `
int f(gfp_t gfp)
{
	struct ptdesc *pt = pagetable_alloc(gfp, 0);
//                          ^^^^^^^^^^^^^^^ related: It is allocated here, and may be NULL.

	if (!pagetable_pmd_ctor(pt)) {
//           ^^^^^^^^^^^^^^^^^^ error: What the allocation gave is given to pagetable_pmd_ctor(), and nobody has looked whether it is NULL. Test it first.
		pagetable_free(pt);
		return -1;
	}
	pagetable_pmd_dtor(pt);
	pagetable_free(pt);
	return 0;
}`,
    },
    {
      title: 'Linked before the test',
      code: `
int f(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);
//                   ^^^^^^^^^^^^^ related: It is allocated here, and may be NULL.

	pud_populate(mm, pud, pmd);
//      ^^^^^^^^^^^^ error: What the allocation gave is given to pud_populate(), and nobody has looked whether it is NULL. Test it first.
	return pmd ? 0 : -1;
}`,
    },
    {
      title: 'An entry is written',
      code: `
pte_t *f(gfp_t gfp, pte_t entry)
{
	pte_t *pte = (pte_t *)get_zeroed_page(gfp);
//                            ^^^^^^^^^^^^^^^ related: It is allocated here, and may be NULL.

	pte[0] = entry;
//         ^ error: What the allocation gave is used, and nobody has looked whether it is NULL. Test it first.
	return pte;
}`,
    },
  ],
  clean: [
    {
      title: 'Tested first',
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
      title: 'Given out untested: the caller looks',
      code: `
pmd_t *f(struct mm_struct *mm)
{
	return pmd_alloc_one(mm, 0);
}`,
    },
    {
      title: 'Tested together with the constructor',
      code: `
int f(gfp_t gfp)
{
	struct ptdesc *pt = pagetable_alloc(gfp, 0);

	if (!pt || !pagetable_pmd_ctor(pt)) {
		if (pt)
			pagetable_free(pt);
		return -1;
	}
	pagetable_pmd_dtor(pt);
	pagetable_free(pt);
	return 0;
}`,
    },
  ],
};

import type { RuleExamples } from '../support/rule.ts';

/** What wrong-level reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'A pmd table with the constructor of the lowest level',
      code: `
int f(struct mm_struct *mm, pud_t *pud)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return -1;
	if (!pagetable_pte_ctor(pt)) {
//           ^^^^^^^^^^^^^^^^^^ related: Constructed as a pte table.
		pagetable_free(pt);
		return -1;
	}
	pud_populate(mm, pud, ptdesc_address(pt));
//      ^^^^^^^^^^^^ warning: This table was constructed as a pte table, and pud_populate() makes it a pmd table. The levels differ in what their constructors set up. Use the one of the table's level.
	return 0;
}`,
    },
    {
      title: 'A table from pmd_alloc_one() at the lowest level',
      code: `
int f(struct mm_struct *mm, pmd_t *pmd)
{
	pmd_t *table = pmd_alloc_one(mm, 0);
//                     ^^^^^^^^^^^^^ related: Constructed as a pmd table.

	if (!table)
		return -1;
	pmd_populate(mm, pmd, virt_to_page(table));
//      ^^^^^^^^^^^^ warning: This table was constructed as a pmd table, and pmd_populate() makes it a pte table. The levels differ in what their constructors set up. Use the one of the table's level.
	return 0;
}`,
    },
    {
      title: 'The destructor of the other level on the way out',
      code: `
struct ptdesc *f(int busy)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return NULL;
	if (!pagetable_pmd_ctor(pt)) {
//           ^^^^^^^^^^^^^^^^^^ related: Constructed as a pmd table.
		pagetable_free(pt);
		return NULL;
	}
	if (busy) {
		pagetable_pte_dtor(pt);
//              ^^^^^^^^^^^^^^^^^^ warning: This table was constructed as a pmd table, and pagetable_pte_dtor() is the destructor of a pte table. The levels differ in what their constructors set up. Use the one of the table's level.
		pagetable_free(pt);
		return NULL;
	}
	return pt;
}`,
    },
  ],
  clean: [
    {
      title: 'The level of the constructor',
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
      title: 'A folded level, whose table has another type',
      code: `
void pgd_free(struct mm_struct *mm, pgd_t *pgd, int is_folded)
{
	struct ptdesc *pt = virt_to_ptdesc(pgd);

	if (is_folded)
		pagetable_pmd_dtor(pt);
	pagetable_free(pt);
}`,
    },
    {
      title: 'One destructor for all levels',
      late: true,
      code: `
void f(struct mm_struct *mm)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (pt && pagetable_pmd_ctor(mm, pt))
		pagetable_dtor(pt);
	if (pt)
		pagetable_free(pt);
}`,
    },
    {
      title: 'A constructor for each level',
      code: `
void f(struct ptdesc *pt, int level)
{
	BUG_ON(level ? !pagetable_pmd_ctor(pt) : !pagetable_pte_ctor(pt));
}`,
    },
  ],
};

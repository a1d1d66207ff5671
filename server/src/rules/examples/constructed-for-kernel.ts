import type { RuleExamples } from '../support/rule.ts';

/** What constructed-for-kernel reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: "A user's table",
      late: true,
      code: `
int f(struct mm_struct *mm, pud_t *pud)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return -1;
	if (!pagetable_pmd_ctor(&init_mm, pt)) {
//           ^^^^^^^^^^^^^^^^^^ related: It is constructed here.
		pagetable_free(pt);
		return -1;
	}
	pud_populate(mm, pud, ptdesc_address(pt));
//      ^^^^^^^^^^^^ warning: This table has no lock, as it was constructed for init_mm, and it goes into another address space here. Construct it for the address space that it belongs to.
	return 0;
}`,
    },
    {
      title: 'Locked',
      late: true,
      code: `
void f(struct ptdesc *pt)
{
	if (!pagetable_pte_ctor(&init_mm, pt))
//           ^^^^^^^^^^^^^^^^^^ related: It is constructed here.
		return;
	spin_lock(ptlock_ptr(pt));
//                ^^^^^^^^^^ warning: This table has no lock, as it was constructed for init_mm, and it is locked here. Construct it for the address space that it belongs to.
}`,
    },
    {
      title: 'Constructed by a helper',
      late: true,
      code: `
static struct ptdesc *fresh(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (pt && !pagetable_pte_ctor(&init_mm, pt)) {
		pagetable_free(pt);
		return NULL;
	}
	return pt;
}
void f(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = fresh();
//                          ^^^^^ related: It is constructed here.

	if (pt)
		pmd_populate(mm, pmd, ptdesc_page(pt));
//              ^^^^^^^^^^^^ warning: This table has no lock, as it was constructed for init_mm, and it goes into another address space here. Construct it for the address space that it belongs to.
}`,
    },
  ],
  clean: [
    {
      title: "The user's own",
      late: true,
      code: `
void f(struct mm_struct *mm, pud_t *pud, struct ptdesc *pt)
{
	if (pagetable_pmd_ctor(mm, pt))
		pud_populate(mm, pud, ptdesc_address(pt));
}`,
    },
    {
      title: "The kernel's table, in the kernel",
      late: true,
      code: `
void f(pud_t *pud, struct ptdesc *pt)
{
	if (pagetable_pmd_ctor(&init_mm, pt))
		pud_populate(&init_mm, pud, ptdesc_address(pt));
}`,
    },
    {
      title: 'A tree in which every table has a lock',
      code: `
void f(struct mm_struct *mm, pud_t *pud, struct ptdesc *pt)
{
	if (pagetable_pmd_ctor(pt))
		pud_populate(mm, pud, ptdesc_address(pt));
}`,
    },
  ],
};

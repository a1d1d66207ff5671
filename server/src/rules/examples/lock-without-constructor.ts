import type { RuleExamples } from '../support/rule.ts';

/** What lock-without-constructor reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'Locked when it was just allocated',
      code: `
void f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);
//                          ^^^^^^^^^^^^^^^ related: It is allocated here, raw.

	if (!pt)
		return;
	spin_lock(ptlock_ptr(pt));
//                ^^^^^^^^^^ warning: This table has no lock: its constructor has not run. Take the lock once the constructor has succeeded.
	pagetable_free(pt);
}`,
    },
    {
      title: 'Unlocked after the destructor',
      code: `
void f(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);
	spinlock_t *ptl = ptlock_ptr(pt);

	spin_lock(ptl);
	pagetable_pmd_dtor(pt);
//      ^^^^^^^^^^^^^^^^^^ related: The destructor runs here.
	spin_unlock(ptlock_ptr(pt));
//                  ^^^^^^^^^^ warning: The destructor of this table has already given its lock back. Release the lock before the destructor runs.
	pagetable_free(pt);
}`,
    },
    {
      title: 'By a helper, after the constructor failed',
      code: `
static void lock_table(struct ptdesc *pt)
{
	spin_lock(ptlock_ptr(pt));
}
struct ptdesc *f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);
//                          ^^^^^^^^^^^^^^^ related: It is allocated here, raw.
	bool ok;

	if (!pt)
		return NULL;
	ok = pagetable_pte_ctor(pt);
	if (!ok)
		lock_table(pt);
//              ^^^^^^^^^^ warning: This table has no lock: its constructor failed. Take the lock once the constructor has succeeded.
	return pt;
}`,
    },
  ],
  clean: [
    {
      title: 'Between constructor and destructor',
      code: `
void f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	if (pagetable_pte_ctor(pt)) {
		spin_lock(ptlock_ptr(pt));
		spin_unlock(ptlock_ptr(pt));
		pagetable_pte_dtor(pt);
	}
	pagetable_free(pt);
}`,
    },
    {
      title: 'A table that someone else made',
      code: `
spinlock_t *f(pmd_t pmd)
{
	return ptlock_ptr(virt_to_ptdesc((void *)pmd_page_vaddr(pmd)));
}`,
    },
    {
      title: 'Filled and handed to a function that may construct it',
      code: `
void set_up(struct ptdesc *pt);
spinlock_t *f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return NULL;
	set_up(pt);
	return ptlock_ptr(pt);
}`,
    },
  ],
};

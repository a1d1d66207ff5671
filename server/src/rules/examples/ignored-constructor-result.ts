import type { RuleExamples } from '../support/rule.ts';

/** What ignored-constructor-result reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'A statement of its own',
      code: `
void f(struct page *page)
{
	pagetable_pte_ctor(page_ptdesc(page));
//      ^^^^^^^^^^^^^^^^^^ error: The result of pagetable_pte_ctor() is ignored. When it fails, the table is used without its lock. Check the result, and on failure free the table without running the destructor.
}`,
    },
    {
      title: 'In a branch',
      code: `
enum { TABLE_PTE, TABLE_PMD };
void *f(int type, struct ptdesc *pt)
{
	if (type == TABLE_PTE)
		pagetable_pte_ctor(pt);
//              ^^^^^^^^^^^^^^^^^^ error: The result of pagetable_pte_ctor() is ignored. When it fails, the table is used without its lock. Check the result, and on failure free the table without running the destructor.
	return ptdesc_address(pt);
}`,
    },
    {
      title: 'In a loop, with the mm of newer kernels',
      late: true,
      code: `
void f(struct mm_struct *mm, struct ptdesc *tables[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		pagetable_pmd_ctor(mm, tables[i]);
//              ^^^^^^^^^^^^^^^^^^ error: The result of pagetable_pmd_ctor() is ignored. When it fails, the table is used without its lock. Check the result, and on failure free the table without running the destructor.
}`,
    },
  ],
  clean: [
    {
      title: 'A constructor that cannot fail',
      code: 'void f(struct ptdesc *pt) { pagetable_pud_ctor(pt); }',
    },
    {
      title: 'Tested by BUG_ON() and WARN_ON()',
      code: `
void f(struct ptdesc *pt) { BUG_ON(!pagetable_pte_ctor(pt)); }
int g(struct ptdesc *pt) { return WARN_ON(!pagetable_pmd_ctor(pt)) ? -1 : 0; }`,
    },
    {
      title: 'Tested in a chain, or later',
      code: `
struct ptdesc *f(struct ptdesc *pt)
{
	if (!pt || !pagetable_pte_ctor(pt))
		return NULL;
	return pt;
}
bool g(struct ptdesc *pt)
{
	bool ok = pagetable_pte_ctor(pt);

	return ok;
}`,
    },
    { title: 'Passed on', code: 'bool f(struct ptdesc *pt) { return pagetable_pmd_ctor(pt); }' },
  ],
};

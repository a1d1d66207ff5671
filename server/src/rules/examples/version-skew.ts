import type { RuleExamples } from '../support/rule.ts';

/** What version-skew reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'A destructor from before struct ptdesc',
      code: `
void f(pte_t *pte)
{
	struct page *page = virt_to_page(pte);

	pgtable_pte_page_dtor(page);
//      ^^^^^^^^^^^^^^^^^^^^^ 💡 warning: This tree has no pgtable_pte_page_dtor(). Call pagetable_pte_dtor() instead.
//💡 Convert f() to ptdesc
	__free_page(page);
}`,
      fixed: `
void f(pte_t *pte)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pte);

	pagetable_pte_dtor(ptdesc);
	pagetable_free(ptdesc);
}`,
    },
    {
      title: 'The one destructor of newer kernels',
      code: `void f(struct ptdesc *pt) { pagetable_dtor(pt); }
//                          ^^^^^^^^^^^^^^ warning: This tree has no pagetable_dtor(). Call pagetable_pte_dtor() instead.`,
    },
    {
      title: 'The destructor of a level, where there is one for all',
      late: true,
      code: `void f(struct ptdesc *pt) { pagetable_pmd_dtor(pt); }
//                          ^^^^^^^^^^^^^^^^^^ warning: This tree has no pagetable_pmd_dtor(). Call pagetable_dtor() instead.`,
    },
    {
      title: 'The constructor without its mm',
      late: true,
      code: `bool f(struct ptdesc *pt) { return pagetable_pte_ctor(pt); }
//                                 ^^^^^^^^^^^^^^^^^^ warning: pagetable_pte_ctor(mm, pt) takes 2 arguments in this tree, but this call passes 1, as other kernels have it.`,
    },
  ],
  clean: [
    {
      title: 'The functions of this tree',
      code: `
void f(pte_t *pte)
{
	pagetable_pte_dtor(virt_to_ptdesc(pte));
	pagetable_free(virt_to_ptdesc(pte));
}`,
    },
    {
      title: 'The same, of a newer tree',
      late: true,
      code: 'bool f(struct mm_struct *mm, struct ptdesc *pt) { return pagetable_pte_ctor(mm, pt); }',
    },
    {
      title: 'A function of that name in the file itself',
      code: `
static void pagetable_dtor(struct ptdesc *pt) { pagetable_pte_dtor(pt); }
void f(struct ptdesc *pt) { pagetable_dtor(pt); }`,
    },
    {
      title: 'Something else that no one declares',
      code: 'void f(struct ptdesc *pt) { pagetable_xyz_dtor(pt); }',
    },
  ],
};

import type { RuleExamples } from '../support/rule.ts';

/** What double-destructor reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'Destructor and queue, in a tree whose queue runs it',
      late: true,
      code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	pagetable_dtor(pt);
//      ^^^^^^^^^^^^^^ related: The destructor ran here.
	tlb_remove_ptdesc(tlb, pt);
//      ^^^^^^^^^^^^^^^^^ 💡 error: tlb_remove_table(), which runs the destructor in this tree, is given a page table whose destructor has run already on this path. Its lock may be freed twice, and NR_PAGETABLE drops too far. Keep one destructor for one constructor.
//💡 Remove this pagetable_dtor()
//@ static inline void tlb_remove_ptdesc(struct mmu_gather *tlb, void *pt) { «tlb_remove_table»(tlb, pt); } related: This is where the destructor is called.
}`,
      fixed: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	tlb_remove_ptdesc(tlb, pt);
}`,
    },
    {
      title: 'After the constructor failed',
      code: `
struct ptdesc *f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);
//                          ^^^^^^^^^^^^^^^ related: It was allocated here.

	if (!pt)
		return NULL;
	if (!pagetable_pmd_ctor(pt)) {
		pagetable_pmd_dtor(pt);
//              ^^^^^^^^^^^^^^^^^^ 💡 error: pagetable_pmd_dtor() is given a page table whose constructor failed. Its lock may be freed twice, and NR_PAGETABLE drops too far. Keep one destructor for one constructor.
//💡 Remove this pagetable_pmd_dtor()
		pagetable_free(pt);
		return NULL;
	}
	return pt;
}`,
      fixed: `
struct ptdesc *f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return NULL;
	if (!pagetable_pmd_ctor(pt)) {
		pagetable_free(pt);
		return NULL;
	}
	return pt;
}`,
    },
    {
      title: 'The function that frees runs it as well',
      code: `
void f(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(pt);
//      ^^^^^^^^^^^^^^^^^^ related: The destructor ran here.
	pmd_free(mm, pmd);
//      ^^^^^^^^ error: pagetable_pmd_dtor() is given a page table whose destructor has run already on this path. Its lock may be freed twice, and NR_PAGETABLE drops too far. Keep one destructor for one constructor.
//@ «DTOR»(pmd, pt); related: This is where the destructor is called.
}`,
    },
    {
      title: 'A table that was never constructed',
      code: `
void f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);
//                          ^^^^^^^^^^^^^^^ related: It was allocated here.

	if (!pt)
		return;
	pagetable_pte_dtor(pt);
//      ^^^^^^^^^^^^^^^^^^ 💡 error: pagetable_pte_dtor() is given a page table that no constructor ran on. Its lock may be freed twice, and NR_PAGETABLE drops too far. Keep one destructor for one constructor.
//💡 Remove this pagetable_pte_dtor()
	pagetable_free(pt);
}`,
      fixed: `
void f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	pagetable_free(pt);
}`,
    },
  ],
  clean: [
    {
      title: 'Destructor and queue, in a tree whose queue only frees',
      code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(pt);
	tlb_remove_ptdesc(tlb, pt);
}`,
    },
    {
      title: 'One table after the other',
      code: `
void f(pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (pmds[i]) {
			struct ptdesc *pt = virt_to_ptdesc(pmds[i]);

			pagetable_pmd_dtor(pt);
			pagetable_free(pt);
		}
}`,
    },
    {
      title: 'The last user of a shared page',
      code: `
int page_ref_dec_return(struct page *page);
void f(struct page *page)
{
	if (page_ref_dec_return(page) == 1)
		pagetable_pte_dtor(page_ptdesc(page));
}`,
    },
    {
      title: 'A table from the boot, of which nothing is known',
      code: `
void *memblock_alloc_table(void);
void f(void)
{
	struct ptdesc *pt = virt_to_ptdesc(memblock_alloc_table());

	pagetable_pte_dtor(pt);
}`,
    },
  ],
};

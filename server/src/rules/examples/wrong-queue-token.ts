import type { RuleExamples } from '../support/rule.ts';

/** What wrong-queue-token reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'An address for a page',
      code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd)
{
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	tlb_remove_ptdesc(tlb, pmd);
//      ^^^^^^^^^^^^^^^^^ warning: This queues a table by its address, but __tlb_remove_table() in this tree expects a descriptor. Queue that instead.
//@ static inline void «__tlb_remove_table»(void *table) { free_page_and_swap_cache((struct page *)table); } related: This takes it for a descriptor.
}`,
    },
    {
      title: 'An address for a descriptor',
      late: true,
      code: `void f(struct mmu_gather *tlb, pud_t *pud) { tlb_remove_table(tlb, pud); }
//                                           ^^^^^^^^^^^^^^^^ warning: This queues a table by its address, but __tlb_remove_table() in this tree expects a descriptor. Queue that instead.
//@ static inline void «__tlb_remove_table»(void *table) { pagetable_dtor_free((struct ptdesc *)table); } related: This takes it for a descriptor.`,
    },
    {
      title: 'Behind a cast that says nothing',
      code: `
void f(struct mmu_gather *tlb, pte_t *pte)
{
	pagetable_pte_dtor(virt_to_ptdesc(pte));
	tlb_remove_table(tlb, (void *)pte);
//      ^^^^^^^^^^^^^^^^ warning: This queues a table by its address, but __tlb_remove_table() in this tree expects a descriptor. Queue that instead.
//@ static inline void «__tlb_remove_table»(void *table) { free_page_and_swap_cache((struct page *)table); } related: This takes it for a descriptor.
}`,
    },
  ],
  clean: [
    {
      title: 'The descriptor',
      code: `
void f(struct mmu_gather *tlb, pmd_t *pmd)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(pt);
	tlb_remove_ptdesc(tlb, pt);
}`,
    },
    {
      title: 'The page, which lies at the same address',
      code: `
void f(struct mmu_gather *tlb, pgtable_t pte)
{
	pagetable_pte_dtor(page_ptdesc(pte));
	tlb_remove_table(tlb, pte);
}`,
    },
    {
      title: 'An address with a tag, of which nothing is known',
      code: `
void f(struct mmu_gather *tlb, unsigned long *table, unsigned long tag)
{
	tlb_remove_table(tlb, (void *)((unsigned long)table | tag));
}`,
    },
    {
      title: 'Something without a type',
      code: 'void f(struct mmu_gather *tlb, void *table) { tlb_remove_table(tlb, table); }',
    },
  ],
};

import type { RuleExamples } from '../support/rule.ts';

/** What paravirt-pair reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
void paravirt_alloc_pmd(struct mm_struct *mm, unsigned long pfn);
void paravirt_alloc_pud(struct mm_struct *mm, unsigned long pfn);
void paravirt_release_pmd(unsigned long pfn);
void paravirt_release_pte(unsigned long pfn);`,
  flagged: [
    {
      title: 'Freed on the error path without a word',
      code: `
pmd_t *f(struct mm_struct *mm, int fail)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (!pmd)
		return NULL;
	paravirt_alloc_pmd(mm, __pa(pmd) >> PAGE_SHIFT);
//      ^^^^^^^^^^^^^^^^^^ related: The hypervisor is told of the table here.
	if (fail) {
		free_page((unsigned long)pmd);
//              ^^^^^^^^^ info: This frees a table that the hypervisor still treats as a page table, so the next owner of the page cannot write to it. Call paravirt_release_…() first.
		return NULL;
	}
	return pmd;
}`,
    },
    {
      title: 'Told after the table was queued',
      code: `
void ___pte_free_tlb(struct mmu_gather *tlb, struct page *pte)
{
	pagetable_pte_dtor(page_ptdesc(pte));
	tlb_remove_table(tlb, pte);
//      ^^^^^^^^^^^^^^^^ related: The table goes here.
	paravirt_release_pte(page_to_pfn(pte));
//      ^^^^^^^^^^^^^^^^^^^^ info: paravirt_release_pte() runs after the table was given away, when the page may already be another table. Call it first.
}`,
    },
    {
      title: 'Queued without a word, where the entry was announced',
      code: `
static inline void p4d_populate(struct mm_struct *mm, unsigned long *p4d, pud_t *pud)
//                 ^^^^^^^^^^^^ related: They are announced here.
{
	paravirt_alloc_pud(mm, __pa(pud) >> PAGE_SHIFT);
	*p4d = __pa(pud) | 1;
}
void ___pud_free_tlb(struct mmu_gather *tlb, pud_t *pud)
{
	pagetable_pud_dtor(virt_to_ptdesc(pud));
	tlb_remove_table(tlb, virt_to_ptdesc(pud));
//      ^^^^^^^^^^^^^^^^ info: p4d_populate() announces such tables to the hypervisor, but this one is queued without releasing it. Call paravirt_release_pud() first.
}`,
    },
    {
      title: 'Announced and freed by helpers',
      code: `
static void announce(struct mm_struct *mm, struct page *page) { paravirt_alloc_pmd(mm, page_to_pfn(page)); }
static void drop(struct page *page) { __free_page(page); }
void f(struct mm_struct *mm, struct page *page)
{
	announce(mm, page);
//      ^^^^^^^^ related: The hypervisor is told of the table here.
	drop(page);
//      ^^^^ info: This frees a table that the hypervisor still treats as a page table, so the next owner of the page cannot write to it. Call paravirt_release_…() first.
}`,
    },
  ],
  clean: [
    {
      title: 'Told first',
      code: `
void ___pte_free_tlb(struct mmu_gather *tlb, struct page *pte)
{
	paravirt_release_pte(page_to_pfn(pte));
	pagetable_pte_dtor(page_ptdesc(pte));
	tlb_remove_table(tlb, pte);
}`,
    },
    {
      title: 'An architecture that announces nothing',
      code: `
static inline void p4d_populate(struct mm_struct *mm, unsigned long *p4d, pud_t *pud)
{
	*p4d = __pa(pud) | 1;
}
void ___pud_free_tlb(struct mmu_gather *tlb, pud_t *pud)
{
	pagetable_pud_dtor(virt_to_ptdesc(pud));
	tlb_remove_table(tlb, virt_to_ptdesc(pud));
}`,
    },
    {
      title: 'Announced and taken back',
      code: `
void f(struct mm_struct *mm, struct page *page)
{
	paravirt_alloc_pmd(mm, page_to_pfn(page));
	paravirt_release_pmd(page_to_pfn(page));
	__free_page(page);
}`,
    },
    {
      title: 'Freed before anybody was told',
      code: `
pmd_t *f(struct mm_struct *mm, int fail)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (!pmd)
		return NULL;
	if (fail) {
		free_page((unsigned long)pmd);
		return NULL;
	}
	paravirt_alloc_pmd(mm, __pa(pmd) >> PAGE_SHIFT);
	return pmd;
}`,
    },
  ],
};

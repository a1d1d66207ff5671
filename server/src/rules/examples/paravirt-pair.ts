import type { RuleExamples } from '../support/rule.ts';

const PARAVIRT = `
void paravirt_alloc_pmd(struct mm_struct *mm, unsigned long pfn);
void paravirt_alloc_pud(struct mm_struct *mm, unsigned long pfn);
void paravirt_release_pmd(unsigned long pfn);
void paravirt_release_pte(unsigned long pfn);`;

/** What paravirt-pair reports, and what looks alike and is none. */
export const paravirtPairExamples: RuleExamples = {
  flagged: [
    {
      title: 'Freed on the error path without a word',
      code: `${PARAVIRT}
pmd_t *f(struct mm_struct *mm, int fail)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (!pmd)
		return NULL;
	paravirt_alloc_pmd(mm, __pa(pmd) >> PAGE_SHIFT);
	if (fail) {
		free_page((unsigned long)pmd);
		return NULL;
	}
	return pmd;
}`,
    },
    {
      title: 'Told after the table was queued',
      code: `${PARAVIRT}
void ___pte_free_tlb(struct mmu_gather *tlb, struct page *pte)
{
	pagetable_pte_dtor(page_ptdesc(pte));
	tlb_remove_table(tlb, pte);
	paravirt_release_pte(page_to_pfn(pte));
}`,
    },
    {
      title: 'Queued without a word, where the entry was announced',
      code: `${PARAVIRT}
static inline void p4d_populate(struct mm_struct *mm, unsigned long *p4d, pud_t *pud)
{
	paravirt_alloc_pud(mm, __pa(pud) >> PAGE_SHIFT);
	*p4d = __pa(pud) | 1;
}
void ___pud_free_tlb(struct mmu_gather *tlb, pud_t *pud)
{
	pagetable_pud_dtor(virt_to_ptdesc(pud));
	tlb_remove_table(tlb, virt_to_ptdesc(pud));
}`,
    },
    {
      title: 'Announced and freed by helpers',
      code: `${PARAVIRT}
static void announce(struct mm_struct *mm, struct page *page) { paravirt_alloc_pmd(mm, page_to_pfn(page)); }
static void drop(struct page *page) { __free_page(page); }
void f(struct mm_struct *mm, struct page *page)
{
	announce(mm, page);
	drop(page);
}`,
    },
  ],
  clean: [
    {
      title: 'Told first',
      code: `${PARAVIRT}
void ___pte_free_tlb(struct mmu_gather *tlb, struct page *pte)
{
	paravirt_release_pte(page_to_pfn(pte));
	pagetable_pte_dtor(page_ptdesc(pte));
	tlb_remove_table(tlb, pte);
}`,
    },
    {
      title: 'An architecture that announces nothing',
      code: `${PARAVIRT}
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
      code: `${PARAVIRT}
void f(struct mm_struct *mm, struct page *page)
{
	paravirt_alloc_pmd(mm, page_to_pfn(page));
	paravirt_release_pmd(page_to_pfn(page));
	__free_page(page);
}`,
    },
    {
      title: 'Freed before anybody was told',
      code: `${PARAVIRT}
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

import type { RuleExamples } from '../support/rule.ts';

/** What unguarded-folded-level reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
typedef struct { unsigned long p4d; } p4d_t;
bool pgtable_l4_enabled(void);
bool pgtable_l5_enabled(void);
bool mm_pud_folded(struct mm_struct *mm);
static inline void __pud_free(struct mm_struct *mm, pud_t *pud)
{
	free_page((unsigned long)pud);
}`,
  flagged: [
    {
      title: 'Asked when it is freed, and not when it is queued',
      code: `
static inline void pud_free(struct mm_struct *mm, pud_t *pud)
//                 ^^^^^^^^ related: pud_free() checks.
{
	if (!pgtable_l4_enabled())
		return;
	__pud_free(mm, pud);
}
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
//                 ^^^^^^^^^^^^^^ warning: __pud_free_tlb() frees tables of a level that may be folded without checking that; pud_free() checks. Freeing a folded level frees the table above it. Check here as well.
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pud));
}`,
    },
    {
      title: 'The other way round',
      code: `
static inline void p4d_free(struct mm_struct *mm, p4d_t *p4d)
//                 ^^^^^^^^ warning: p4d_free() frees tables of a level that may be folded without checking that; __p4d_free_tlb() checks. Freeing a folded level frees the table above it. Check here as well.
{
	free_page((unsigned long)p4d);
}
static inline void __p4d_free_tlb(struct mmu_gather *tlb, p4d_t *p4d, unsigned long addr)
//                 ^^^^^^^^^^^^^^ related: __p4d_free_tlb() checks.
{
	if (pgtable_l5_enabled())
		tlb_remove_ptdesc(tlb, virt_to_ptdesc(p4d));
}`,
    },
    {
      title: 'By address space',
      code: `
static inline void pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
//                 ^^^^^^^^^^^^ warning: pud_free_tlb() frees tables of a level that may be folded without checking that; pud_free() checks. Freeing a folded level frees the table above it. Check here as well.
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pud));
}
static inline void pud_free(struct mm_struct *mm, pud_t *pud)
//                 ^^^^^^^^ related: pud_free() checks.
{
	if (!mm_pud_folded(mm))
		__pud_free(mm, pud);
}`,
    },
  ],
  clean: [
    {
      title: 'Both ask',
      code: `
static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	if (pgtable_l4_enabled())
		__pud_free(mm, pud);
}
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
{
	if (pgtable_l4_enabled())
		tlb_remove_ptdesc(tlb, virt_to_ptdesc(pud));
}`,
    },
    {
      title: 'Asked by a macro',
      code: `
#define mm_p4d_folded(mm) ((mm)->users < 3)
static inline void p4d_free(struct mm_struct *mm, p4d_t *p4d)
{
	if (pgtable_l5_enabled())
		free_page((unsigned long)p4d);
}
static inline void p4d_free_tlb(struct mmu_gather *tlb, p4d_t *p4d, unsigned long addr)
{
	if (mm_p4d_folded(tlb->mm))
		return;
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(p4d));
}`,
    },
    {
      title: 'The called function asks',
      code: `
static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	if (pgtable_l4_enabled())
		__pud_free(mm, pud);
}
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
{
	pud_free(tlb->mm, pud);
}`,
    },
    {
      title: 'No one asks: the level is always there',
      code: `
static inline void pud_free(struct mm_struct *mm, pud_t *pud) { __pud_free(mm, pud); }
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pud));
}`,
    },
    {
      title: 'Another level is asked about',
      code: `
static inline void p4d_free(struct mm_struct *mm, p4d_t *p4d)
{
	if (pgtable_l5_enabled())
		free_page((unsigned long)p4d);
}
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pud));
}`,
    },
    {
      title: 'Nothing is freed',
      code: `
static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	if (pgtable_l4_enabled())
		__pud_free(mm, pud);
}
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr) { }`,
    },
  ],
};

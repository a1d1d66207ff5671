/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_ARM64_TLB_H
#define _ASM_ARM64_TLB_H

#include <linux/pagemap.h>
#include <linux/swap.h>

static inline void __tlb_remove_table(void *_table)
{
	free_page_and_swap_cache((struct page *)_table);
}

#define tlb_flush tlb_flush
static void tlb_flush(struct mmu_gather *tlb);

#include <asm-generic/tlb.h>

/* When the whole process goes, its tag goes with it. */
static inline void tlb_flush(struct mmu_gather *tlb)
{
	struct vm_area_struct vma = { .vm_mm = tlb->mm, };

	if (tlb->fullmm) {
		if (tlb->freed_tables)
			flush_tlb_mm(tlb->mm);
		return;
	}
	flush_tlb_range(&vma, tlb->start, tlb->end);
}

static inline void __pte_free_tlb(struct mmu_gather *tlb, pgtable_t pte,
				  unsigned long addr)
{
	struct page *page = pte;

	pgtable_pte_page_dtor(page);
	tlb_remove_table(tlb, page);
}

#if CONFIG_PGTABLE_LEVELS > 2
static inline void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmdp,
				  unsigned long addr)
{
	struct page *page = virt_to_page(pmdp);

	pgtable_pmd_page_dtor(page);
	tlb_remove_table(tlb, page);
}
#endif

#if CONFIG_PGTABLE_LEVELS > 3
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pudp,
				  unsigned long addr)
{
	tlb_remove_table(tlb, virt_to_page(pudp));
}
#endif

#endif /* _ASM_ARM64_TLB_H */

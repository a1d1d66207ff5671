/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_ARM_TLB_H
#define _ASM_ARM_TLB_H

#include <linux/pagemap.h>
#include <linux/swap.h>

static inline void __tlb_remove_table(void *_table)
{
	free_page_and_swap_cache((struct page *)_table);
}

#include <asm-generic/tlb.h>

static inline void __pte_free_tlb(struct mmu_gather *tlb, pgtable_t pte,
				  unsigned long addr)
{
	struct page *page = pte;

	pgtable_pte_page_dtor(page);

#ifndef CONFIG_ARM_LPAE
	/*
	 * Two hardware entries pointed here, a megabyte each.  Covering the
	 * pages at both sides of their border is enough to flush both.
	 */
	addr = (addr & PMD_MASK) + SZ_1M;
	__tlb_adjust_range(tlb, addr - PAGE_SIZE, 2 * PAGE_SIZE);
#endif

	tlb_remove_table(tlb, page);
}

static inline void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmdp,
				  unsigned long addr)
{
#ifdef CONFIG_ARM_LPAE
	struct page *page = virt_to_page(pmdp);

	pgtable_pmd_page_dtor(page);
	tlb_remove_table(tlb, page);
#endif
}

#endif /* _ASM_ARM_TLB_H */

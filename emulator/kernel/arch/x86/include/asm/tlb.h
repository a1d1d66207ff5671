/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_X86_TLB_H
#define _ASM_X86_TLB_H

#include <linux/swap.h>

#include <asm/tlbflush.h>

#define tlb_flush tlb_flush
struct mmu_gather;
static inline void tlb_flush(struct mmu_gather *tlb);

#include <asm-generic/tlb.h>

static inline void tlb_flush(struct mmu_gather *tlb)
{
	unsigned long start = 0, end = ~0UL;
	unsigned int stride_shift = tlb->cleared_ptes ? PAGE_SHIFT : PMD_SHIFT;

	if (!tlb->fullmm && !tlb->need_flush_all) {
		start = tlb->start;
		end = tlb->end;
	}
	flush_tlb_mm_range(tlb->mm, start, end, stride_shift, tlb->freed_tables);
}

/* What is queued here is the table's page. */
static inline void __tlb_remove_table(void *table)
{
	free_page_and_swap_cache(table);
}

#endif /* _ASM_X86_TLB_H */

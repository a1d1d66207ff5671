/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_RISCV_TLB_H
#define _ASM_RISCV_TLB_H

#include <linux/mm_types.h>

struct mmu_gather;
static void tlb_flush(struct mmu_gather *tlb);
#define tlb_flush tlb_flush

#include <asm-generic/tlb.h>

static inline void tlb_flush(struct mmu_gather *tlb)
{
	flush_tlb_mm(tlb->mm);
}

#endif /* _ASM_RISCV_TLB_H */

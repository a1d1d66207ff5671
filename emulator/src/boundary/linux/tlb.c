// SPDX-License-Identifier: GPL-2.0-only
/*
 * TLB flushes (arch/x86/mm/tlb.c and its kin): there is no TLB, so a flush is
 * seen in the trace and does nothing.
 */
#include <linux/mm.h>

#include <asm/tlbflush.h>

#ifdef CONFIG_X86
void instead_of_flush_tlb_mm_range(struct mm_struct *mm, unsigned long start, unsigned long end,
				   unsigned int stride_shift, bool freed_tables)
{
}
#endif

/* drivers/iommu/iommu-sva.c: no device shares tables of the kernel. */
void instead_of_iommu_sva_invalidate_kva_range(unsigned long start, unsigned long end)
{
}

void instead_of_flush_tlb_all(void)
{
}

void instead_of_flush_tlb_kernel_range(unsigned long start, unsigned long end)
{
}

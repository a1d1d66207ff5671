// SPDX-License-Identifier: GPL-2.0-only
/* What User-mode Linux asks of its host for a flush (arch/um/kernel/tlb.c): there is no TLB, and no host. */
#include <linux/mm.h>

void instead_of_flush_tlb_mm(struct mm_struct *mm) { }
void instead_of_flush_tlb_range(struct vm_area_struct *vma, unsigned long start, unsigned long end) { }

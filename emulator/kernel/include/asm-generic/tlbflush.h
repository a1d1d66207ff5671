/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_TLBFLUSH_H
#define __ASM_GENERIC_TLBFLUSH_H

struct mm_struct;
struct vm_area_struct;

/*
 * The TLB is a boundary of the model: the emulator notes each flush and
 * what it covers, because a table may be freed only after one.
 */
void flush_tlb_all(void);
void flush_tlb_mm(struct mm_struct *mm);
void flush_tlb_range(struct vm_area_struct *vma, unsigned long start,
		     unsigned long end);
void flush_tlb_page(struct vm_area_struct *vma, unsigned long address);
void flush_tlb_kernel_range(unsigned long start, unsigned long end);

#endif /* __ASM_GENERIC_TLBFLUSH_H */

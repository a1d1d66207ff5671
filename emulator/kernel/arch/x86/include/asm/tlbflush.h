/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_X86_TLBFLUSH_H
#define _ASM_X86_TLBFLUSH_H

#include <linux/types.h>

#include <asm-generic/tlbflush.h>

/* With @freed_tables, what the CPU remembers of upper levels goes as well. */
void flush_tlb_mm_range(struct mm_struct *mm, unsigned long start, unsigned long end,
			unsigned int stride_shift, bool freed_tables);

#endif /* _ASM_X86_TLBFLUSH_H */

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SPARC_TLB_H
#define _ASM_SPARC_TLB_H

#ifdef CONFIG_SPARC64

struct mmu_gather;

/* Ranges go out as they are unmapped, so that little is left to do here. */
#define tlb_flush(tlb)	flush_tlb_pending()

/* The TLB is loaded in software and holds no tables. */
#define tlb_needs_table_invalidate()	(false)

#ifdef CONFIG_SMP
void __tlb_remove_table(void *_table);
#endif

#endif /* CONFIG_SPARC64 */

#include <asm-generic/tlb.h>

#endif /* _ASM_SPARC_TLB_H */

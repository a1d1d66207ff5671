/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SPARC_TLBFLUSH_H
#define _ASM_SPARC_TLBFLUSH_H

#include <asm-generic/tlbflush.h>

/* Sends what is pending in the batch of this CPU. */
void flush_tlb_pending(void);

#endif /* _ASM_SPARC_TLBFLUSH_H */

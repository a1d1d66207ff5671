/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_M68K_TLBFLUSH_H
#define _ASM_M68K_TLBFLUSH_H

#include <asm-generic/tlbflush.h>

void flush_tlb_kernel_page(void *addr);

#endif /* _ASM_M68K_TLBFLUSH_H */

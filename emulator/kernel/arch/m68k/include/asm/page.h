/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_M68K_PAGE_H
#define _ASM_M68K_PAGE_H

#if defined(CONFIG_SUN3) || defined(CONFIG_COLDFIRE)
#define PAGE_SHIFT	13
#else
#define PAGE_SHIFT	12
#endif

#ifdef CONFIG_SUN3
#define PAGE_OFFSET	_AC(0x0E000000, UL)
#else
#define PAGE_OFFSET	_AC(0x00000000, UL)
/* Motorola's tables are smaller than a page; Coldfire follows suit. */
#define __ARCH_PGTABLE_IS_ADDRESS
#endif

/* Computing an address from a struct page would need a division. */
#define WANT_PAGE_VIRTUAL	1

#include <asm-generic/page-simple.h>

#endif /* _ASM_M68K_PAGE_H */

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_MIPS_PAGE_H
#define _ASM_MIPS_PAGE_H

#ifdef CONFIG_PAGE_SIZE_16KB
#define PAGE_SHIFT	14
#else
#define PAGE_SHIFT	12
#endif

/* Unmapped and cached: a window on physical memory. */
#ifdef CONFIG_64BIT
#define PAGE_OFFSET	_AC(0x9800000000000000, UL)
#else
#define PAGE_OFFSET	_AC(0x80000000, UL)
#endif

#include <asm-generic/page-simple.h>

#endif /* _ASM_MIPS_PAGE_H */

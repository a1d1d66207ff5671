/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_ARM64_PAGE_H
#define _ASM_ARM64_PAGE_H

#if defined(CONFIG_ARM64_64K_PAGES)
#define PAGE_SHIFT	16
#elif defined(CONFIG_ARM64_16K_PAGES)
#define PAGE_SHIFT	14
#else
#define PAGE_SHIFT	12
#endif

#define VA_BITS		(CONFIG_ARM64_VA_BITS)
#define PAGE_OFFSET	(-(UL(1) << VA_BITS))

#include <asm-generic/page-simple.h>

#define VMEMMAP_START	_AC(0xfffffc0000000000, UL)
#define vmemmap		((struct page *)VMEMMAP_START)

#endif /* _ASM_ARM64_PAGE_H */

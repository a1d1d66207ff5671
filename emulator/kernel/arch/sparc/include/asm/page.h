/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SPARC_PAGE_H
#define _ASM_SPARC_PAGE_H

#define __ARCH_PGTABLE_IS_ADDRESS

#ifdef CONFIG_SPARC64

#define PAGE_SHIFT	13
#define PAGE_OFFSET	_AC(0xfffff80000000000, UL)
#define WANT_PAGE_VIRTUAL 1

#include <asm-generic/page-simple.h>

#define VMEMMAP_BASE	_AC(0x0000000100000000, UL)
#define vmemmap		((struct page *)VMEMMAP_BASE)

#else

#define PAGE_SHIFT	12
#define PAGE_OFFSET	_AC(0xf0000000, UL)
/* A pte table is a quarter of a page, and needs no more alignment. */
#include <asm-generic/page-simple.h>

#endif

#endif /* _ASM_SPARC_PAGE_H */

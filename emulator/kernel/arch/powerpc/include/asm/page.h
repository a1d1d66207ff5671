/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_POWERPC_PAGE_H
#define _ASM_POWERPC_PAGE_H

#ifdef CONFIG_PPC_64K_PAGES
#define PAGE_SHIFT	16
#else
#define PAGE_SHIFT	12
#endif

#define PAGE_OFFSET	_AC(0xc000000000000000, UL)

/* A page is cut into fragments, each of which is a table. */
#define __ARCH_PGTABLE_IS_ADDRESS

#include <asm-generic/page-simple.h>

#define VMEMMAP_BASE	_AC(0xc00c000000000000, UL)
#define vmemmap		((struct page *)VMEMMAP_BASE)

#endif /* _ASM_POWERPC_PAGE_H */

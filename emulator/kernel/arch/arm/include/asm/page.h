/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_ARM_PAGE_H
#define _ASM_ARM_PAGE_H

#define PAGE_SHIFT	12
#define PAGE_OFFSET	_AC(CONFIG_PAGE_OFFSET, UL)
#define PHYS_OFFSET	_AC(0x40000000, UL)

#ifdef CONFIG_ARM_LPAE
/* Long descriptors: three levels, 40 bits of physical address. */
#define __ARCH_ENTRY_VALUE	u64
#else
/* An entry of the top is two of the hardware's: see pgtable.h. */
#define __ARCH_PGD_IS_PAIR
#define __ARCH_WANT_PMD_T
#endif

#include <asm-generic/page-simple.h>

#endif /* _ASM_ARM_PAGE_H */

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_RISCV_PAGE_H
#define _ASM_RISCV_PAGE_H

#define PAGE_SHIFT	12

#ifdef CONFIG_64BIT
#define PAGE_OFFSET	_AC(0xff60000000000000, UL)
#define PHYS_OFFSET	_AC(0x80000000, UL)
#define VMEMMAP_START	_AC(0xff1c000000000000, UL)
#define vmemmap		((struct page *)VMEMMAP_START)
#else
#define PAGE_OFFSET	_AC(0xc0000000, UL)
#define PHYS_OFFSET	_AC(0x80000000, UL)
#endif

#include <asm-generic/page-simple.h>

#endif /* _ASM_RISCV_PAGE_H */

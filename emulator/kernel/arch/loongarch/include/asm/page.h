/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_LOONGARCH_PAGE_H
#define _ASM_LOONGARCH_PAGE_H

#define PAGE_SHIFT	14
/* A direct window that needs no tables, cached. */
#define PAGE_OFFSET	_AC(0x9000000000000000, UL)

#include <asm-generic/page-simple.h>

#define vmemmap		((struct page *)_AC(0xffff800000000000, UL))

#endif /* _ASM_LOONGARCH_PAGE_H */

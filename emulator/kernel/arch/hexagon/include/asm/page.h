/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_HEXAGON_PAGE_H
#define _ASM_HEXAGON_PAGE_H

#define PAGE_SHIFT	12
#define PAGE_OFFSET	_AC(0xc0000000, UL)

#include <asm-generic/page-simple.h>

#endif /* _ASM_HEXAGON_PAGE_H */

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_S390_PAGE_H
#define _ASM_S390_PAGE_H

#define PAGE_SHIFT	12
#define PAGE_OFFSET	0UL

/* Two tables of entries, 2K each, share a page. */
#define __ARCH_PGTABLE_IS_ADDRESS

#include <asm-generic/page-simple.h>

#ifndef __ASSEMBLY__

struct page;

/*
 * Tells the host that the page's contents do not change under it: pages with
 * tables must never be taken away.
 */
void arch_set_page_dat(struct page *page, int order);

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_S390_PAGE_H */

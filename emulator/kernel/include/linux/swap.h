/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_SWAP_H
#define __LINUX_SWAP_H

#include <linux/mm.h>

void folio_add_lru(struct folio *folio);
void lru_add_drain(void);
void release_pages(struct page **pages, int nr);

/* The page has no swap slot in the model: the reference is all there is. */
static inline void free_page_and_swap_cache(struct page *page)
{
	put_page(page);
}

#endif /* __LINUX_SWAP_H */

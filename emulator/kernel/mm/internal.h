/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __MM_INTERNAL_H
#define __MM_INTERNAL_H

#include <linux/mm.h>

void prep_compound_page(struct page *page, unsigned int order);
void free_unref_page(struct page *page, unsigned int order);

void free_pgd_range(struct mmu_gather *tlb, unsigned long addr, unsigned long end,
		    unsigned long floor, unsigned long ceiling);
void free_zone_init(struct zone *zone, unsigned long start_pfn, unsigned long nr);

/* The order of a free block; only under zone->lock, only with PageBuddy. */
static inline unsigned int buddy_order(struct page *page)
{
	return page_private(page);
}

static inline void prep_compound_head(struct page *page, unsigned int order)
{
	struct folio *folio = (struct folio *)page;

	folio_set_compound_dtor(folio, COMPOUND_PAGE_DTOR);
	folio_set_order(folio, order);
	atomic_set(&folio->_entire_mapcount, -1);
	atomic_set(&folio->_nr_pages_mapped, 0);
	atomic_set(&folio->_pincount, 0);
	if (order > 1)
		INIT_LIST_HEAD(&folio->_deferred_list);
}

static inline void prep_compound_tail(struct page *head, int tail_idx)
{
	struct page *p = head + tail_idx;

	p->mapping = TAIL_MAPPING;
	set_compound_head(p, head);
	set_page_private(p, 0);
}

#endif /* __MM_INTERNAL_H */

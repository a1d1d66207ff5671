/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_MM_INLINE_H
#define __LINUX_MM_INLINE_H

#include <linux/mm.h>

static inline bool folio_is_file_lru(struct folio *folio)
{
	return !folio_test_swapbacked(folio);
}

static inline enum lru_list folio_lru_list(struct folio *folio)
{
	enum lru_list lru;

	if (folio_test_unevictable(folio))
		return LRU_UNEVICTABLE;
	lru = folio_is_file_lru(folio) ? LRU_INACTIVE_FILE : LRU_INACTIVE_ANON;
	return lru + folio_test_active(folio);
}

static inline void lruvec_add_folio(struct lruvec *lruvec, struct folio *folio)
{
	enum lru_list lru = folio_lru_list(folio);

	mod_node_page_state(folio_pgdat(folio), NR_INACTIVE_ANON + lru,
			    folio_nr_pages(folio));
	/* An unevictable folio is on no list: its words count the mlocks. */
	if (lru != LRU_UNEVICTABLE)
		list_add(&folio->lru, &lruvec->lists[lru]);
}

static inline void lruvec_del_folio(struct lruvec *lruvec, struct folio *folio)
{
	enum lru_list lru = folio_lru_list(folio);

	if (lru != LRU_UNEVICTABLE)
		list_del(&folio->lru);
	mod_node_page_state(folio_pgdat(folio), NR_INACTIVE_ANON + lru,
			    -folio_nr_pages(folio));
}

static inline void __folio_clear_lru_flags(struct folio *folio)
{
	folio_clear_lru(folio);
	__folio_clear_active(folio);
	__folio_clear_unevictable(folio);
}

#endif /* __LINUX_MM_INLINE_H */

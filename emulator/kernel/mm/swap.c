// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lists of pages to reclaim, and what happens with the last reference.
 */
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/swap.h>

#include "internal.h"

#define FOLIO_BATCH_SIZE 15

/* New folios wait here, so that lru_lock is taken once for many of them. */
static struct {
	unsigned int nr;
	struct folio *folios[FOLIO_BATCH_SIZE];
} lru_add;

static struct lruvec *folio_lruvec(struct folio *folio)
{
	return &folio_pgdat(folio)->__lruvec;
}

static void lru_add_fn(struct lruvec *lruvec, struct folio *folio)
{
	if (folio_test_unevictable(folio)) {
		/* It is on no list, and counts from there. */
		folio->mlock_count = 0;
	}
	folio_set_lru(folio);
	lruvec_add_folio(lruvec, folio);
}

/* Moves the waiting folios to their lists. */
void lru_add_drain(void)
{
	unsigned int i;

	for (i = 0; i < lru_add.nr; i++) {
		struct folio *folio = lru_add.folios[i];
		struct lruvec *lruvec = folio_lruvec(folio);

		spin_lock_irq(&lruvec->lru_lock);
		lru_add_fn(lruvec, folio);
		spin_unlock_irq(&lruvec->lru_lock);
	}
	/* Each waited with a reference of its own. */
	for (i = 0; i < lru_add.nr; i++)
		folio_put(lru_add.folios[i]);
	lru_add.nr = 0;
}

void folio_add_lru(struct folio *folio)
{
	VM_BUG_ON_FOLIO(folio_test_lru(folio), folio);
	folio_get(folio);
	lru_add.folios[lru_add.nr++] = folio;
	if (lru_add.nr == FOLIO_BATCH_SIZE)
		lru_add_drain();
}

static void __page_cache_release(struct folio *folio)
{
	if (folio_test_lru(folio)) {
		struct lruvec *lruvec = folio_lruvec(folio);

		spin_lock_irq(&lruvec->lru_lock);
		lruvec_del_folio(lruvec, folio);
		__folio_clear_lru_flags(folio);
		spin_unlock_irq(&lruvec->lru_lock);
	}
#ifdef CONFIG_MMU
	if (unlikely(folio_test_mlocked(folio)))
		folio_clear_mlocked(folio);
#endif
}

void __folio_put(struct folio *folio)
{
	__page_cache_release(folio);
	free_unref_page(&folio->page, folio_order(folio));
}

/**
 * put_pages_list - drop a reference to each page of a list
 * @pages: linked through page->lru, which the owner of the list may use
 */
void put_pages_list(struct list_head *pages)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, pages, lru) {
		list_del(&page->lru);
		put_page(page);
	}
	INIT_LIST_HEAD(pages);
}

void release_pages(struct page **pages, int nr)
{
	int i;

	lru_add_drain();
	for (i = 0; i < nr; i++)
		put_page(pages[i]);
}

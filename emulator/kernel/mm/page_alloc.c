// SPDX-License-Identifier: GPL-2.0-only
/*
 * The page allocator: blocks of 2^order pages, split and merged in pairs.
 *
 * What it guarantees to a new owner: page->private is zero, one reference,
 * no type, no flags.  The other words keep what the last owner left there.
 */
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/swap.h>

#include "internal.h"

#ifdef CONFIG_FLATMEM
struct page *mem_map;
unsigned long max_mapnr;
#endif
#ifdef CONFIG_NUMA
struct pglist_data *node_data[MAX_NUMNODES];
#else
struct pglist_data contig_page_data;
#endif

static inline void set_buddy_order(struct page *page, unsigned int order)
{
	set_page_private(page, order);
	__SetPageBuddy(page);
}

static void add_to_free_list(struct page *page, struct zone *zone, unsigned int order)
{
	set_buddy_order(page, order);
	list_add(&page->buddy_list, &zone->free_area[order].free_list);
	zone->free_area[order].nr_free++;
}

static void del_page_from_free_list(struct page *page, struct zone *zone,
				    unsigned int order)
{
	list_del(&page->buddy_list);
	__ClearPageBuddy(page);
	set_page_private(page, 0);
	zone->free_area[order].nr_free--;
}

static bool zone_spans_pfn(const struct zone *zone, unsigned long pfn)
{
	return pfn >= zone->zone_start_pfn &&
		pfn < zone->zone_start_pfn + zone->spanned_pages;
}

/* The other half, when it is free as a whole; else NULL. */
static struct page *find_buddy_page(struct zone *zone, unsigned long pfn,
				    unsigned int order)
{
	unsigned long buddy_pfn = pfn ^ (1UL << order);
	struct page *buddy;

	if (!zone_spans_pfn(zone, buddy_pfn))
		return NULL;
	buddy = pfn_to_page(buddy_pfn);
	if (!PageBuddy(buddy) || buddy_order(buddy) != order)
		return NULL;
	return buddy;
}

static void __free_one_page(struct page *page, struct zone *zone, unsigned int order)
{
	unsigned long pfn = page_to_pfn(page);

	__mod_zone_page_state(zone, NR_FREE_PAGES, 1L << order);
	while (order < MAX_ORDER) {
		struct page *buddy = find_buddy_page(zone, pfn, order);

		if (!buddy)
			break;
		del_page_from_free_list(buddy, zone, order);
		pfn &= ~(1UL << order);
		order++;
	}
	add_to_free_list(pfn_to_page(pfn), zone, order);
}

/* The upper halves go back, until what is left has the order asked for. */
static void expand(struct zone *zone, struct page *page, unsigned int low,
		   unsigned int high)
{
	while (high > low) {
		high--;
		add_to_free_list(page + (1UL << high), zone, high);
	}
}

static struct page *__rmqueue(struct zone *zone, unsigned int order)
{
	unsigned int current_order;

	for (current_order = order; current_order <= MAX_ORDER; current_order++) {
		struct free_area *area = &zone->free_area[current_order];
		struct page *page = list_first_entry_or_null(&area->free_list,
						struct page, buddy_list);

		if (!page)
			continue;
		del_page_from_free_list(page, zone, current_order);
		expand(zone, page, order, current_order);
		__mod_zone_page_state(zone, NR_FREE_PAGES, -(1L << order));
		return page;
	}
	return NULL;
}

/* The highest zone that the request may use. */
static enum zone_type gfp_zone(gfp_t gfp)
{
#ifdef CONFIG_ZONE_DMA
	if (gfp & __GFP_DMA)
		return ZONE_DMA;
#endif
#ifdef CONFIG_ZONE_DMA32
	if (gfp & __GFP_DMA32)
		return ZONE_DMA32;
#endif
#ifdef CONFIG_HIGHMEM
	if (gfp & __GFP_HIGHMEM)
		return ZONE_HIGHMEM;
#endif
	return ZONE_NORMAL;
}

static struct page *rmqueue(struct pglist_data *pgdat, gfp_t gfp, unsigned int order)
{
	int idx;

	for (idx = gfp_zone(gfp); idx >= 0; idx--) {
		struct zone *zone = &pgdat->node_zones[idx];
		struct page *page;

		if (!zone->spanned_pages)
			continue;
		spin_lock(&zone->lock);
		page = __rmqueue(zone, order);
		spin_unlock(&zone->lock);
		if (page)
			return page;
	}
	return NULL;
}

void prep_compound_page(struct page *page, unsigned int order)
{
	int i;

	__SetPageHead(page);
	for (i = 1; i < (1 << order); i++)
		prep_compound_tail(page, i);
	prep_compound_head(page, order);
}

/* Nearly every page is as it should be: that is found out in one go. */
static bool page_expected_state(struct page *page, unsigned long flags)
{
	return !((unsigned long)page->mapping |
#ifdef CONFIG_MEMCG
		 page->memcg_data |
#endif
		 atomic_read(&page->_refcount) | (page->flags & flags)) &&
		atomic_read(&page->_mapcount) == -1;
}

/* The last reason that applies is the one that is told. */
static const char *page_bad_reason(struct page *page, unsigned long flags)
{
	const char *bad_reason = NULL;

	if (unlikely(atomic_read(&page->_mapcount) != -1))
		bad_reason = "nonzero mapcount";
	if (unlikely(page->mapping != NULL))
		bad_reason = "non-NULL mapping";
	if (unlikely(page_ref_count(page) != 0))
		bad_reason = "nonzero _refcount";
	if (unlikely(page->flags & flags)) {
		if (flags == PAGE_FLAGS_CHECK_AT_PREP)
			bad_reason = "PAGE_FLAGS_CHECK_AT_PREP flag(s) set";
		else
			bad_reason = "PAGE_FLAGS_CHECK_AT_FREE flag(s) set";
	}
#ifdef CONFIG_MEMCG
	if (unlikely(page->memcg_data))
		bad_reason = "page still charged to cgroup";
#endif
	return bad_reason;
}

static void bad_page(struct page *page, const char *reason)
{
	pr_alert("BUG: Bad page state in process %s  pfn:%05lx\n",
		 current ? current->comm : "swapper", page_to_pfn(page));
	dump_page(page, reason);
	dump_stack();
	/* Nobody shall trip over a count that is wrong already. */
	page_mapcount_reset(page);
}

static void report_bad_page(struct page *page, unsigned long flags)
{
	bad_page(page, page_bad_reason(page, flags));
}

static void post_alloc_hook(struct page *page, unsigned int order, gfp_t gfp)
{
	set_page_private(page, 0);
	set_page_count(page, 1);
	if (gfp & __GFP_ZERO)
		clear_highpages(page, 1 << order);
	if ((gfp & __GFP_COMP) && order)
		prep_compound_page(page, order);
}

/* A bad page is left alone, and another block is tried. */
static bool check_new_pages(struct page *page, unsigned int order)
{
	int i;

	for (i = 0; i < (1 << order); i++)
		if (unlikely(!page_expected_state(page + i, PAGE_FLAGS_CHECK_AT_PREP))) {
			report_bad_page(page + i, PAGE_FLAGS_CHECK_AT_PREP);
			return true;
		}
	return false;
}

/**
 * alloc_pages - get a block of pages
 * @gfp: which zones, and what to do with the pages first
 * @order: the power of two of pages
 *
 * Return: the first page, or NULL.
 */
struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	struct page *page;

	if (order > MAX_ORDER)
		return NULL;
	do {
		page = rmqueue(NODE_DATA(0), gfp, order);
		if (!page)
			return NULL;
	} while (check_new_pages(page, order));
	post_alloc_hook(page, order, gfp);
#ifdef CONFIG_MEMCG
	if ((gfp & __GFP_ACCOUNT) && __memcg_kmem_charge_page(page, gfp, order)) {
		__free_pages(page, order);
		return NULL;
	}
#endif
	return page;
}

struct folio *folio_alloc(gfp_t gfp, unsigned int order)
{
	return (struct folio *)alloc_pages(gfp | __GFP_COMP, order);
}

static bool free_tail_page_prepare(struct page *head, struct page *page)
{
	struct folio *folio = (struct folio *)head;
	bool bad = false;

	switch (page - head) {
	case 1:
		if (atomic_read(&folio->_entire_mapcount) != -1) {
			bad_page(page, "nonzero entire_mapcount");
			bad = true;
		} else if (atomic_read(&folio->_nr_pages_mapped)) {
			bad_page(page, "nonzero nr_pages_mapped");
			bad = true;
		} else if (atomic_read(&folio->_pincount)) {
			bad_page(page, "nonzero pincount");
			bad = true;
		}
		break;
	case 2:
		/* Here is the list of folios to split. */
		if (!list_empty(&folio->_deferred_list)) {
			bad_page(page, "on deferred list");
			bad = true;
		}
		break;
	default:
		if (page->mapping != TAIL_MAPPING) {
			bad_page(page, "corrupted mapping in tail page");
			bad = true;
		}
	}
	if (!PageTail(page)) {
		bad_page(page, "PageTail not set");
		bad = true;
	} else if (compound_head(page) != head) {
		bad_page(page, "compound_head not consistent");
		bad = true;
	}
	page->mapping = NULL;
	clear_compound_head(page);
	return !bad;
}

static bool free_pages_prepare(struct page *page, unsigned int order)
{
	bool compound = PageCompound(page);
	bool bad = false;
	int i;

	VM_BUG_ON_PAGE(PageTail(page), page);
#ifdef CONFIG_MEMCG
	if (page->memcg_data & MEMCG_DATA_KMEM)
		__memcg_kmem_uncharge_page(page, order);
#endif
	for (i = 1; i < (1 << order); i++) {
		if (compound && !free_tail_page_prepare(page, page + i))
			bad = true;
		if (likely(page_expected_state(page + i, PAGE_FLAGS_CHECK_AT_FREE))) {
			(page + i)->flags &= ~PAGE_FLAGS_CHECK_AT_PREP;
		} else {
			report_bad_page(page + i, PAGE_FLAGS_CHECK_AT_FREE);
			bad = true;
		}
		/* On a small machine the folio's pin count was here. */
		if (compound)
			set_page_private(page + i, 0);
	}
	if ((unsigned long)page->mapping & PAGE_MAPPING_FLAGS)
		page->mapping = NULL;
	if (unlikely(!page_expected_state(page, PAGE_FLAGS_CHECK_AT_FREE))) {
		report_bad_page(page, PAGE_FLAGS_CHECK_AT_FREE);
		bad = true;
	}
	if (bad)
		return false;
	page->flags &= ~PAGE_FLAGS_CHECK_AT_PREP;
	set_page_private(page, 0);
	return true;
}

/* The last reference is gone: back to the zone, unless something is wrong. */
void free_unref_page(struct page *page, unsigned int order)
{
	struct zone *zone = page_zone(page);

	if (!free_pages_prepare(page, order))
		return;
	spin_lock(&zone->lock);
	__free_one_page(page, zone, order);
	spin_unlock(&zone->lock);
}

/**
 * __free_pages - drop a reference to a block of pages
 * @page: its first page
 * @order: the order it was allocated with
 *
 * When somebody else holds a reference to a block that is not compound, the
 * tail is freed now and the first page with the last reference.
 */
void __free_pages(struct page *page, unsigned int order)
{
	bool head = test_bit(PG_head, &page->flags);

	if (page_ref_dec_and_test(page))
		free_unref_page(page, order);
	else if (!head)
		while (order-- > 0)
			free_unref_page(page + (1 << order), order);
}

void free_pages(unsigned long addr, unsigned int order)
{
	if (addr)
		__free_pages(virt_to_page((void *)addr), order);
}

/* An address is wanted, so memory without one will not do. */
unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp & ~__GFP_HIGHMEM, order);

	return page ? (unsigned long)page_address(page) : 0;
}

unsigned long get_zeroed_page(gfp_t gfp)
{
	return __get_free_page(gfp | __GFP_ZERO);
}

void free_reserved_page(struct page *page)
{
	ClearPageReserved(page);
	init_page_count(page);
	__free_page(page);
}

/* The struct pages of a zone start out alike: the first one is copied, in growing pieces. */
static void init_pages(struct page *first, unsigned long nr, enum zone_type zone, int nid)
{
	unsigned long done;

	first->flags = 0;
	set_page_links(first, zone, nid);
	page_mapcount_reset(first);
	set_page_count(first, 0);
	first->mapping = NULL;
	for (done = 1; done < nr; done *= 2)
		memcpy(first + done, first, min(done, nr - done) * sizeof(struct page));
#ifdef WANT_PAGE_VIRTUAL
	if (!is_highmem_idx(zone))
		for (done = 0; done < nr; done++)
			first[done].virtual = page_to_virt(first + done);
#endif
}

/* Hands the frames of a zone over to the allocator, in the largest blocks that begin there. */
void free_zone_init(struct zone *zone, unsigned long start_pfn, unsigned long nr)
{
	struct pglist_data *pgdat = zone->zone_pgdat;
	unsigned long pfn = start_pfn, end_pfn = start_pfn + nr;
	int order;

	zone->zone_start_pfn = start_pfn;
	zone->spanned_pages = nr;
	spin_lock_init(&zone->lock);
	for (order = 0; order <= MAX_ORDER; order++)
		INIT_LIST_HEAD(&zone->free_area[order].free_list);
	init_pages(pfn_to_page(start_pfn), nr, zone - pgdat->node_zones, pgdat->node_id);
	while (pfn < end_pfn) {
		order = pfn ? min((unsigned long)MAX_ORDER, __ffs(pfn)) : MAX_ORDER;
		while (pfn + (1UL << order) > end_pfn)
			order--;
		__free_one_page(pfn_to_page(pfn), zone, order);
		pfn += 1UL << order;
	}
}

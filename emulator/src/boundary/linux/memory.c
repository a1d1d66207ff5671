// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory of a real tree's machine: page frames with their struct pages in the
 * tree's own layout, and the page allocator of mm/page_alloc.c as far as its
 * callers can tell: what a new page holds, and what is wrong with a page that
 * comes back.
 */
#include <linux/memcontrol.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/page-flags.h>
#include <linux/vmstat.h>

#include "../boundary.h"

#define NR_FRAMES	4096UL
/* After them: frames whose memory slab caches have. */
#define NR_SLAB_FRAMES	1024UL
#define NR_ALL_FRAMES	(NR_FRAMES + NR_SLAB_FRAMES)

unsigned long boundary_free_pages;
static unsigned char frame_is_used[NR_FRAMES];
static unsigned char frame_order[NR_FRAMES];

struct pglist_data boundary_node;
#ifdef CONFIG_NUMA
struct pglist_data *node_data[MAX_NUMNODES];
#endif

/* Below, the emulator keeps the program: a kernel that maps memory there has some further up. */
#define LOWEST_MAPPED	0x40000000UL

static unsigned long first_pfn;

static struct page *frame_page(unsigned long frame)
{
	return pfn_to_page(first_pfn + frame);
}

#if defined(CONFIG_SPARSEMEM) && !defined(CONFIG_SPARSEMEM_VMEMMAP)
/* mm/sparse.c, sparse_init_one_section(): pages are found through the section of their frame. */
static void map_sections(struct page *pages)
{
	unsigned long nr, last = pfn_to_section_nr(first_pfn + NR_ALL_FRAMES - 1);

#ifdef CONFIG_SPARSEMEM_EXTREME
	mem_section = ptdesc_map(NULL, NR_SECTION_ROOTS * sizeof(*mem_section));
#endif
	for (nr = pfn_to_section_nr(first_pfn); nr <= last; nr++) {
#ifdef CONFIG_SPARSEMEM_EXTREME
		if (!mem_section[SECTION_NR_TO_ROOT(nr)])
			mem_section[SECTION_NR_TO_ROOT(nr)] =
				ptdesc_map(NULL, SECTIONS_PER_ROOT * sizeof(struct mem_section));
#endif
		__nr_to_section(nr)->section_mem_map =
			((unsigned long)pages - first_pfn * sizeof(struct page)) |
			SECTION_MARKED_PRESENT | SECTION_HAS_MEM_MAP | SECTION_IS_ONLINE;
	}
}
#endif

/* The struct pages of all frames, where the memory model of the configuration has them. */
static void map_pages(void)
{
#ifdef CONFIG_SPARSEMEM_VMEMMAP
	ptdesc_map(frame_page(0), NR_ALL_FRAMES * sizeof(struct page));
#else
	struct page *pages = ptdesc_map(NULL, NR_ALL_FRAMES * sizeof(struct page));

#ifdef CONFIG_SPARSEMEM
	map_sections(pages);
#else
	mem_map = pages - (first_pfn - ARCH_PFN_OFFSET);
#endif
#endif
}

static void map_memory(void)
{
	unsigned long base = PAGE_OFFSET < LOWEST_MAPPED ? LOWEST_MAPPED : PAGE_OFFSET;

	first_pfn = PHYS_PFN(__pa(base));
	map_pages();
	ptdesc_map((void *)base, NR_FRAMES << PAGE_SHIFT);
	ptdesc_object_memory((void *)(base + (NR_FRAMES << PAGE_SHIFT)), NR_SLAB_FRAMES << PAGE_SHIFT);
	ptdesc_frames(frame_page(0), NR_FRAMES, first_pfn, (void *)base, sizeof(struct page), PAGE_SIZE);
}

void boundary_memory_setup(void)
{
	unsigned long frame;

	map_memory();
#ifdef CONFIG_NUMA
	node_data[0] = &boundary_node;
#endif
	for (frame = 0; frame < MAX_NR_ZONES; frame++)
		boundary_node.node_zones[frame].zone_pgdat = &boundary_node;
	for (frame = 0; frame < NR_ALL_FRAMES; frame++) {
		struct page *page = frame_page(frame);

		set_page_links(page, ZONE_NORMAL, 0, first_pfn + frame);
		atomic_set(&page->_mapcount, -1);
		set_page_count(page, 0);
#ifdef WANT_PAGE_VIRTUAL
		/* mm/mm_init.c, __init_single_page() */
		set_page_address(page, __va(PFN_PHYS(first_pfn + frame)));
#endif
		if (frame >= NR_FRAMES)
			__folio_set_slab(page_folio(page));
	}
	boundary_free_pages = NR_FRAMES;
	ptdesc_counter("NR_FREE_PAGES", &boundary_free_pages, sizeof(long));
	ptdesc_blocking((__force unsigned int)__GFP_DIRECT_RECLAIM);
}

static bool frames_are_free(unsigned long first, unsigned int order)
{
	unsigned long i;

	for (i = first; i < first + (1UL << order); i++)
		if (frame_is_used[i])
			return false;
	return true;
}

/* mm/page_alloc.c, which declares it in a header of its own folder */
void prep_compound_page(struct page *page, unsigned int order);

/*
 * mm/page_alloc.c: what a page that leaves the free lists has in the words of its list.  The first
 * one says that no reserve was used (page_is_pfmemalloc()); nothing is promised of the second one,
 * nor of the index.
 */
static void leave_free_list(struct page *page)
{
	struct folio *folio = (struct folio *)page;

	folio->lru.next = NULL;
	folio->lru.prev = LIST_POISON2;
	ptdesc_indeterminate(&folio->lru.prev, sizeof(folio->lru.prev));
	ptdesc_indeterminate(&folio->index, sizeof(folio->index));
}

/* mm/page_alloc.c: what a new owner finds. The other words are as they were. */
static void post_alloc_hook(struct page *page, unsigned int order, gfp_t gfp)
{
	unsigned long i;

	leave_free_list(page);
	set_page_private(page, 0);
	set_page_count(page, 1);
	if (gfp & __GFP_ZERO)
		for (i = 0; i < (1UL << order); i++)
			memset(page_to_virt(page + i), 0, PAGE_SIZE);
	if (order && (gfp & __GFP_COMP))
		prep_compound_page(page, order);
}

#ifdef CONFIG_MEMCG
unsigned long boundary_kmem;

/* Everybody who asks to be charged is charged to one group. */
static void charge(struct page *page, unsigned int order)
{
	page->memcg_data = (unsigned long)&boundary_node | MEMCG_DATA_KMEM;
	boundary_kmem += 1UL << order;
}

static void uncharge(struct page *page, unsigned int order)
{
	if (!(page->memcg_data & MEMCG_DATA_KMEM))
		return;
	page->memcg_data = 0;
	boundary_kmem -= 1UL << order;
}
#else
static void charge(struct page *page, unsigned int order) { }
static void uncharge(struct page *page, unsigned int order) { }
#endif

struct page *instead_of_alloc_pages_noprof(gfp_t gfp, unsigned int order)
{
	unsigned long first, i;

	for (first = 1UL << order; first + (1UL << order) <= NR_FRAMES; first += 1UL << order) {
		struct page *page = frame_page(first);

		if (!frames_are_free(first, order))
			continue;
		for (i = first; i < first + (1UL << order); i++)
			frame_is_used[i] = 1;
		frame_order[first] = order;
		boundary_free_pages -= 1UL << order;
		post_alloc_hook(page, order, gfp);
		if (gfp & __GFP_ACCOUNT)
			charge(page, order);
		return page;
	}
	return NULL;
}

/* A word: `unsigned long`, or a record that holds one (memdesc_flags_t). */
static unsigned long *flags_of(struct page *page)
{
	return (unsigned long *)&page->flags;
}

/* mm/page_alloc.c, page_bad_reason(): the last reason that applies is told. */
static const char *page_bad_reason(struct page *page)
{
	const char *reason = NULL;

	if (atomic_read(&page->_mapcount) != -1)
		reason = "nonzero mapcount";
	if (page->mapping != NULL)
		reason = "non-NULL mapping";
	if (page_ref_count(page) != 0)
		reason = "nonzero _refcount";
	if (*flags_of(page) & PAGE_FLAGS_CHECK_AT_FREE)
		reason = "PAGE_FLAGS_CHECK_AT_FREE flag(s) set";
#ifdef CONFIG_MEMCG
	if (page->memcg_data)
		reason = "page still charged to cgroup";
#endif
	return reason;
}

/* Reported, and then as good as new: nobody shall trip over it again. */
static void bad_page(struct page *page, const char *reason)
{
	atomic_set(&page->_mapcount, -1);
	page->mapping = NULL;
}

void instead_of_free_unref_page(struct page *page, unsigned int order)
{
	unsigned long first = page_to_pfn(page) - first_pfn, i;
	const char *reason;

	uncharge(page, order);
	for (i = 1; i < (1UL << order); i++) {
		page[i].mapping = NULL;
		clear_compound_head(page + i);
	}
	reason = page_bad_reason(page);
	if (reason)
		bad_page(page, reason);
	*flags_of(page) &= ~PAGE_FLAGS_CHECK_AT_PREP;
	set_page_private(page, 0);
	for (i = first; i < first + (1UL << order); i++)
		frame_is_used[i] = 0;
	boundary_free_pages += 1UL << order;
}

void instead_of___free_pages(struct page *page, unsigned int order)
{
	bool head = PageHead(page);

	if (put_page_testzero(page))
		instead_of_free_unref_page(page, order);
	else if (!head)
		while (order-- > 0)
			instead_of_free_unref_page(page + (1 << order), order);
}

void instead_of_free_pages(unsigned long addr, unsigned int order)
{
	if (addr != 0)
		instead_of___free_pages(virt_to_page((void *)addr), order);
}

unsigned long instead_of_get_free_pages_noprof(gfp_t gfp, unsigned int order)
{
	struct page *page = instead_of_alloc_pages_noprof(gfp & ~__GFP_HIGHMEM, order);

	return page ? (unsigned long)page_address(page) : 0;
}

unsigned long instead_of_get_zeroed_page_noprof(gfp_t gfp)
{
	return instead_of_get_free_pages_noprof(gfp | __GFP_ZERO, 0);
}

/* The same by their names in trees whose allocations are not profiled. */
struct page *instead_of_alloc_pages(gfp_t gfp, unsigned int order)
{
	return instead_of_alloc_pages_noprof(gfp, order);
}

unsigned long instead_of___get_free_pages(gfp_t gfp, unsigned int order)
{
	return instead_of_get_free_pages_noprof(gfp, order);
}

unsigned long instead_of_get_zeroed_page(gfp_t gfp)
{
	return instead_of_get_zeroed_page_noprof(gfp);
}

/* mm/swap_state.c: there is no swap cache here, so the references go. */
static void drop_page(struct page *page)
{
	struct folio *folio = page_folio(page);

	if (folio_put_testzero(folio))
		instead_of_free_unref_page(&folio->page, folio_order(folio));
}

void instead_of_free_page_and_swap_cache(struct page *page)
{
	drop_page(page);
}

/* Newer trees gather pages together with how many there are, in their pointers. */
#ifdef ENCODED_PAGE_BITS
void instead_of_free_pages_and_swap_cache(struct encoded_page **pages, int nr)
{
	int i;

	for (i = 0; i < nr; i++)
		drop_page(encoded_page_ptr(pages[i]));
}
#else
void instead_of_free_pages_and_swap_cache(struct page **pages, int nr)
{
	int i;

	for (i = 0; i < nr; i++)
		drop_page(pages[i]);
}
#endif

void instead_of___folio_put(struct folio *folio)
{
	instead_of_free_unref_page(&folio->page, folio_order(folio));
}

/*
 * The flags and types of pages of a kernel that exists for the decoder's tests. It is ours; MINI_7 chooses
 * what became different after Linux 6.12.
 */
#include <linux/mini.h>

enum pageflags {
	PG_locked,
	PG_writeback,
	PG_referenced,
	PG_uptodate,
	PG_dirty,
	PG_lru,
	PG_head,
	PG_waiters,
	PG_active,
	PG_owner_priv_1,
#ifdef MINI_7
	PG_dropbehind,
#endif
	PG_reserved,
	PG_private,
	PG_reclaim,
	PG_swapbacked,
	PG_unevictable,
	__NR_PAGEFLAGS,

	PG_swapcache = PG_owner_priv_1,
	PG_pinned = PG_owner_priv_1,
};

#define NR_PAGEFLAGS		__NR_PAGEFLAGS
#define PAGE_FLAGS_CHECK_AT_FREE					\
	(1UL << PG_locked | 1UL << PG_lru | 1UL << PG_private |	\
	 1UL << PG_active | 1UL << PG_reserved)

/* The second page of a folio keeps its order there. */
#define PAGE_FLAGS_SECOND	0xffUL

#define ZONES_WIDTH		2
#define ZONES_PGSHIFT		(BITS_PER_LONG - ZONES_WIDTH)

enum pagetype {
	PGTY_buddy	= 0xf0,
	PGTY_offline	= 0xf1,
	PGTY_table	= 0xf2,
	PGTY_slab	= 0xf5,
	PGTY_zsmalloc	= 0xf6,
#ifdef MINI_7
	PGTY_large_kmalloc = 0xf8,
#endif
};

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_PAGE_FLAGS_H
#define __LINUX_PAGE_FLAGS_H

#include <linux/bug.h>
#include <linux/mmdebug.h>
#include <linux/types.h>
#ifndef __GENERATING_BOUNDS_H
#include <generated/bounds.h>
#include <linux/bitops.h>
#include <linux/mm_types.h>
#endif

/*
 * The bits of page->flags, from the lowest.  Only the position of a bit is
 * decided here; which pages may carry it is said beside its helpers.
 */
enum pageflags {
	PG_locked,		/* Somebody works on it: the others wait */
	PG_referenced,
	PG_uptodate,
	PG_dirty,
	PG_lru,
	PG_active,
	PG_workingset,
	PG_waiters,		/* Its wait queue is not empty */
	PG_error,
	PG_slab,
	PG_owner_priv_1,	/* For the owner; file systems use it in the page cache */
	PG_arch_1,
	PG_reserved,
	PG_private,		/* The owner uses page->private */
	PG_private_2,
	PG_writeback,
	PG_head,		/* The first page of several */
	PG_mappedtodisk,
	PG_reclaim,
	PG_swapbacked,
	PG_unevictable,
#ifdef CONFIG_MMU
	PG_mlocked,
#endif
#ifdef CONFIG_ARCH_USES_PG_UNCACHED
	PG_uncached,
#endif
#ifdef CONFIG_MEMORY_FAILURE
	PG_hwpoison,
#endif
#if defined(CONFIG_PAGE_IDLE_FLAG) && defined(CONFIG_64BIT)
	PG_young,
	PG_idle,
#endif
#ifdef CONFIG_ARCH_USES_PG_ARCH_X
	PG_arch_2,
	PG_arch_3,
#endif
	__NR_PAGEFLAGS,

	PG_readahead = PG_reclaim,

	/* Anonymous memory that no other process shares */
	PG_anon_exclusive = PG_mappedtodisk,

	/* File systems */
	PG_checked = PG_owner_priv_1,
	PG_swapcache = PG_owner_priv_1,	/* Only with PG_swapbacked */
	PG_fscache = PG_private_2,

	/* Xen: a page table that the hypervisor has checked */
	PG_pinned = PG_owner_priv_1,
	PG_savepinned = PG_dirty,	/* Survived a save and restore */
	PG_foreign = PG_owner_priv_1,	/* Belongs to another domain */

	/* Free, and the host was told so */
	PG_reported = PG_uptodate,
	/* Taken out for migration */
	PG_isolated = PG_reclaim,
};

#define PAGEFLAGS_MASK ((1UL << NR_PAGEFLAGS) - 1)

#ifndef __GENERATING_BOUNDS_H

/* The head of the page, whichever of its pages is given; a type is kept. */
static inline unsigned long _compound_head(const struct page *page)
{
	unsigned long head = READ_ONCE(page->compound_head);

	return head & 1 ? head - 1 : (unsigned long)page;
}

#define compound_head(page)	((typeof(page))_compound_head(page))

/**
 * page_folio - the folio that a page belongs to
 * @p: the page, head or tail
 *
 * Keeps const.  Without a reference the answer may be out of date at once.
 */
#define page_folio(p)		(_Generic((p),				\
	const struct page *:	(const struct folio *)_compound_head(p), \
	struct page *:		(struct folio *)_compound_head(p)))

/**
 * folio_page - one page of a folio
 * @folio: the folio
 * @n: which one, from 0; not checked against the folio's size
 */
#define folio_page(folio, n)	(&(folio)->page + (n))

static __always_inline int PageTail(const struct page *page)
{
	return READ_ONCE(page->compound_head) & 1;
}

static __always_inline int PageCompound(const struct page *page)
{
	return test_bit(PG_head, &page->flags) || PageTail(page);
}

/* The flags of the n-th page of a folio, for the bits that tails have too. */
static inline unsigned long *folio_flags(struct folio *folio, unsigned int n)
{
	struct page *page = &folio->page;

	VM_BUG_ON_PGFLAGS(PageTail(page), page);
	VM_BUG_ON_PGFLAGS(n > 0 && !test_bit(PG_head, &page->flags), page);
	return &page[n].flags;
}

/*
 * Which page carries the bit:
 * PF_ANY		the one that was asked
 * PF_HEAD		its head
 * PF_NO_TAIL		its head, and a tail must not be changed through it
 * PF_NO_COMPOUND	the one that was asked, which must stand alone
 */
#define PF_ANY(page, enforce)	(page)
#define PF_HEAD(page, enforce)	compound_head(page)
#define PF_NO_TAIL(page, enforce) ({					\
	VM_BUG_ON_PGFLAGS((enforce) && PageTail(page), page);		\
	compound_head(page); })
#define PF_NO_COMPOUND(page, enforce) ({				\
	VM_BUG_ON_PGFLAGS((enforce) && PageCompound(page), page);	\
	(page); })

#define TESTPAGEFLAG(uname, lname, policy)				\
static __always_inline bool folio_test_##lname(struct folio *folio)	\
{									\
	return test_bit(PG_##lname, folio_flags(folio, 0));		\
}									\
static __always_inline int Page##uname(struct page *page)		\
{									\
	return test_bit(PG_##lname, &policy(page, 0)->flags);		\
}

#define SETPAGEFLAG(uname, lname, policy)				\
static __always_inline void folio_set_##lname(struct folio *folio)	\
{									\
	set_bit(PG_##lname, folio_flags(folio, 0));			\
}									\
static __always_inline void SetPage##uname(struct page *page)		\
{									\
	set_bit(PG_##lname, &policy(page, 1)->flags);			\
}

#define CLEARPAGEFLAG(uname, lname, policy)				\
static __always_inline void folio_clear_##lname(struct folio *folio)	\
{									\
	clear_bit(PG_##lname, folio_flags(folio, 0));			\
}									\
static __always_inline void ClearPage##uname(struct page *page)		\
{									\
	clear_bit(PG_##lname, &policy(page, 1)->flags);			\
}

/* For a page that nobody else can see yet, or any more. */
#define __SETPAGEFLAG(uname, lname, policy)				\
static __always_inline void __folio_set_##lname(struct folio *folio)	\
{									\
	__set_bit(PG_##lname, folio_flags(folio, 0));			\
}									\
static __always_inline void __SetPage##uname(struct page *page)	\
{									\
	__set_bit(PG_##lname, &policy(page, 1)->flags);		\
}

#define __CLEARPAGEFLAG(uname, lname, policy)				\
static __always_inline void __folio_clear_##lname(struct folio *folio)	\
{									\
	__clear_bit(PG_##lname, folio_flags(folio, 0));		\
}									\
static __always_inline void __ClearPage##uname(struct page *page)	\
{									\
	__clear_bit(PG_##lname, &policy(page, 1)->flags);		\
}

#define TESTSETFLAG(uname, lname, policy)				\
static __always_inline bool folio_test_set_##lname(struct folio *folio) \
{									\
	return test_and_set_bit(PG_##lname, folio_flags(folio, 0));	\
}									\
static __always_inline int TestSetPage##uname(struct page *page)	\
{									\
	return test_and_set_bit(PG_##lname, &policy(page, 1)->flags);	\
}

#define TESTCLEARFLAG(uname, lname, policy)				\
static __always_inline bool folio_test_clear_##lname(struct folio *folio) \
{									\
	return test_and_clear_bit(PG_##lname, folio_flags(folio, 0));	\
}									\
static __always_inline int TestClearPage##uname(struct page *page)	\
{									\
	return test_and_clear_bit(PG_##lname, &policy(page, 1)->flags); \
}

#define PAGEFLAG(uname, lname, policy)					\
	TESTPAGEFLAG(uname, lname, policy)				\
	SETPAGEFLAG(uname, lname, policy)				\
	CLEARPAGEFLAG(uname, lname, policy)

#define __PAGEFLAG(uname, lname, policy)				\
	TESTPAGEFLAG(uname, lname, policy)				\
	__SETPAGEFLAG(uname, lname, policy)				\
	__CLEARPAGEFLAG(uname, lname, policy)

__PAGEFLAG(Locked, locked, PF_NO_TAIL)
PAGEFLAG(Waiters, waiters, PF_HEAD)
PAGEFLAG(Error, error, PF_NO_TAIL)
PAGEFLAG(Referenced, referenced, PF_HEAD)
PAGEFLAG(Uptodate, uptodate, PF_NO_TAIL)
PAGEFLAG(Dirty, dirty, PF_HEAD)
PAGEFLAG(LRU, lru, PF_HEAD) TESTCLEARFLAG(LRU, lru, PF_HEAD)
PAGEFLAG(Active, active, PF_HEAD) __CLEARPAGEFLAG(Active, active, PF_HEAD)
PAGEFLAG(Workingset, workingset, PF_HEAD)
__PAGEFLAG(Slab, slab, PF_NO_TAIL)
PAGEFLAG(Pinned, pinned, PF_NO_COMPOUND) TESTSETFLAG(Pinned, pinned, PF_NO_COMPOUND)
	TESTCLEARFLAG(Pinned, pinned, PF_NO_COMPOUND)
PAGEFLAG(SavePinned, savepinned, PF_NO_COMPOUND)
PAGEFLAG(Reserved, reserved, PF_NO_COMPOUND)
	__SETPAGEFLAG(Reserved, reserved, PF_NO_COMPOUND)
	__CLEARPAGEFLAG(Reserved, reserved, PF_NO_COMPOUND)
PAGEFLAG(SwapBacked, swapbacked, PF_NO_TAIL)
PAGEFLAG(Private, private, PF_ANY)
PAGEFLAG(Private2, private_2, PF_ANY)
PAGEFLAG(Writeback, writeback, PF_NO_TAIL)
PAGEFLAG(Unevictable, unevictable, PF_HEAD)
	__CLEARPAGEFLAG(Unevictable, unevictable, PF_HEAD)
PAGEFLAG(Head, head, PF_ANY)
	__SETPAGEFLAG(Head, head, PF_ANY)
	__CLEARPAGEFLAG(Head, head, PF_ANY)
#ifdef CONFIG_MMU
PAGEFLAG(Mlocked, mlocked, PF_NO_TAIL)
#endif

static inline bool folio_test_large(struct folio *folio)
{
	return folio_test_head(folio);
}

static __always_inline void set_compound_head(struct page *page, struct page *head)
{
	WRITE_ONCE(page->compound_head, (unsigned long)head + 1);
}

static __always_inline void clear_compound_head(struct page *page)
{
	WRITE_ONCE(page->compound_head, 0);
}

/*
 * What the low bits of page->mapping mean.  They are set for memory that a
 * process owns, so that one look tells it from a file's.
 */
#define PAGE_MAPPING_ANON	0x1
#define PAGE_MAPPING_MOVABLE	0x2
#define PAGE_MAPPING_KSM	(PAGE_MAPPING_ANON | PAGE_MAPPING_MOVABLE)
#define PAGE_MAPPING_FLAGS	(PAGE_MAPPING_ANON | PAGE_MAPPING_MOVABLE)

static __always_inline bool folio_test_anon(struct folio *folio)
{
	return ((unsigned long)folio->mapping & PAGE_MAPPING_ANON) != 0;
}

static __always_inline bool PageAnon(struct page *page)
{
	return folio_test_anon(page_folio(page));
}

static __always_inline int __PageMovable(struct page *page)
{
	return ((unsigned long)page->mapping & PAGE_MAPPING_FLAGS) ==
		PAGE_MAPPING_MOVABLE;
}

/*
 * Page types: what a page is that no process can map.  They share the word
 * with _mapcount, whose untouched value is -1, all bits set.  A type clears
 * one bit, and the top nibble stays set, so that neither an underflow nor an
 * overflow of a few steps looks like a type.
 */
#define PAGE_TYPE_BASE		0xf0000000
/* Left for an underflow of the map count:	0x0000007f */
#define PAGE_MAPCOUNT_RESERVE	-128
#define PG_buddy	0x00000080
#define PG_offline	0x00000100
#define PG_table	0x00000200
#define PG_guard	0x00000400

#define PageType(page, flag)						\
	((page->page_type & (PAGE_TYPE_BASE | flag)) == PAGE_TYPE_BASE)
#define folio_test_type(folio, flag)					\
	((folio->page.page_type & (PAGE_TYPE_BASE | flag)) == PAGE_TYPE_BASE)

static inline int page_type_has_type(unsigned int page_type)
{
	return (int)page_type < PAGE_MAPCOUNT_RESERVE;
}

static inline int page_has_type(struct page *page)
{
	return page_type_has_type(page->page_type);
}

/*
 * @uname and @lname name the page's helpers and its bit, @fname the folio's:
 * a "table" is short for a page table only as long as pages have no tables.
 */
#define PAGE_TYPE_OPS(uname, lname, fname)				\
static __always_inline int Page##uname(const struct page *page)	\
{									\
	return PageType(page, PG_##lname);				\
}									\
static __always_inline int folio_test_##fname(const struct folio *folio) \
{									\
	return folio_test_type(folio, PG_##lname);			\
}									\
static __always_inline void __SetPage##uname(struct page *page)	\
{									\
	VM_BUG_ON_PAGE(!PageType(page, 0), page);			\
	page->page_type &= ~PG_##lname;					\
}									\
static __always_inline void __folio_set_##fname(struct folio *folio)	\
{									\
	VM_BUG_ON_FOLIO(!folio_test_type(folio, 0), folio);		\
	folio->page.page_type &= ~PG_##lname;				\
}									\
static __always_inline void __ClearPage##uname(struct page *page)	\
{									\
	VM_BUG_ON_PAGE(!Page##uname(page), page);			\
	page->page_type |= PG_##lname;					\
}									\
static __always_inline void __folio_clear_##fname(struct folio *folio)	\
{									\
	VM_BUG_ON_FOLIO(!folio_test_##fname(folio), folio);		\
	folio->page.page_type |= PG_##lname;				\
}

/* Free, and the first page of a block in the buddy allocator. */
PAGE_TYPE_OPS(Buddy, buddy, buddy)

/* There is no memory behind it: the hypervisor or a balloon took it. */
PAGE_TYPE_OPS(Offline, offline, offline)

/* Holds a page table: between its constructor and its destructor. */
PAGE_TYPE_OPS(Table, table, pgtable)

/* Must fault when touched (debug_pagealloc). */
PAGE_TYPE_OPS(Guard, guard, guard)

#ifdef CONFIG_MMU
#define __PG_MLOCKED (1UL << PG_mlocked)
#else
#define __PG_MLOCKED 0
#endif

#ifdef CONFIG_MEMORY_FAILURE
#define __PG_HWPOISON (1UL << PG_hwpoison)
#else
#define __PG_HWPOISON 0
#endif

/* A page with one of these is still in use by somebody: it cannot be freed. */
#define PAGE_FLAGS_CHECK_AT_FREE					\
	(1UL << PG_lru		| 1UL << PG_locked	|		\
	 1UL << PG_private	| 1UL << PG_private_2	|		\
	 1UL << PG_writeback	| 1UL << PG_reserved	|		\
	 1UL << PG_slab		| 1UL << PG_active	|		\
	 1UL << PG_unevictable	| __PG_MLOCKED)

/* And no new owner may find any of these, save a page that is broken. */
#define PAGE_FLAGS_CHECK_AT_PREP (PAGEFLAGS_MASK & ~__PG_HWPOISON)

#endif /* !__GENERATING_BOUNDS_H */

#endif /* __LINUX_PAGE_FLAGS_H */

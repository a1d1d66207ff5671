/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MM_SLAB_H
#define MM_SLAB_H

#include <linux/mm.h>
#include <linux/slab.h>

/*
 * Free objects form a list whose head and length must change together.  On a
 * machine that can swap two words at once, they are also seen as one value.
 */
#if defined(CONFIG_HAVE_CMPXCHG_DOUBLE) && defined(CONFIG_HAVE_ALIGNED_STRUCT_PAGE)
#define system_has_freelist_aba() 1
#ifdef CONFIG_64BIT
typedef u128 freelist_full_t;
#else
typedef u64 freelist_full_t;
#endif
typedef union {
	struct {
		void *freelist;
		unsigned long counter;
	};
	freelist_full_t full;
} freelist_aba_t;
#endif

/**
 * struct slab - pages that are cut up into objects of one size
 * @__page_flags: the page's flags; PG_slab and PG_locked are in use
 * @slab_cache: the cache whose objects these are
 * @slab_list: links it with other slabs that are partly free
 * @next: the next such slab on this CPU's own list
 * @slabs: how many slabs are on the list from here
 * @freelist: the first free object
 * @counters: the three numbers below, as one word
 * @inuse: how many objects are handed out
 * @objects: how many objects there are
 * @frozen: one CPU has taken the slab for itself
 * @freelist_counter: @freelist and @counters, as one value
 * @rcu_head: frees the slab after a grace period
 * @__unused: the page's type and map count
 * @__page_refcount: the page's reference count
 * @memcg_data: the cgroups of its objects
 *
 * It lies over struct page: the words of the page that the page allocator
 * and the walkers of page frames look at must not be used here.
 */
struct slab {
	unsigned long __page_flags;

	struct kmem_cache *slab_cache;
	union {
		struct {
			union {
				struct list_head slab_list;
#ifdef CONFIG_SLUB_CPU_PARTIAL
				struct {
					struct slab *next;
					int slabs;
				};
#endif
			};
			union {
				struct {
					void *freelist;
					union {
						unsigned long counters;
						struct {
							unsigned inuse:16;
							unsigned objects:15;
							unsigned frozen:1;
						};
					};
				};
#ifdef system_has_freelist_aba
				freelist_aba_t freelist_counter;
#endif
			};
		};
		struct rcu_head rcu_head;
	};
	unsigned int __unused;

	atomic_t __page_refcount;
#ifdef CONFIG_MEMCG
	unsigned long memcg_data;
#endif
};

#define SLAB_MATCH(pg, sl)						\
	static_assert(offsetof(struct page, pg) == offsetof(struct slab, sl))
SLAB_MATCH(flags, __page_flags);
SLAB_MATCH(compound_head, slab_cache);	/* A pointer keeps bit 0 clear */
SLAB_MATCH(_refcount, __page_refcount);
#ifdef CONFIG_MEMCG
SLAB_MATCH(memcg_data, memcg_data);
#endif
#undef SLAB_MATCH
static_assert(sizeof(struct slab) <= sizeof(struct page));
#ifdef system_has_freelist_aba
static_assert(IS_ALIGNED(offsetof(struct slab, freelist), sizeof(freelist_aba_t)));
#endif

/* Only for a folio whose PG_slab is set. */
#define folio_slab(folio)	(_Generic((folio),			\
	const struct folio *:	(const struct slab *)(folio),		\
	struct folio *:		(struct slab *)(folio)))

#define slab_folio(s)		(_Generic((s),				\
	const struct slab *:	(const struct folio *)(s),		\
	struct slab *:		(struct folio *)(s)))

#define page_slab(p)		(_Generic((p),				\
	const struct page *:	(const struct slab *)(p),		\
	struct page *:		(struct slab *)(p)))

#define slab_page(s)		folio_page(slab_folio(s), 0)

static inline void *slab_address(const struct slab *slab)
{
	return folio_address(slab_folio(slab));
}

static inline int slab_order(const struct slab *slab)
{
	return folio_order((struct folio *)slab_folio(slab));
}

/* NULL for memory that is no slab. */
static inline struct slab *virt_to_slab(const void *addr)
{
	struct folio *folio = virt_to_folio(addr);

	return folio_test_slab(folio) ? folio_slab(folio) : NULL;
}

struct kmem_cache {
	const char *name;
	unsigned int object_size;	/* What the user asked for */
	unsigned int size;		/* With alignment */
	unsigned int align;
	unsigned int offset;		/* Where a free one has its link */
	unsigned int order;		/* Of one slab */
	unsigned int objects;		/* In it */
	slab_flags_t flags;
	void (*ctor)(void *object);
	spinlock_t list_lock;
	struct list_head partial;	/* Slabs with a free object */
	unsigned long nr_objects;	/* Handed out at the moment */
};

#endif /* MM_SLAB_H */

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_MM_TYPES_H
#define __LINUX_MM_TYPES_H

#include <linux/mm_types_task.h>

#include <linux/atomic.h>
#include <linux/build_bug.h>
#include <linux/list.h>
#include <linux/page-flags-layout.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include <asm/mmu.h>

struct address_space;
struct dev_pagemap;
struct file;
struct kmem_cache;
struct mem_cgroup;
struct page_pool;

/*
 * One struct page for each page frame, so each word here is paid for
 * millions of times.  What a page is at the moment decides which member of
 * the union is alive.  The rule that holds them together: bit 0 of the first
 * word of the union says "this is a tail page", so whatever else is kept in
 * that word must be even.
 *
 * Two flags words' worth of alignment lets the slab allocator swap a pair of
 * words in one instruction.
 */
#ifdef CONFIG_HAVE_ALIGNED_STRUCT_PAGE
#define _struct_page_alignment	__aligned(2 * sizeof(unsigned long))
#else
#define _struct_page_alignment	__aligned(sizeof(unsigned long))
#endif

struct page {
	unsigned long flags;		/* Some of them change under other
					 * owners: use the atomic helpers. */
	/*
	 * Five words, or three and a half on small machines, that belong to
	 * whoever owns the page.
	 */
	union {
		struct {	/* Page cache and anonymous pages */
			/**
			 * @lru: links the page into a list of pages to
			 * reclaim, under lruvec->lru_lock.  While the page
			 * is off those lists its owner may use the words.
			 */
			union {
				struct list_head lru;

				/* An unevictable page is on no list: it counts its mlocks */
				struct {
					/* Stays even, so that the page is no tail */
					void *__filler;
					/* How many mlock()s hold it */
					unsigned int mlock_count;
				};

				/* Free, and on a list of the buddy allocator */
				struct list_head buddy_list;
				/* Free, and on a list of one CPU */
				struct list_head pcp_list;
			};
			/* The low bits tell anonymous, movable and KSM apart */
			struct address_space *mapping;
			union {
				pgoff_t index;		/* Where in the mapping */
				unsigned long share;	/* How many share it (DAX) */
			};
			/**
			 * @private: free for the owner of the mapping.  Buffer
			 * heads with PagePrivate, a swap entry with
			 * PageSwapCache, the order while in the buddy
			 * allocator.
			 */
			unsigned long private;
		};
		struct {	/* page_pool of the network stack */
			/**
			 * @pp_magic: a value by which the pool knows its own
			 * pages again.
			 */
			unsigned long pp_magic;
			struct page_pool *pp;
			unsigned long _pp_mapping_pad;
			unsigned long dma_addr;
			union {
				/**
				 * @dma_addr_upper: the upper half, on 32 bit
				 * machines with wide DMA addresses.
				 */
				unsigned long dma_addr_upper;
				/**
				 * @pp_frag_count: how many hold a part of the
				 * page; not there on those machines.
				 */
				atomic_long_t pp_frag_count;
			};
		};
		struct {	/* Tail pages of compound page */
			unsigned long compound_head;	/* Bit 0 is set */
		};
		struct {	/* Page table pages */
			unsigned long _pt_pad_1;	/* Even, for compound_head */
			pgtable_t pmd_huge_pte;		/* Put aside, under the pmd's lock */
			unsigned long _pt_s390_gaddr;	/* s390: what a gmap table maps */
			union {
				struct mm_struct *pt_mm;	/* x86 pgds only */
				atomic_t pt_frag_refcount;	/* powerpc */
			};
#if ALLOC_SPLIT_PTLOCKS
			spinlock_t *ptl;
#else
			spinlock_t ptl;
#endif
		};
		struct {	/* ZONE_DEVICE pages */
			/** @pgmap: the device that hosts the memory. */
			struct dev_pagemap *pgmap;
			void *zone_device_data;
			/*
			 * mapping, index and private are in use as for other
			 * pages when such a page is mapped as anonymous or
			 * file memory.
			 */
		};

		/** @rcu_head: frees the page after a grace period. */
		struct rcu_head rcu_head;
	};

	union {		/* Four bytes, whatever the machine */
		/*
		 * For a page that user space may map: how many page table
		 * entries point to it, less one.
		 */
		atomic_t _mapcount;

		/*
		 * For a page that it may not map: what the page is.  See the
		 * page types in page-flags.h.
		 */
		unsigned int page_type;
	};

	/* Use page_ref.h: do not touch it directly */
	atomic_t _refcount;

#ifdef CONFIG_MEMCG
	unsigned long memcg_data;
#endif

	/*
	 * Where the kernel has mapped the page, on machines that find it too
	 * slow to compute.  With highmem it is NULL while there is no mapping.
	 */
#if defined(WANT_PAGE_VIRTUAL)
	void *virtual;
#endif

#ifdef CONFIG_KMSAN
	/* The shadow of this page, and where its values came from */
	struct page *kmsan_shadow;
	struct page *kmsan_origin;
#endif

#ifdef LAST_CPUPID_NOT_IN_PAGE_FLAGS
	int _last_cpupid;
#endif
} _struct_page_alignment;

/**
 * struct folio - a run of pages that is managed as one
 * @flags: the same as the page flags
 * @lru: links the folio into a list to reclaim
 * @mlock_count: how many mlock()s hold the folio
 * @mapping: the file, or the anon_vma of anonymous memory
 * @index: offset in the file, in pages
 * @private: what the filesystem attached; see folio_attach_private()
 * @_mapcount: use folio_mapcount()
 * @_refcount: use folio_ref_count()
 * @memcg_data: the memory cgroup that is charged
 * @_folio_dtor: which destructor frees it
 * @_folio_order: use folio_order()
 * @_entire_mapcount: use folio_entire_mapcount()
 * @_nr_pages_mapped: use folio_mapcount()
 * @_pincount: use folio_maybe_dma_pinned()
 * @_folio_nr_pages: use folio_nr_pages()
 * @_hugetlb_subpool: use the hugetlb functions
 * @_hugetlb_cgroup: use the hugetlb functions
 * @_hugetlb_cgroup_rsvd: use the hugetlb functions
 * @_hugetlb_hwpoison: list of the poisoned pages in it
 * @_deferred_list: folios to split under memory pressure
 *
 * A folio covers a power of two of pages, aligned to its size, and a pointer
 * to one never points to a tail page.  The first page holds what any folio
 * has; what only a larger one needs lies over the struct pages of its tails.
 */
struct folio {
	union {
		struct {
			unsigned long flags;
			union {
				struct list_head lru;
				struct {
					void *__filler;
					unsigned int mlock_count;
				};
			};
			struct address_space *mapping;
			pgoff_t index;
			void *private;
			atomic_t _mapcount;
			atomic_t _refcount;
#ifdef CONFIG_MEMCG
			unsigned long memcg_data;
#endif
		};
		struct page page;
	};
	union {
		struct {
			unsigned long _flags_1;
			unsigned long _head_1;
			unsigned char _folio_dtor;
			unsigned char _folio_order;
			atomic_t _entire_mapcount;
			atomic_t _nr_pages_mapped;
			atomic_t _pincount;
#ifdef CONFIG_64BIT
			unsigned int _folio_nr_pages;
#endif
		};
		struct page __page_1;
	};
	union {
		struct {
			unsigned long _flags_2;
			unsigned long _head_2;
			void *_hugetlb_subpool;
			void *_hugetlb_cgroup;
			void *_hugetlb_cgroup_rsvd;
			void *_hugetlb_hwpoison;
		};
		struct {
			unsigned long _flags_2a;
			unsigned long _head_2a;
			struct list_head _deferred_list;
		};
		struct page __page_2;
	};
};

/* The first page of a folio is a view of the same bytes. */
#define FOLIO_MATCH(pg, fl)						\
	static_assert(offsetof(struct page, pg) == offsetof(struct folio, fl))
FOLIO_MATCH(flags, flags);
FOLIO_MATCH(lru, lru);
FOLIO_MATCH(mapping, mapping);
FOLIO_MATCH(compound_head, lru);
FOLIO_MATCH(index, index);
FOLIO_MATCH(private, private);
FOLIO_MATCH(_mapcount, _mapcount);
FOLIO_MATCH(_refcount, _refcount);
#ifdef CONFIG_MEMCG
FOLIO_MATCH(memcg_data, memcg_data);
#endif
#undef FOLIO_MATCH

/* So are the two that follow: their flags and heads must stay in place. */
#define FOLIO_MATCH(pg, fl)						\
	static_assert(offsetof(struct folio, fl) ==			\
			offsetof(struct page, pg) + sizeof(struct page))
FOLIO_MATCH(flags, _flags_1);
FOLIO_MATCH(compound_head, _head_1);
#undef FOLIO_MATCH
#define FOLIO_MATCH(pg, fl)						\
	static_assert(offsetof(struct folio, fl) ==			\
			offsetof(struct page, pg) + 2 * sizeof(struct page))
FOLIO_MATCH(flags, _flags_2);
FOLIO_MATCH(compound_head, _head_2);
FOLIO_MATCH(flags, _flags_2a);
FOLIO_MATCH(compound_head, _head_2a);
#undef FOLIO_MATCH

#define PAGE_MAPCOUNT_NONE	(-1)
#define STRUCT_PAGE_MAX_SHIFT	(order_base_2(sizeof(struct page)))

#define page_private(page)		((page)->private)

static inline void set_page_private(struct page *page, unsigned long private)
{
	page->private = private;
}

static inline void *folio_get_private(struct folio *folio)
{
	return folio->private;
}

typedef unsigned long vm_flags_t;
typedef unsigned int vm_fault_t;

struct anon_vma;

struct vm_area_struct {
	unsigned long vm_start;
	unsigned long vm_end;		/* The first byte after it */
	struct mm_struct *vm_mm;
	struct vm_area_struct *vm_next;
	pgprot_t vm_page_prot;
	vm_flags_t vm_flags;
	struct anon_vma *anon_vma;
	unsigned long vm_pgoff;
	struct file *vm_file;
};

struct mm_struct {
	atomic_t mm_count;
	struct vm_area_struct *mmap;
	unsigned long task_size;
	pgd_t *pgd;
	atomic_t mm_users;

#ifdef CONFIG_MMU
	atomic_long_t pgtables_bytes;	/* How much memory its tables take */
#endif
	int map_count;

	/* Covers the page tables that have no lock of their own. */
	spinlock_t page_table_lock;
	struct rw_semaphore mmap_lock;
	struct list_head mmlist;
	unsigned long total_vm;

	mm_context_t context;		/* What the architecture needs */

#if defined(CONFIG_TRANSPARENT_HUGEPAGE) && !USE_SPLIT_PMD_PTLOCKS
	pgtable_t pmd_huge_pte;		/* Under page_table_lock */
#endif
	unsigned long cpu_bitmap[1];
};

extern struct mm_struct init_mm;

struct mmu_gather;
void tlb_gather_mmu(struct mmu_gather *tlb, struct mm_struct *mm);
void tlb_gather_mmu_fullmm(struct mmu_gather *tlb, struct mm_struct *mm);
void tlb_finish_mmu(struct mmu_gather *tlb);

enum vm_fault_reason {
	VM_FAULT_OOM	= 0x000001,
	VM_FAULT_SIGBUS	= 0x000002,
	VM_FAULT_NOPAGE	= 0x000100,
	VM_FAULT_RETRY	= 0x000400,
};

#endif /* __LINUX_MM_TYPES_H */

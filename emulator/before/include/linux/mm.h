/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_MM_H
#define __LINUX_MM_H

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm_types.h>
#include <linux/mmdebug.h>
#include <linux/mmzone.h>
#include <linux/page-flags.h>
#include <linux/page_ref.h>
#include <linux/pgtable.h>
#include <linux/string.h>

#ifndef __pa_symbol
#define __pa_symbol(x)	__pa(x)
#endif

#define VM_READ		0x00000001UL
#define VM_WRITE	0x00000002UL
#define VM_LOCKED	0x00002000UL

#define offset_in_page(p)	((unsigned long)(p) & ~PAGE_MASK)
#define PAGE_ALIGN(addr)	ALIGN(addr, PAGE_SIZE)
#define PAGE_ALIGNED(addr)	IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)

/* Where the fields at the top of page->flags begin. */
#define ZONES_PGOFF	(BITS_PER_LONG - SECTIONS_WIDTH - NODES_WIDTH - ZONES_WIDTH)
#define ZONES_PGSHIFT	(ZONES_PGOFF * (ZONES_WIDTH != 0))
#define ZONES_MASK	((1UL << ZONES_WIDTH) - 1)
#define NODES_PGOFF	(BITS_PER_LONG - SECTIONS_WIDTH - NODES_WIDTH)
#define NODES_PGSHIFT	(NODES_PGOFF * (NODES_WIDTH != 0))
#define NODES_MASK	((1UL << NODES_WIDTH) - 1)

static inline enum zone_type page_zonenum(const struct page *page)
{
	return (page->flags >> ZONES_PGSHIFT) & ZONES_MASK;
}

#ifdef NODE_NOT_IN_PAGE_FLAGS
int page_to_nid(const struct page *page);
#else
static inline int page_to_nid(const struct page *page)
{
	return (page->flags >> NODES_PGSHIFT) & NODES_MASK;
}
#endif

static inline struct pglist_data *page_pgdat(const struct page *page)
{
	return NODE_DATA(page_to_nid(page));
}

static inline struct zone *page_zone(const struct page *page)
{
	return &page_pgdat(page)->node_zones[page_zonenum(page)];
}

static inline struct pglist_data *folio_pgdat(const struct folio *folio)
{
	return page_pgdat(&folio->page);
}

static inline void set_page_links(struct page *page, enum zone_type zone, int nid)
{
	page->flags &= ~(ZONES_MASK << ZONES_PGSHIFT);
	page->flags |= ((unsigned long)zone & ZONES_MASK) << ZONES_PGSHIFT;
	page->flags &= ~(NODES_MASK << NODES_PGSHIFT);
	page->flags |= ((unsigned long)nid & NODES_MASK) << NODES_PGSHIFT;
}

/* Destructors of compound pages: how each kind goes back to its allocator. */
enum compound_dtor_id {
	NULL_COMPOUND_DTOR,
	COMPOUND_PAGE_DTOR,
	HUGETLB_PAGE_DTOR,
	TRANSHUGE_PAGE_DTOR,
	NR_COMPOUND_DTORS,
};

static inline void folio_set_compound_dtor(struct folio *folio,
					   enum compound_dtor_id dtor)
{
	folio->_folio_dtor = dtor;
}

/* The order of a page that stands alone is 0: it has no second page to ask. */
static inline unsigned int folio_order(struct folio *folio)
{
	if (!folio_test_large(folio))
		return 0;
	return folio->_folio_order;
}

static inline unsigned int compound_order(struct page *page)
{
	struct folio *folio = (struct folio *)page;

	if (!test_bit(PG_head, &folio->flags))
		return 0;
	return folio->_folio_order;
}

static inline void folio_set_order(struct folio *folio, unsigned int order)
{
	folio->_folio_order = order;
#ifdef CONFIG_64BIT
	folio->_folio_nr_pages = 1U << order;
#endif
}

static inline long folio_nr_pages(struct folio *folio)
{
	return 1L << folio_order(folio);
}

static inline size_t folio_size(struct folio *folio)
{
	return PAGE_SIZE << folio_order(folio);
}

static inline struct page *virt_to_head_page(const void *x)
{
	return compound_head(virt_to_page(x));
}

static inline struct folio *virt_to_folio(const void *x)
{
	return page_folio(virt_to_page(x));
}

/*
 * page_address() - where the kernel has mapped a page
 *
 * Three ways, by machine: kept in struct page, asked of the highmem code, or
 * computed since all memory is mapped.
 */
#if defined(WANT_PAGE_VIRTUAL)
static inline void *page_address(const struct page *page)
{
	return page->virtual;
}
#elif defined(CONFIG_HIGHMEM)
void *page_address(const struct page *page);
#else
#define page_address(page)	((void *)page_to_virt(page))
#endif

static inline void *folio_address(const struct folio *folio)
{
	return page_address(&folio->page);
}

void __folio_put(struct folio *folio);
void put_pages_list(struct list_head *pages);

static inline void folio_get(struct folio *folio)
{
	VM_BUG_ON_FOLIO(folio_ref_count(folio) <= 0, folio);
	folio_ref_inc(folio);
}

static inline void get_page(struct page *page)
{
	folio_get(page_folio(page));
}

static inline void folio_put(struct folio *folio)
{
	if (page_ref_dec_and_test(&folio->page))
		__folio_put(folio);
}

static inline void put_page(struct page *page)
{
	folio_put(page_folio(page));
}

static inline void page_mapcount_reset(struct page *page)
{
	atomic_set(&page->_mapcount, PAGE_MAPCOUNT_NONE);
}

static inline int page_mapcount(struct page *page)
{
	int mapcount = atomic_read(&page->_mapcount) + 1;

	return page_has_type(page) ? 0 : mapcount;
}

/* Memory of the boot becomes memory of the page allocator. */
void free_reserved_page(struct page *page);

static inline void mark_page_reserved(struct page *page)
{
	SetPageReserved(page);
}

#include <linux/huge_mm.h>
#include <linux/vmstat.h>
#include <linux/memcontrol.h>

#ifdef CONFIG_MMU

int __pte_alloc(struct mm_struct *mm, pmd_t *pmd);
int __pte_alloc_kernel(pmd_t *pmd);
void pmd_install(struct mm_struct *mm, pmd_t *pmd, pgtable_t *pte);

#ifdef __PAGETABLE_P4D_FOLDED
static inline int __p4d_alloc(struct mm_struct *mm, pgd_t *pgd, unsigned long address)
{
	return 0;
}
#else
int __p4d_alloc(struct mm_struct *mm, pgd_t *pgd, unsigned long address);
#endif

#ifdef __PAGETABLE_PUD_FOLDED
static inline int __pud_alloc(struct mm_struct *mm, p4d_t *p4d, unsigned long address)
{
	return 0;
}
#define mm_inc_nr_puds(mm)	do { } while (0)
#define mm_dec_nr_puds(mm)	do { } while (0)
#else
int __pud_alloc(struct mm_struct *mm, p4d_t *p4d, unsigned long address);

static inline void mm_inc_nr_puds(struct mm_struct *mm)
{
	if (!mm_pud_folded(mm))
		atomic_long_add(PTRS_PER_PUD * sizeof(pud_t), &mm->pgtables_bytes);
}

static inline void mm_dec_nr_puds(struct mm_struct *mm)
{
	if (!mm_pud_folded(mm))
		atomic_long_sub(PTRS_PER_PUD * sizeof(pud_t), &mm->pgtables_bytes);
}
#endif

#ifdef __PAGETABLE_PMD_FOLDED
static inline int __pmd_alloc(struct mm_struct *mm, pud_t *pud, unsigned long address)
{
	return 0;
}
#define mm_inc_nr_pmds(mm)	do { } while (0)
#define mm_dec_nr_pmds(mm)	do { } while (0)
#else
int __pmd_alloc(struct mm_struct *mm, pud_t *pud, unsigned long address);

static inline void mm_inc_nr_pmds(struct mm_struct *mm)
{
	if (!mm_pmd_folded(mm))
		atomic_long_add(PTRS_PER_PMD * sizeof(pmd_t), &mm->pgtables_bytes);
}

static inline void mm_dec_nr_pmds(struct mm_struct *mm)
{
	if (!mm_pmd_folded(mm))
		atomic_long_sub(PTRS_PER_PMD * sizeof(pmd_t), &mm->pgtables_bytes);
}
#endif

static inline void mm_pgtables_bytes_init(struct mm_struct *mm)
{
	atomic_long_set(&mm->pgtables_bytes, 0);
}

static inline unsigned long mm_pgtables_bytes(const struct mm_struct *mm)
{
	return atomic_long_read(&mm->pgtables_bytes);
}

static inline void mm_inc_nr_ptes(struct mm_struct *mm)
{
	atomic_long_add(PTRS_PER_PTE * sizeof(pte_t), &mm->pgtables_bytes);
}

static inline void mm_dec_nr_ptes(struct mm_struct *mm)
{
	atomic_long_sub(PTRS_PER_PTE * sizeof(pte_t), &mm->pgtables_bytes);
}

/* Each descends one level, and makes the table when there is none. */
static inline p4d_t *p4d_alloc(struct mm_struct *mm, pgd_t *pgd, unsigned long address)
{
	if (unlikely(pgd_none(*pgd)) && __p4d_alloc(mm, pgd, address))
		return NULL;
	return p4d_offset(pgd, address);
}

static inline pud_t *pud_alloc(struct mm_struct *mm, p4d_t *p4d, unsigned long address)
{
	if (unlikely(p4d_none(*p4d)) && __pud_alloc(mm, p4d, address))
		return NULL;
	return pud_offset(p4d, address);
}

static inline pmd_t *pmd_alloc(struct mm_struct *mm, pud_t *pud, unsigned long address)
{
	if (unlikely(pud_none(*pud)) && __pmd_alloc(mm, pud, address))
		return NULL;
	return pmd_offset(pud, address);
}

#if USE_SPLIT_PTE_PTLOCKS

#if ALLOC_SPLIT_PTLOCKS
void ptlock_cache_init(void);
bool ptlock_alloc(struct page *page);
void ptlock_free(struct page *page);

static inline spinlock_t *ptlock_ptr(struct page *page)
{
	return page->ptl;
}
#else
static inline void ptlock_cache_init(void)
{
}

static inline bool ptlock_alloc(struct page *page)
{
	return true;
}

static inline void ptlock_free(struct page *page)
{
}

static inline spinlock_t *ptlock_ptr(struct page *page)
{
	return &page->ptl;
}
#endif /* ALLOC_SPLIT_PTLOCKS */

static inline spinlock_t *pte_lockptr(struct mm_struct *mm, pmd_t *pmd)
{
	return ptlock_ptr(pmd_page(*pmd));
}

/*
 * The allocator hands out pages whose private word is zero, and the lock
 * lies over that word: anything else there means that somebody still uses
 * the page for another purpose.
 */
static inline bool ptlock_init(struct page *page)
{
	VM_BUG_ON_PAGE(*(unsigned long *)&page->ptl, page);
	if (!ptlock_alloc(page))
		return false;
	spin_lock_init(ptlock_ptr(page));
	return true;
}

#else /* one lock for all tables of the mm */

static inline spinlock_t *pte_lockptr(struct mm_struct *mm, pmd_t *pmd)
{
	return &mm->page_table_lock;
}

static inline void ptlock_cache_init(void)
{
}

static inline bool ptlock_init(struct page *page)
{
	return true;
}

static inline void ptlock_free(struct page *page)
{
}

#endif /* USE_SPLIT_PTE_PTLOCKS */

/**
 * pgtable_pte_page_ctor - make a page a table of the lowest level
 * @page: the page, fresh from the allocator
 *
 * Return: false when there is no memory for the lock; the caller then frees
 * the page and must not run the destructor.
 */
static inline bool pgtable_pte_page_ctor(struct page *page)
{
	if (!ptlock_init(page))
		return false;
	__SetPageTable(page);
	lruvec_stat_mod_folio(page_folio(page), NR_PAGETABLE, 1);
	return true;
}

static inline void pgtable_pte_page_dtor(struct page *page)
{
	ptlock_free(page);
	__ClearPageTable(page);
	lruvec_stat_mod_folio(page_folio(page), NR_PAGETABLE, -1);
}

#define pte_offset_map(pmd, address)	__pte_map(pmd, address)

#define pte_offset_map_lock(mm, pmd, address, ptlp) ({		\
	spinlock_t *__ptl = pte_lockptr(mm, pmd);		\
	pte_t *__pte = __pte_map(pmd, address);			\
	*(ptlp) = __ptl;					\
	spin_lock(__ptl);					\
	__pte; })

#define pte_unmap_unlock(pte, ptl) do {	\
	spin_unlock(ptl);		\
	pte_unmap(pte);			\
} while (0)

#define pte_alloc(mm, pmd)	(unlikely(pmd_none(*(pmd))) && __pte_alloc(mm, pmd))

#define pte_alloc_map_lock(mm, pmd, address, ptlp) \
	(pte_alloc(mm, pmd) ? NULL : pte_offset_map_lock(mm, pmd, address, ptlp))

#define pte_alloc_kernel(pmd, address)					\
	((unlikely(pmd_none(*(pmd))) && __pte_alloc_kernel(pmd)) ?	\
		NULL : pte_offset_kernel(pmd, address))

#if USE_SPLIT_PMD_PTLOCKS

/* The page of the table that an entry is in, not of what it maps. */
static inline struct page *pmd_pgtable_page(pmd_t *pmd)
{
	unsigned long mask = ~(PTRS_PER_PMD * sizeof(pmd_t) - 1);

	return virt_to_page((void *)((unsigned long)pmd & mask));
}

static inline spinlock_t *pmd_lockptr(struct mm_struct *mm, pmd_t *pmd)
{
	return ptlock_ptr(pmd_pgtable_page(pmd));
}

static inline bool pmd_ptlock_init(struct page *page)
{
#ifdef CONFIG_TRANSPARENT_HUGEPAGE
	page->pmd_huge_pte = NULL;
#endif
	return ptlock_init(page);
}

/* A table that is still put aside here would be lost. */
static inline void pmd_ptlock_free(struct page *page)
{
#ifdef CONFIG_TRANSPARENT_HUGEPAGE
	VM_BUG_ON_PAGE(page->pmd_huge_pte, page);
#endif
	ptlock_free(page);
}

#define pmd_huge_pte(mm, pmd)	(pmd_pgtable_page(pmd)->pmd_huge_pte)

#else

static inline spinlock_t *pmd_lockptr(struct mm_struct *mm, pmd_t *pmd)
{
	return &mm->page_table_lock;
}

static inline bool pmd_ptlock_init(struct page *page)
{
	return true;
}

static inline void pmd_ptlock_free(struct page *page)
{
}

#define pmd_huge_pte(mm, pmd)	((mm)->pmd_huge_pte)

#endif /* USE_SPLIT_PMD_PTLOCKS */

static inline spinlock_t *pmd_lock(struct mm_struct *mm, pmd_t *pmd)
{
	spinlock_t *ptl = pmd_lockptr(mm, pmd);

	spin_lock(ptl);
	return ptl;
}

/**
 * pgtable_pmd_page_ctor - make a page a table of the second level
 * @page: the page, fresh from the allocator
 *
 * Return: as for pgtable_pte_page_ctor().
 */
static inline bool pgtable_pmd_page_ctor(struct page *page)
{
	if (!pmd_ptlock_init(page))
		return false;
	__SetPageTable(page);
	lruvec_stat_mod_folio(page_folio(page), NR_PAGETABLE, 1);
	return true;
}

static inline void pgtable_pmd_page_dtor(struct page *page)
{
	pmd_ptlock_free(page);
	__ClearPageTable(page);
	lruvec_stat_mod_folio(page_folio(page), NR_PAGETABLE, -1);
}

/* No architecture splits the lock above the pmd. */
static inline spinlock_t *pud_lockptr(struct mm_struct *mm, pud_t *pud)
{
	return &mm->page_table_lock;
}

static inline spinlock_t *pud_lock(struct mm_struct *mm, pud_t *pud)
{
	spinlock_t *ptl = pud_lockptr(mm, pud);

	spin_lock(ptl);
	return ptl;
}

#endif /* CONFIG_MMU */

#endif /* __LINUX_MM_H */

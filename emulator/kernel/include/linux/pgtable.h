/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_PGTABLE_H
#define __LINUX_PGTABLE_H

#include <linux/pfn.h>

#include <asm/pgtable.h>

#ifndef __ASSEMBLY__
#ifdef CONFIG_MMU

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/mm_types.h>
#include <linux/page-flags.h>

/**
 * struct ptdesc - what the kernel knows about one page table
 * @__page_flags: the page's flags; not for page tables to change
 * @pt_rcu_head: frees the table after a grace period
 * @pt_list: a list of tables: all the pgds on x86, the gmap's tables on s390
 * @_pt_pad_1: keeps bit 0 of this word clear for compound_head()
 * @pmd_huge_pte: the table put aside to split a huge page; under the lock of
 *	the pmd
 * @_pt_s390_gaddr: the guest address that a table maps; s390 gmap tables only
 * @pt_mm: the mm that a pgd belongs to; x86 only
 * @pt_frag_refcount: how many fragments of the page are in use; powerpc only
 * @_pt_pad_2: takes the whole word, whatever the size of the lock
 * @ptl: the lock of the entries; a pointer to it when it is too large
 * @__page_type: says that this page is a table; see the page types
 * @_refcount: the page's reference count; s390 keeps the state of two halves
 *	in its top byte
 * @pt_memcg_data: the memory cgroup that pays for the table
 *
 * It lies over struct page today, and is written down on its own so that
 * it can one day be allocated apart from it.
 */
struct ptdesc {
	unsigned long __page_flags;

	union {
		struct rcu_head pt_rcu_head;
		struct list_head pt_list;
		struct {
			unsigned long _pt_pad_1;
			pgtable_t pmd_huge_pte;
		};
	};
	unsigned long _pt_s390_gaddr;

	union {
		struct mm_struct *pt_mm;
		atomic_t pt_frag_refcount;
	};

	union {
		unsigned long _pt_pad_2;
#if ALLOC_SPLIT_PTLOCKS
		spinlock_t *ptl;
#else
		spinlock_t ptl;
#endif
	};
	unsigned int __page_type;
	atomic_t _refcount;
#ifdef CONFIG_MEMCG
	unsigned long pt_memcg_data;
#endif
};

#define TABLE_MATCH(pg, pt)						\
	static_assert(offsetof(struct page, pg) == offsetof(struct ptdesc, pt))
TABLE_MATCH(flags, __page_flags);
TABLE_MATCH(compound_head, pt_list);
TABLE_MATCH(compound_head, _pt_pad_1);
TABLE_MATCH(mapping, _pt_s390_gaddr);
TABLE_MATCH(rcu_head, pt_rcu_head);
TABLE_MATCH(page_type, __page_type);
TABLE_MATCH(_refcount, _refcount);
#ifdef CONFIG_MEMCG
TABLE_MATCH(memcg_data, pt_memcg_data);
#endif
#undef TABLE_MATCH
static_assert(sizeof(struct ptdesc) <= sizeof(struct page));

/*
 * From one view to another.  _Generic refuses any other type, and a const
 * pointer stays const.
 */
#define ptdesc_page(pt)			(_Generic((pt),			\
	const struct ptdesc *:		(const struct page *)(pt),	\
	struct ptdesc *:		(struct page *)(pt)))

#define ptdesc_folio(pt)		(_Generic((pt),			\
	const struct ptdesc *:		(const struct folio *)(pt),	\
	struct ptdesc *:		(struct folio *)(pt)))

#define page_ptdesc(p)			(_Generic((p),			\
	const struct page *:		(const struct ptdesc *)(p),	\
	struct page *:			(struct ptdesc *)(p)))

static inline struct ptdesc *folio_ptdesc(struct folio *folio)
{
	return page_ptdesc(&folio->page);
}

#ifndef FIRST_USER_ADDRESS
#define FIRST_USER_ADDRESS	0UL
#endif

/* Where a walk over [addr, end) leaves the table it is in. */
#define __range_step(addr, end, size) ({				\
	unsigned long __edge = ((addr) + (size)) & ~((size) - 1);	\
	(__edge - 1 < (end) - 1) ? __edge : (end); })

#define pgd_addr_end(addr, end)	__range_step(addr, end, PGDIR_SIZE)
#ifndef p4d_addr_end
#define p4d_addr_end(addr, end)	__range_step(addr, end, P4D_SIZE)
#endif
#ifndef pud_addr_end
#define pud_addr_end(addr, end)	__range_step(addr, end, PUD_SIZE)
#endif
#ifndef pmd_addr_end
#define pmd_addr_end(addr, end)	__range_step(addr, end, PMD_SIZE)
#endif

static inline unsigned long pte_index(unsigned long address)
{
	return (address >> PAGE_SHIFT) & (PTRS_PER_PTE - 1);
}

#ifndef __PAGETABLE_PMD_FOLDED
static inline unsigned long pmd_index(unsigned long address)
{
	return (address >> PMD_SHIFT) & (PTRS_PER_PMD - 1);
}

static inline pmd_t *pmd_offset(pud_t *pud, unsigned long address)
{
	return pud_pgtable(*pud) + pmd_index(address);
}
#endif

#ifndef __PAGETABLE_PUD_FOLDED
static inline unsigned long pud_index(unsigned long address)
{
	return (address >> PUD_SHIFT) & (PTRS_PER_PUD - 1);
}

#ifndef pud_offset
static inline pud_t *pud_offset(p4d_t *p4d, unsigned long address)
{
	return p4d_pgtable(*p4d) + pud_index(address);
}
#endif
#endif

#ifndef pgd_index
#define pgd_index(a)	(((a) >> PGDIR_SHIFT) & (PTRS_PER_PGD - 1))
#endif

#ifndef pgd_offset_pgd
static inline pgd_t *pgd_offset_pgd(pgd_t *pgd, unsigned long address)
{
	return pgd + pgd_index(address);
}
#endif

#define pgd_offset(mm, address)	pgd_offset_pgd((mm)->pgd, (address))
#define pgd_offset_k(address)	pgd_offset(&init_mm, (address))

#ifndef pte_offset_kernel
static inline pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long address)
{
	return (pte_t *)pmd_page_vaddr(*pmd) + pte_index(address);
}
#endif

#if defined(CONFIG_HIGHPTE)
#define __pte_map(pmd, address)						\
	((pte_t *)kmap_local_page(pmd_page(*(pmd))) + pte_index(address))
#define pte_unmap(pte)	kunmap_local(pte)
#else
#define __pte_map(pmd, address)	pte_offset_kernel(pmd, address)
#define pte_unmap(pte)	((void)(pte))
#endif

/* An entry that makes no sense is reported once and emptied. */
void pgd_clear_bad(pgd_t *pgd);
void p4d_clear_bad(p4d_t *p4d);
void pud_clear_bad(pud_t *pud);
void pmd_clear_bad(pmd_t *pmd);

static inline int pgd_none_or_clear_bad(pgd_t *pgd)
{
	if (pgd_none(*pgd))
		return 1;
	if (unlikely(pgd_bad(*pgd))) {
		pgd_clear_bad(pgd);
		return 1;
	}
	return 0;
}

static inline int p4d_none_or_clear_bad(p4d_t *p4d)
{
	if (p4d_none(*p4d))
		return 1;
	if (unlikely(p4d_bad(*p4d))) {
		p4d_clear_bad(p4d);
		return 1;
	}
	return 0;
}

static inline int pud_none_or_clear_bad(pud_t *pud)
{
	if (pud_none(*pud))
		return 1;
	if (unlikely(pud_bad(*pud))) {
		pud_clear_bad(pud);
		return 1;
	}
	return 0;
}

static inline int pmd_none_or_clear_bad(pmd_t *pmd)
{
	if (pmd_none(*pmd))
		return 1;
	if (unlikely(pmd_bad(*pmd))) {
		pmd_clear_bad(pmd);
		return 1;
	}
	return 0;
}

#ifndef set_pmd_at
#define set_pmd_at(mm, addr, pmdp, pmd)	set_pmd(pmdp, pmd)
#endif
#ifndef set_pte_at
#define set_pte_at(mm, addr, ptep, pte)	set_pte(ptep, pte)
#endif
#ifndef pte_clear
#define pte_clear(mm, addr, ptep)	set_pte_at(mm, addr, ptep, __pte(0))
#endif

#ifndef ptep_get
static inline pte_t ptep_get(pte_t *ptep)
{
	return READ_ONCE(*ptep);
}
#endif

static inline pte_t ptep_get_and_clear(struct mm_struct *mm, unsigned long addr,
				       pte_t *ptep)
{
	pte_t pte = ptep_get(ptep);

	pte_clear(mm, addr, ptep);
	return pte;
}

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
/* Tables put aside in advance, so that splitting a huge page cannot fail. */
void pgtable_trans_huge_deposit(struct mm_struct *mm, pmd_t *pmdp,
				pgtable_t pgtable);
pgtable_t pgtable_trans_huge_withdraw(struct mm_struct *mm, pmd_t *pmdp);
#endif

#ifndef mm_p4d_folded
#define mm_p4d_folded(mm)	__is_defined(__PAGETABLE_P4D_FOLDED)
#endif
#ifndef mm_pud_folded
#define mm_pud_folded(mm)	__is_defined(__PAGETABLE_PUD_FOLDED)
#endif
#ifndef mm_pmd_folded
#define mm_pmd_folded(mm)	__is_defined(__PAGETABLE_PMD_FOLDED)
#endif

#endif /* CONFIG_MMU */
#endif /* !__ASSEMBLY__ */

#endif /* __LINUX_PGTABLE_H */

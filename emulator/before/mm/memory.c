// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page tables of a process: how they are made, filled, and taken apart.
 */
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/slab.h>
#include <linux/swap.h>

#include <asm/pgalloc.h>
#include <asm/tlb.h>

#include "internal.h"

struct task_struct *current_task;

#if USE_SPLIT_PTE_PTLOCKS && ALLOC_SPLIT_PTLOCKS

static struct kmem_cache *page_ptl_cachep;

void __init ptlock_cache_init(void)
{
	page_ptl_cachep = kmem_cache_create("page->ptl", sizeof(spinlock_t), 0,
					    SLAB_PANIC, NULL);
}

bool ptlock_alloc(struct page *page)
{
	spinlock_t *lock = kmem_cache_alloc(page_ptl_cachep, GFP_KERNEL);

	if (!lock)
		return false;
	page->ptl = lock;
	return true;
}

void ptlock_free(struct page *page)
{
	kmem_cache_free(page_ptl_cachep, page->ptl);
}

#endif

void pgd_clear_bad(pgd_t *pgd)
{
	pr_alert("bad pgd %p\n", pgd);
	pgd_clear(pgd);
}

void p4d_clear_bad(p4d_t *p4d)
{
	pr_alert("bad p4d %p\n", p4d);
	p4d_clear(p4d);
}

void pud_clear_bad(pud_t *pud)
{
	pr_alert("bad pud %p\n", pud);
	pud_clear(pud);
}

void pmd_clear_bad(pmd_t *pmd)
{
	pr_alert("bad pmd %p\n", pmd);
	pmd_clear(pmd);
}

/*
 * Taking tables apart: the walk goes down, and on its way up it frees each
 * table that lies inside [floor, ceiling) and so serves no neighbour.
 */
static void free_pte_range(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	pgtable_t token = pmd_pgtable(*pmd);

	pmd_clear(pmd);
	pte_free_tlb(tlb, token, addr);
	mm_dec_nr_ptes(tlb->mm);
}

/* True when nothing outside of the walk uses the table that covers @size. */
static bool table_is_ours(unsigned long start, unsigned long end,
			  unsigned long floor, unsigned long ceiling,
			  unsigned long size)
{
	unsigned long mask = ~(size - 1);

	if ((start & mask) < floor)
		return false;
	if (ceiling) {
		ceiling &= mask;
		if (!ceiling)
			return false;
	}
	return end - 1 <= ceiling - 1;
}

static inline void free_pmd_range(struct mmu_gather *tlb, pud_t *pud,
				  unsigned long addr, unsigned long end,
				  unsigned long floor, unsigned long ceiling)
{
	unsigned long start = addr, next;
	pmd_t *pmd = pmd_offset(pud, addr);

	do {
		next = pmd_addr_end(addr, end);
		if (!pmd_none_or_clear_bad(pmd))
			free_pte_range(tlb, pmd, addr);
	} while (pmd++, addr = next, addr != end);

	if (!table_is_ours(start, end, floor, ceiling, PUD_SIZE))
		return;
	start &= PUD_MASK;
	pmd = pmd_offset(pud, start);
	pud_clear(pud);
	pmd_free_tlb(tlb, pmd, start);
	mm_dec_nr_pmds(tlb->mm);
}

static inline void free_pud_range(struct mmu_gather *tlb, p4d_t *p4d,
				  unsigned long addr, unsigned long end,
				  unsigned long floor, unsigned long ceiling)
{
	unsigned long start = addr, next;
	pud_t *pud = pud_offset(p4d, addr);

	do {
		next = pud_addr_end(addr, end);
		if (!pud_none_or_clear_bad(pud))
			free_pmd_range(tlb, pud, addr, next, floor, ceiling);
	} while (pud++, addr = next, addr != end);

	if (!table_is_ours(start, end, floor, ceiling, P4D_SIZE))
		return;
	start &= P4D_MASK;
	pud = pud_offset(p4d, start);
	p4d_clear(p4d);
	pud_free_tlb(tlb, pud, start);
	mm_dec_nr_puds(tlb->mm);
}

static inline void free_p4d_range(struct mmu_gather *tlb, pgd_t *pgd,
				  unsigned long addr, unsigned long end,
				  unsigned long floor, unsigned long ceiling)
{
	unsigned long start = addr, next;
	p4d_t *p4d = p4d_offset(pgd, addr);

	do {
		next = p4d_addr_end(addr, end);
		if (!p4d_none_or_clear_bad(p4d))
			free_pud_range(tlb, p4d, addr, next, floor, ceiling);
	} while (p4d++, addr = next, addr != end);

	if (!table_is_ours(start, end, floor, ceiling, PGDIR_SIZE))
		return;
	start &= PGDIR_MASK;
	p4d = p4d_offset(pgd, start);
	pgd_clear(pgd);
	p4d_free_tlb(tlb, p4d, start);
}

/**
 * free_pgd_range - free the tables below a range of user addresses
 * @tlb: gathers them until the TLB is flushed
 * @addr: where the range starts; nothing is mapped in it any more
 * @end: the first address after it
 * @floor: tables that reach below this address stay
 * @ceiling: tables that reach above this one stay; 0 means no limit
 */
void free_pgd_range(struct mmu_gather *tlb, unsigned long addr, unsigned long end,
		    unsigned long floor, unsigned long ceiling)
{
	unsigned long next;
	pgd_t *pgd = pgd_offset(tlb->mm, addr);

	do {
		next = pgd_addr_end(addr, end);
		if (!pgd_none_or_clear_bad(pgd))
			free_p4d_range(tlb, pgd, addr, next, floor, ceiling);
	} while (pgd++, addr = next, addr != end);
}

/**
 * pmd_install - put a pte table under a pmd entry, unless one is there
 * @mm: the address space
 * @pmd: the entry
 * @pte: the new table; set to NULL when it has been used
 *
 * Two faults may race to here with a table each: the loser keeps its own.
 */
void pmd_install(struct mm_struct *mm, pmd_t *pmd, pgtable_t *pte)
{
	spinlock_t *ptl = pmd_lock(mm, pmd);

	if (likely(pmd_none(*pmd))) {
		mm_inc_nr_ptes(mm);
		/*
		 * The entries and the lock inside the table must be seen
		 * before the table is: a walker may reach it with no lock.
		 */
		smp_wmb();
		pmd_populate(mm, pmd, *pte);
		*pte = NULL;
	}
	spin_unlock(ptl);
}

int __pte_alloc(struct mm_struct *mm, pmd_t *pmd)
{
	pgtable_t table = pte_alloc_one(mm);

	if (!table)
		return -ENOMEM;
	pmd_install(mm, pmd, &table);
	if (table)
		pte_free(mm, table);
	return 0;
}

int __pte_alloc_kernel(pmd_t *pmd)
{
	pte_t *table = pte_alloc_one_kernel(&init_mm);

	if (!table)
		return -ENOMEM;

	spin_lock(&init_mm.page_table_lock);
	if (likely(pmd_none(*pmd))) {
		smp_wmb();
		pmd_populate_kernel(&init_mm, pmd, table);
		table = NULL;
	}
	spin_unlock(&init_mm.page_table_lock);
	if (table)
		pte_free_kernel(&init_mm, table);
	return 0;
}

#ifndef __PAGETABLE_P4D_FOLDED
int __p4d_alloc(struct mm_struct *mm, pgd_t *pgd, unsigned long address)
{
	p4d_t *table = p4d_alloc_one(mm, address);

	if (!table)
		return -ENOMEM;

	spin_lock(&mm->page_table_lock);
	if (pgd_present(*pgd)) {
		p4d_free(mm, table);
	} else {
		smp_wmb();
		pgd_populate(mm, pgd, table);
	}
	spin_unlock(&mm->page_table_lock);
	return 0;
}
#endif

#ifndef __PAGETABLE_PUD_FOLDED
int __pud_alloc(struct mm_struct *mm, p4d_t *p4d, unsigned long address)
{
	pud_t *table = pud_alloc_one(mm, address);

	if (!table)
		return -ENOMEM;

	spin_lock(&mm->page_table_lock);
	if (p4d_present(*p4d)) {
		pud_free(mm, table);
	} else {
		mm_inc_nr_puds(mm);
		smp_wmb();
		p4d_populate(mm, p4d, table);
	}
	spin_unlock(&mm->page_table_lock);
	return 0;
}
#endif

#ifndef __PAGETABLE_PMD_FOLDED
int __pmd_alloc(struct mm_struct *mm, pud_t *pud, unsigned long address)
{
	pmd_t *table = pmd_alloc_one(mm, address);
	spinlock_t *ptl;

	if (!table)
		return -ENOMEM;

	ptl = pud_lock(mm, pud);
	if (pud_present(*pud)) {
		pmd_free(mm, table);
	} else {
		mm_inc_nr_pmds(mm);
		smp_wmb();
		pud_populate(mm, pud, table);
	}
	spin_unlock(ptl);
	return 0;
}
#endif

/* The first touch of private memory: a fresh page, and tables down to it. */
vm_fault_t do_anonymous_page(struct vm_area_struct *vma, unsigned long address)
{
	struct mm_struct *mm = vma->vm_mm;
	struct folio *folio;
	spinlock_t *ptl;
	pgd_t *pgd;
	p4d_t *p4d;
	pud_t *pud;
	pmd_t *pmd;
	pte_t *pte;

	pgd = pgd_offset(mm, address);
	p4d = p4d_alloc(mm, pgd, address);
	pud = p4d ? pud_alloc(mm, p4d, address) : NULL;
	pmd = pud ? pmd_alloc(mm, pud, address) : NULL;
	if (!pmd || pte_alloc(mm, pmd))
		return VM_FAULT_OOM;

	folio = folio_alloc(GFP_HIGHUSER | __GFP_ZERO | __GFP_MOVABLE, 0);
	if (!folio)
		return VM_FAULT_OOM;
	folio->index = (address - vma->vm_start) >> PAGE_SHIFT;
	folio->mapping = (void *)((unsigned long)vma->anon_vma | PAGE_MAPPING_ANON);
	folio_set_uptodate(folio);
	folio_set_swapbacked(folio);

	pte = pte_offset_map_lock(mm, pmd, address, &ptl);
	if (!pte_none(ptep_get(pte))) {
		pte_unmap_unlock(pte, ptl);
		folio_put(folio);
		return VM_FAULT_NOPAGE;
	}
	atomic_set(&folio->_mapcount, 0);
	folio_add_lru(folio);
	set_pte_at(mm, address, pte, mk_pte(&folio->page, vma->vm_page_prot));
	pte_unmap_unlock(pte, ptl);
	return 0;
}

/* Unmaps the pages under one pmd entry, and gathers them. */
static void zap_pte_range(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr,
			  unsigned long end)
{
	struct mm_struct *mm = tlb->mm;
	spinlock_t *ptl;
	pte_t *start, *pte;

	start = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	for (; addr != end; pte++, addr += PAGE_SIZE) {
		pte_t old = ptep_get(pte);
		struct page *page;

		if (pte_none(old))
			continue;
		page = pte_page(old);
		pte_clear(mm, addr, pte);
		tlb_remove_tlb_entry(tlb, pte, addr);
		atomic_dec(&page->_mapcount);
		if (__tlb_remove_page_size(tlb, page, PAGE_SIZE))
			tlb_flush_mmu(tlb);
	}
	pte_unmap_unlock(start, ptl);
}

/**
 * unmap_page_range - unmap what lies between two addresses
 * @tlb: gathers the pages
 * @addr: the first address
 * @end: the first one that stays
 */
void unmap_page_range(struct mmu_gather *tlb, unsigned long addr, unsigned long end)
{
	unsigned long next;

	for (; addr != end; addr = next) {
		pgd_t *pgd = pgd_offset(tlb->mm, addr);
		p4d_t *p4d;
		pud_t *pud;
		pmd_t *pmd;

		next = __range_step(addr, end, PGDIR_SIZE);
		if (pgd_none_or_clear_bad(pgd))
			continue;
		next = __range_step(addr, end, P4D_SIZE);
		p4d = p4d_offset(pgd, addr);
		if (p4d_none_or_clear_bad(p4d))
			continue;
		next = __range_step(addr, end, PUD_SIZE);
		pud = pud_offset(p4d, addr);
		if (pud_none_or_clear_bad(pud))
			continue;
		next = __range_step(addr, end, PMD_SIZE);
		pmd = pmd_offset(pud, addr);
		if (pmd_none_or_clear_bad(pmd))
			continue;
		zap_pte_range(tlb, pmd, addr, next);
	}
}

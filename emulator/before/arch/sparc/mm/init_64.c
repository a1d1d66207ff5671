// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page tables of sparc64.
 */
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include <asm/pgalloc.h>
#include <asm/tlb.h>

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);
struct kmem_cache *pgtable_cache;

/* The slab's constructor: a table comes back as empty as it was given. */
static void table_ctor(void *table)
{
	memset(table, 0, PAGE_SIZE);
}

void __init pgtable_cache_init(void)
{
	pgtable_cache = kmem_cache_create("pgtable_cache", PAGE_SIZE, PAGE_SIZE,
					  SLAB_PANIC, table_ctor);
}

pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);

	return page ? (pte_t *)page_address(page) : NULL;
}

pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);

	if (!page)
		return NULL;
	if (!pgtable_pte_page_ctor(page)) {
		__free_page(page);
		return NULL;
	}
	return (pte_t *)page_address(page);
}

void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	free_page((unsigned long)pte);
}

static void __pte_free(pgtable_t pte)
{
	struct page *page = virt_to_page(pte);

	pgtable_pte_page_dtor(page);
	__free_page(page);
}

void pte_free(struct mm_struct *mm, pgtable_t pte)
{
	__pte_free(pte);
}

void pgtable_free(void *table, bool is_page)
{
	if (is_page)
		__pte_free(table);
	else
		kmem_cache_free(pgtable_cache, table);
}

#ifdef CONFIG_SMP

/* Bit 0 of what is queued tells the two kinds of table apart. */
void pgtable_free_tlb(struct mmu_gather *tlb, void *table, bool is_page)
{
	unsigned long pgf = (unsigned long)table;

	if (is_page)
		pgf |= 0x1UL;
	tlb_remove_table(tlb, (void *)pgf);
}

void __tlb_remove_table(void *_table)
{
	void *table = (void *)((unsigned long)_table & ~0x1UL);

	pgtable_free(table, (unsigned long)_table & 0x1UL);
}

#else

void pgtable_free_tlb(struct mmu_gather *tlb, void *table, bool is_page)
{
	pgtable_free(table, is_page);
}

#endif /* CONFIG_SMP */

#ifdef CONFIG_TRANSPARENT_HUGEPAGE

/* A list inside the tables, as elsewhere where a table has no page pointer. */
void pgtable_trans_huge_deposit(struct mm_struct *mm, pmd_t *pmdp, pgtable_t pgtable)
{
	struct list_head *lh = (struct list_head *)pgtable;
	pgtable_t latest = pmd_huge_pte(mm, pmdp);

	if (!latest)
		INIT_LIST_HEAD(lh);
	else
		list_add(lh, (struct list_head *)latest);
	pmd_huge_pte(mm, pmdp) = pgtable;
}

pgtable_t pgtable_trans_huge_withdraw(struct mm_struct *mm, pmd_t *pmdp)
{
	pgtable_t pgtable = pmd_huge_pte(mm, pmdp);
	struct list_head *lh = (struct list_head *)pgtable;

	if (list_empty(lh)) {
		pmd_huge_pte(mm, pmdp) = NULL;
	} else {
		pmd_huge_pte(mm, pmdp) = (pgtable_t)lh->next;
		list_del(lh);
	}
	pte_val(pgtable[0]) = 0;
	pte_val(pgtable[1]) = 0;
	return pgtable;
}

#endif /* CONFIG_TRANSPARENT_HUGEPAGE */

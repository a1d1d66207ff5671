// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page tables of the SPARC reference MMU.  All of them are cut from one pool
 * of uncached memory, sixteen tables of entries to a page, so that a page of
 * the pool has as many tenants as its reference count says, less one.
 */
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/memblock.h>
#include <linux/mm.h>

#include <asm/pgalloc.h>
#include <asm/tlb.h>

/* The smallest piece of the pool, and its size in pieces. */
#define SRMMU_NOCACHE_BITMAP_SHIFT	(PAGE_SHIFT - 4)
#define SRMMU_NOCACHE_PAGES		256
#define SRMMU_NOCACHE_SIZE		(SRMMU_NOCACHE_PAGES * PAGE_SIZE)
#define SRMMU_NOCACHE_PIECES \
	(SRMMU_NOCACHE_SIZE >> SRMMU_NOCACHE_BITMAP_SHIFT)

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);

static void *srmmu_nocache_pool;
static u8 srmmu_nocache_used[SRMMU_NOCACHE_PIECES];
static DEFINE_SPINLOCK(srmmu_nocache_lock);

/* The pool keeps its distance to the memory it was taken from. */
unsigned long __nocache_pa(unsigned long vaddr)
{
	return __pa(vaddr);
}

void *__nocache_va(unsigned long paddr)
{
	return __va(paddr);
}

static bool pieces_are_free(int first, int count)
{
	while (count--)
		if (srmmu_nocache_used[first + count])
			return false;
	return true;
}

/* @size and @align are in bytes, powers of two, and at least one piece. */
void *srmmu_get_nocache(int size, int align)
{
	int count = size >> SRMMU_NOCACHE_BITMAP_SHIFT;
	int step = align >> SRMMU_NOCACHE_BITMAP_SHIFT;
	void *table = NULL;
	int at;

	spin_lock(&srmmu_nocache_lock);
	for (at = 0; at + count <= SRMMU_NOCACHE_PIECES; at += step) {
		if (!pieces_are_free(at, count))
			continue;
		memset(srmmu_nocache_used + at, 1, count);
		table = srmmu_nocache_pool + (at << SRMMU_NOCACHE_BITMAP_SHIFT);
		break;
	}
	spin_unlock(&srmmu_nocache_lock);
	if (table)
		memset(table, 0, size);
	return table;
}

void srmmu_free_nocache(void *addr, int size)
{
	unsigned long offset = addr - srmmu_nocache_pool;

	BUG_ON(offset >= SRMMU_NOCACHE_SIZE);
	BUG_ON(offset & (size - 1));
	spin_lock(&srmmu_nocache_lock);
	memset(srmmu_nocache_used + (offset >> SRMMU_NOCACHE_BITMAP_SHIFT), 0,
	       size >> SRMMU_NOCACHE_BITMAP_SHIFT);
	spin_unlock(&srmmu_nocache_lock);
}

void __init srmmu_nocache_init(void)
{
	srmmu_nocache_pool = memblock_alloc(SRMMU_NOCACHE_SIZE, PAGE_SIZE);
	if (!srmmu_nocache_pool)
		panic("no memory for page tables");
}

void pmd_set(pmd_t *pmdp, pte_t *ptep)
{
	unsigned long ptp = __nocache_pa((unsigned long)ptep) >> 4;

	set_pmd(pmdp, __pmd(SRMMU_ET_PTD | ptp));
}

/* The kernel's entries are the same in every context. */
pgd_t *get_pgd_fast(void)
{
	pgd_t *pgd = srmmu_get_nocache(SRMMU_PGD_TABLE_SIZE, SRMMU_PGD_TABLE_SIZE);
	unsigned int first = PAGE_OFFSET / PGDIR_SIZE;

	if (pgd)
		memcpy(pgd + first, swapper_pg_dir + first,
		       (PTRS_PER_PGD - first) * sizeof(pgd_t));
	return pgd;
}

static struct page *nocache_page(void *table)
{
	return pfn_to_page(__nocache_pa((unsigned long)table) >> PAGE_SHIFT);
}

/*
 * The pages of the pool are of the boot, with one reference from there.  The
 * first tenant makes its page a page table, the last one undoes that.
 */
pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	pte_t *ptep = pte_alloc_one_kernel(mm);
	struct page *page;

	if (!ptep)
		return NULL;
	page = nocache_page(ptep);
	spin_lock(&mm->page_table_lock);
	if (page_ref_inc_return(page) == 2 &&
	    !pgtable_pte_page_ctor(page)) {
		page_ref_dec_return(page);
		ptep = NULL;
	}
	spin_unlock(&mm->page_table_lock);
	return ptep;
}

void pte_free(struct mm_struct *mm, pgtable_t ptep)
{
	struct page *page = nocache_page(ptep);

	spin_lock(&mm->page_table_lock);
	if (page_ref_dec_return(page) == 1)
		pgtable_pte_page_dtor(page);
	spin_unlock(&mm->page_table_lock);
	srmmu_free_nocache(ptep, SRMMU_PTE_TABLE_SIZE);
}

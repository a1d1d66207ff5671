// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page tables on s390.  The upper levels are 16K each, the lowest 2K, so two
 * of the lowest share a page, which keeps count of them in the top byte of
 * its reference count:
 *
 *	bits 24, 25	the first, second table is in use
 *	bits 28, 29	it is about to be freed, after a grace period
 *
 * A page with one table free is on the mm's pgtable_list.  For a process
 * that runs KVM guests the second half holds state of the first one's
 * entries (pgste) instead, and the page never gets on the list.
 */
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/smp.h>

#include <asm/pgalloc.h>
#include <asm/tlb.h>
#include <asm/tlbflush.h>

struct page *vmemmap;
pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);

#define FRAG_SHIFT		24
#define FRAG_IN_USE(bit)	(0x01U << ((bit) + FRAG_SHIFT))
#define FRAG_PENDING(bit)	(0x10U << ((bit) + FRAG_SHIFT))
#define FRAG_BOTH		(0x03U << FRAG_SHIFT)

unsigned long *crst_table_alloc(struct mm_struct *mm)
{
	struct page *page = alloc_pages(GFP_KERNEL & ~__GFP_HIGHMEM,
						CRST_ALLOC_ORDER);

	if (!page)
		return NULL;
	arch_set_page_dat(page, CRST_ALLOC_ORDER);
	return (unsigned long *)page_to_virt(page);
}

void crst_table_free(struct mm_struct *mm, unsigned long *table)
{
	free_pages((unsigned long)table, CRST_ALLOC_ORDER);
}

static void __crst_table_upgrade(void *arg)
{
	struct mm_struct *mm = arg;

	/* Every CPU that runs the process has to load the new top. */
	flush_tlb_mm(mm);
}

/**
 * crst_table_upgrade - give a process more levels of tables
 * @mm: the process
 * @end: how far its addresses shall reach
 *
 * The old top becomes the first entry of a new one, so one or two tables are
 * needed.  Return: 0 or -ENOMEM.
 */
int crst_table_upgrade(struct mm_struct *mm, unsigned long end)
{
	unsigned long *pgd = NULL, *p4d = NULL, *__pgd;
	unsigned long asce_limit = mm->context.asce_limit;

	if (asce_limit <= _REGION2_SIZE) {
		p4d = crst_table_alloc(mm);
		if (!p4d)
			return -ENOMEM;
		crst_table_init(p4d, _REGION2_ENTRY_EMPTY);
	}
	if (end > _REGION1_SIZE) {
		pgd = crst_table_alloc(mm);
		if (!pgd) {
			if (p4d)
				crst_table_free(mm, p4d);
			return -ENOMEM;
		}
		crst_table_init(pgd, _REGION1_ENTRY_EMPTY);
	}

	spin_lock_bh(&mm->page_table_lock);
	/* Whoever upgrades holds mmap_lock, so nobody else was faster. */
	VM_BUG_ON(asce_limit != mm->context.asce_limit);
	if (p4d) {
		__pgd = (unsigned long *)mm->pgd;
		p4d_populate(mm, (p4d_t *)p4d, (pud_t *)__pgd);
		mm->pgd = (pgd_t *)p4d;
		mm->context.asce_limit = _REGION1_SIZE;
		mm->context.asce = __pa(mm->pgd) | _ASCE_TABLE_LENGTH |
			_ASCE_USER_BITS | _ASCE_TYPE_REGION2;
		mm_inc_nr_puds(mm);
	}
	if (pgd) {
		__pgd = (unsigned long *)mm->pgd;
		pgd_populate(mm, (pgd_t *)pgd, (p4d_t *)__pgd);
		mm->pgd = (pgd_t *)pgd;
		mm->context.asce_limit = ~0UL;
		mm->context.asce = __pa(mm->pgd) | _ASCE_TABLE_LENGTH |
			_ASCE_USER_BITS | _ASCE_TYPE_REGION1;
	}
	spin_unlock_bh(&mm->page_table_lock);
	on_each_cpu(__crst_table_upgrade, mm, 0);
	return 0;
}

static inline unsigned int atomic_xor_bits(atomic_t *v, unsigned int bits)
{
	return atomic_fetch_xor_bits(bits, v);
}

/* Tables of a guest only, so that each has a page of its own. */
struct page *page_table_alloc_pgste(struct mm_struct *mm)
{
	struct page *page = alloc_page(GFP_KERNEL);
	u64 *table;

	if (page) {
		table = (u64 *)page_to_virt(page);
		memset64(table, _PAGE_INVALID, PTRS_PER_PTE);
		memset64(table + PTRS_PER_PTE, 0, PTRS_PER_PTE);
	}
	return page;
}

void page_table_free_pgste(struct page *page)
{
	__free_page(page);
}

/* The free half of a page of the mm's list, or NULL. */
static unsigned long *page_table_take_half(struct mm_struct *mm)
{
	unsigned long *table = NULL;
	struct page *page;
	unsigned int mask, bit;

	spin_lock_bh(&mm->context.lock);
	if (!list_empty(&mm->context.pgtable_list)) {
		page = list_first_entry(&mm->context.pgtable_list,
					  struct page, lru);
		mask = atomic_read(&page->_refcount) >> FRAG_SHIFT;
		/* A half that waits for its grace period is still taken. */
		mask = (mask | (mask >> 4)) & 0x03U;
		if (mask != 0x03U) {
			table = (unsigned long *)page_to_virt(page);
			bit = mask & 1;
			if (bit)
				table += PTRS_PER_PTE;
			atomic_xor_bits(&page->_refcount, FRAG_IN_USE(bit));
			list_del_init(&page->lru);
		}
	}
	spin_unlock_bh(&mm->context.lock);
	return table;
}

/**
 * page_table_alloc - a table of the lowest level
 * @mm: the process, or init_mm
 *
 * Return: the address of a 2K table whose entries are all invalid, or NULL.
 */
unsigned long *page_table_alloc(struct mm_struct *mm)
{
	unsigned long *table;
	struct page *page;

	if (!mm_alloc_pgste(mm)) {
		table = page_table_take_half(mm);
		if (table)
			return table;
	}
	page = alloc_page(GFP_KERNEL);
	if (!page)
		return NULL;
	if (!pgtable_pte_page_ctor(page)) {
		__free_page(page);
		return NULL;
	}
	arch_set_page_dat(page, 0);
	table = (unsigned long *)page_to_virt(page);
	if (mm_alloc_pgste(mm)) {
		atomic_xor_bits(&page->_refcount, FRAG_BOTH);
		memset64((u64 *)table, _PAGE_INVALID, PTRS_PER_PTE);
		memset64((u64 *)table + PTRS_PER_PTE, 0, PTRS_PER_PTE);
	} else {
		atomic_xor_bits(&page->_refcount, FRAG_IN_USE(0));
		memset64((u64 *)table, _PAGE_INVALID, 2 * PTRS_PER_PTE);
		spin_lock_bh(&mm->context.lock);
		list_add(&page->lru, &mm->context.pgtable_list);
		spin_unlock_bh(&mm->context.lock);
	}
	return table;
}

/* A state other than these bits means that a half was freed twice. */
static void page_table_release_check(struct page *page, void *table,
				     unsigned int half, unsigned int mask)
{
	if (WARN_ON(mask))
		pr_warn("page table of a page in the wrong state: table=%p half=%02x mask=%02x\n",
			table, half, mask);
}

static inline unsigned int table_half(unsigned long *table)
{
	return ((unsigned long)table & ~PAGE_MASK) / (PTRS_PER_PTE * sizeof(pte_t));
}

/*
 * Marks a half as pending, and keeps the page on the list only while its
 * other half is in use.
 */
static void page_table_mark_pending(struct mm_struct *mm, struct page *page,
				    unsigned int bit)
{
	unsigned int mask;

	spin_lock_bh(&mm->context.lock);
	mask = atomic_xor_bits(&page->_refcount, FRAG_IN_USE(bit) | FRAG_PENDING(bit));
	mask >>= FRAG_SHIFT;
	if (mask & 0x03U)
		list_add_tail(&page->lru, &mm->context.pgtable_list);
	else
		list_del(&page->lru);
	spin_unlock_bh(&mm->context.lock);
}

void page_table_free(struct mm_struct *mm, unsigned long *table)
{
	struct page *page = virt_to_page(table);
	unsigned int mask, bit, half;

	if (mm_alloc_pgste(mm)) {
		half = 0x03U;
		mask = atomic_xor_bits(&page->_refcount, FRAG_BOTH);
	} else {
		bit = table_half(table);
		half = 0x01U << bit;
		page_table_mark_pending(mm, page, bit);
		mask = atomic_xor_bits(&page->_refcount, FRAG_PENDING(bit));
		if (mask >> FRAG_SHIFT)
			return;
	}
	page_table_release_check(page, table, half, mask >> FRAG_SHIFT);
	pgtable_pte_page_dtor(page);
	__free_page(page);
}

void page_table_free_rcu(struct mmu_gather *tlb, unsigned long *table,
			 unsigned long vmaddr)
{
	struct mm_struct *mm = tlb->mm;
	struct page *page = virt_to_page(table);
	unsigned int bit;

	if (mm_alloc_pgste(mm)) {
		gmap_unlink(mm, table, vmaddr);
		table = (unsigned long *)((unsigned long)table | 0x03U);
		tlb_remove_table(tlb, table);
		return;
	}
	bit = table_half(table);
	page_table_mark_pending(mm, page, bit);
	table = (unsigned long *)((unsigned long)table | (0x01U << bit));
	tlb_remove_table(tlb, table);
}

void __tlb_remove_table(void *_table)
{
	unsigned int half = (unsigned long)_table & 0x03U, mask = half;
	void *table = (void *)((unsigned long)_table ^ half);
	struct page *page = virt_to_page(table);

	switch (half) {
	case 0x00U:		/* pmd, pud, or p4d */
		free_pages((unsigned long)table, CRST_ALLOC_ORDER);
		return;
	case 0x01U:		/* the first half */
	case 0x02U:		/* the second half */
		mask = atomic_xor_bits(&page->_refcount, mask << (4 + FRAG_SHIFT));
		if (mask >> FRAG_SHIFT)
			return;
		break;
	case 0x03U:		/* a table with its pgste */
		mask = atomic_xor_bits(&page->_refcount, FRAG_BOTH);
		break;
	}
	page_table_release_check(page, table, half, mask >> FRAG_SHIFT);
	pgtable_pte_page_dtor(page);
	__free_page(page);
}

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
/*
 * A table is half a page, so the list of those put aside is kept inside the
 * tables themselves: nobody reads their entries until they are withdrawn.
 */
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
	/* The two entries that the list was in are invalid again. */
	set_pte(pgtable, __pte(_PAGE_INVALID));
	set_pte(pgtable + 1, __pte(_PAGE_INVALID));
	return pgtable;
}
#endif

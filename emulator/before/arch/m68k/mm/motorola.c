// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables of Motorola's own MMU: 512 bytes for pgds and pmds, 256 for ptes,
 * so that 8 or 16 of them share a page.
 */
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/list.h>
#include <linux/mm.h>

#include <asm/pgalloc.h>
#include <asm/pgtable.h>

#ifdef CONFIG_MMU_MOTOROLA

/* The walker reads memory: pages with tables are taken out of the cache. */
void mmu_page_ctor(void *page)
{
	__flush_pages_to_ram(page, 1);
	flush_tlb_kernel_page(page);
}

void mmu_page_dtor(void *page)
{
	/* Cacheable again, for the next owner. */
	flush_tlb_kernel_page(page);
}

/*
 * Pages with tables form one list for each size, the fullest last.  A page
 * is linked through the lru words of its struct page, and a bit for each
 * free table is kept in the index word.
 */
typedef struct list_head ptable_desc;

static struct list_head ptable_list[2] = {
	LIST_HEAD_INIT(ptable_list[0]),
	LIST_HEAD_INIT(ptable_list[1]),
};

#define PD_PTABLE(page)		((ptable_desc *)&(virt_to_page((void *)(page))->lru))
#define PD_PAGE(ptable)		(list_entry(ptable, struct page, lru))
#define PD_MARKBITS(dp)		(*(unsigned int *)&PD_PAGE(dp)->index)

static const int ptable_shift[2] = {
	7 + 2,	/* PGD, PMD */
	6 + 2,	/* PTE */
};

#define ptable_size(type)	(1U << ptable_shift[type])
#define ptable_mask(type)	((1U << (PAGE_SIZE / ptable_size(type))) - 1)

/* The page of a table that the boot made joins the others. */
void __init init_pointer_table(void *table, int type)
{
	unsigned long ptable = (unsigned long)table;
	unsigned long page = ptable & PAGE_MASK;
	unsigned int mask = 1U << ((ptable - page) / ptable_size(type));
	ptable_desc *dp = PD_PTABLE(page);

	if (!(PD_MARKBITS(dp) & mask)) {
		PD_MARKBITS(dp) = ptable_mask(type);
		list_add(dp, &ptable_list[type]);
	}
	PD_MARKBITS(dp) &= ~mask;
	/* It is not for the page allocator to hand out. */
	ClearPageReserved(PD_PAGE(dp));
	init_page_count(PD_PAGE(dp));
}

static void *new_pointer_page(int type)
{
	void *page = (void *)get_zeroed_page(GFP_KERNEL);
	ptable_desc *dp;

	if (!page)
		return NULL;
	/* Only tables of entries have a lock, and the page has one for all. */
	if (type == TABLE_PTE)
		pgtable_pte_page_ctor(virt_to_page(page));
	mmu_page_ctor(page);

	dp = PD_PTABLE(page);
	PD_MARKBITS(dp) = ptable_mask(type) - 1;
	list_add_tail(dp, &ptable_list[type]);
	return page;
}

void *get_pointer_table(int type)
{
	ptable_desc *dp = ptable_list[type].next;
	unsigned int mask, tmp;
	unsigned int off;

	/* Full pages are last, so the first one tells about all. */
	if (list_empty(&ptable_list[type]) || !PD_MARKBITS(dp))
		return new_pointer_page(type);

	mask = PD_MARKBITS(dp);
	for (tmp = 1, off = 0; (mask & tmp) == 0; tmp <<= 1)
		off += ptable_size(type);
	PD_MARKBITS(dp) = mask & ~tmp;
	if (!PD_MARKBITS(dp))
		list_move_tail(dp, &ptable_list[type]);
	return page_address(PD_PAGE(dp)) + off;
}

/* Return: 1 when the page of the table went as well. */
int free_pointer_table(void *table, int type)
{
	unsigned long ptable = (unsigned long)table;
	unsigned long page = ptable & PAGE_MASK;
	unsigned int mask = 1U << ((ptable - page) / ptable_size(type));
	ptable_desc *dp = PD_PTABLE(page);

	if (PD_MARKBITS(dp) & mask)
		panic("table already free!");
	PD_MARKBITS(dp) |= mask;

	if (PD_MARKBITS(dp) == ptable_mask(type)) {
		list_del(dp);
		mmu_page_dtor((void *)page);
		if (type == TABLE_PTE)
			pgtable_pte_page_dtor(virt_to_page((void *)page));
		free_page(page);
		return 1;
	}
	/* It has a table to give again: to the front, if it is not there. */
	if (ptable_list[type].next != dp)
		list_move(dp, &ptable_list[type]);
	return 0;
}

#endif /* CONFIG_MMU_MOTOROLA */

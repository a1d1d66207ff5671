// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables of the lowest level are smaller than a page, so that a page serves
 * several tables of one mm.  pt_frag_refcount of its struct page
 * counts those in use, and those that are still to be handed out.
 */
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm.h>

#include <asm/pgalloc.h>
#include <asm/tlb.h>

/**
 * pte_frag_destroy - the mm goes away, and what it had left of a page
 * @pte_frag: the next fragment that it would have handed out
 */
void pte_frag_destroy(void *pte_frag)
{
	struct page *page = virt_to_page(pte_frag);
	int count = ((unsigned long)pte_frag & ~PAGE_MASK) >> PTE_FRAG_SIZE_SHIFT;

	/* The fragments before this one still count until they are freed. */
	if (atomic_sub_and_test(PTE_FRAG_NR - count, &page->pt_frag_refcount)) {
		pgtable_pte_page_dtor(page);
		__free_page(page);
	}
}

static pte_t *get_pte_from_cache(struct mm_struct *mm)
{
	void *pte_frag, *ret;

	if (PTE_FRAG_NR == 1)
		return NULL;
	spin_lock(&mm->page_table_lock);
	ret = pte_frag_get(&mm->context);
	if (ret) {
		pte_frag = ret + PTE_FRAG_SIZE;
		/* That was the last one of the page. */
		if (((unsigned long)pte_frag & ~PAGE_MASK) == 0)
			pte_frag = NULL;
		pte_frag_set(&mm->context, pte_frag);
	}
	spin_unlock(&mm->page_table_lock);
	return ret;
}

static struct page *alloc_pte_page(int kernel)
{
	struct page *page;

	if (kernel)
		return alloc_page(PGALLOC_GFP);
	page = alloc_page(PGALLOC_GFP | __GFP_ACCOUNT);
	if (page && !pgtable_pte_page_ctor(page)) {
		__free_page(page);
		return NULL;
	}
	return page;
}

static pte_t *__alloc_for_ptecache(struct mm_struct *mm, int kernel)
{
	struct page *page = alloc_pte_page(kernel);
	void *ret;

	if (!page)
		return NULL;
	atomic_set(&page->pt_frag_refcount, 1);
	ret = page_address(page);
	if (PTE_FRAG_NR == 1)
		return ret;

	spin_lock(&mm->page_table_lock);
	/*
	 * Another thread may have brought a page as well.  Its fragments are
	 * used up first, and this page has only the one.
	 */
	if (likely(!pte_frag_get(&mm->context))) {
		atomic_set(&page->pt_frag_refcount, PTE_FRAG_NR);
		pte_frag_set(&mm->context, ret + PTE_FRAG_SIZE);
	}
	spin_unlock(&mm->page_table_lock);
	return ret;
}

pte_t *pte_fragment_alloc(struct mm_struct *mm, int kernel)
{
	pte_t *pte = get_pte_from_cache(mm);

	return pte ? pte : __alloc_for_ptecache(mm, kernel);
}

void pte_fragment_free(unsigned long *table, int kernel)
{
	struct page *page = virt_to_page(table);

	if (PageReserved(page)) {
		free_reserved_page(page);
		return;
	}
	BUG_ON(atomic_read(&page->pt_frag_refcount) <= 0);
	if (!atomic_dec_and_test(&page->pt_frag_refcount))
		return;
	if (!kernel)
		pgtable_pte_page_dtor(page);
	__free_page(page);
}

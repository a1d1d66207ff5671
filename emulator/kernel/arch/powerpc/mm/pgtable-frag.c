// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables of the lowest level are smaller than a page, so that a page serves
 * several tables of one mm.  pt_frag_refcount of the page's descriptor
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
	struct ptdesc *ptdesc = virt_to_ptdesc(pte_frag);
	int count = ((unsigned long)pte_frag & ~PAGE_MASK) >> PTE_FRAG_SIZE_SHIFT;

	/* The fragments before this one still count until they are freed. */
	if (atomic_sub_and_test(PTE_FRAG_NR - count, &ptdesc->pt_frag_refcount)) {
		pagetable_pte_dtor(ptdesc);
		pagetable_free(ptdesc);
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

static struct ptdesc *alloc_pte_page(int kernel)
{
	struct ptdesc *ptdesc;

	if (kernel)
		return pagetable_alloc(PGALLOC_GFP, 0);
	ptdesc = pagetable_alloc(PGALLOC_GFP | __GFP_ACCOUNT, 0);
	if (ptdesc && !pagetable_pte_ctor(ptdesc)) {
		pagetable_free(ptdesc);
		return NULL;
	}
	return ptdesc;
}

static pte_t *__alloc_for_ptecache(struct mm_struct *mm, int kernel)
{
	struct ptdesc *ptdesc = alloc_pte_page(kernel);
	void *ret;

	if (!ptdesc)
		return NULL;
	atomic_set(&ptdesc->pt_frag_refcount, 1);
	ret = ptdesc_address(ptdesc);
	if (PTE_FRAG_NR == 1)
		return ret;

	spin_lock(&mm->page_table_lock);
	/*
	 * Another thread may have brought a page as well.  Its fragments are
	 * used up first, and this page has only the one.
	 */
	if (likely(!pte_frag_get(&mm->context))) {
		atomic_set(&ptdesc->pt_frag_refcount, PTE_FRAG_NR);
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
	struct ptdesc *ptdesc = virt_to_ptdesc(table);

	if (pagetable_is_reserved(ptdesc)) {
		free_reserved_ptdesc(ptdesc);
		return;
	}
	BUG_ON(atomic_read(&ptdesc->pt_frag_refcount) <= 0);
	if (!atomic_dec_and_test(&ptdesc->pt_frag_refcount))
		return;
	if (!kernel)
		pagetable_pte_dtor(ptdesc);
	pagetable_free(ptdesc);
}

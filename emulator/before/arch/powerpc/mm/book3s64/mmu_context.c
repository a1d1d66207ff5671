// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a process needs of the translation hardware, and its end.
 */
#include <linux/mm.h>

#include <asm/pgalloc.h>

static void pmd_frag_destroy(void *pmd_frag)
{
	struct page *page = virt_to_page(pmd_frag);
	int count = ((unsigned long)pmd_frag & ~PAGE_MASK) >> PMD_FRAG_SIZE_SHIFT;

	/* Fragments that were never handed out stop counting now. */
	if (atomic_sub_and_test(PMD_FRAG_NR - count, &page->pt_frag_refcount)) {
		pgtable_pmd_page_dtor(page);
		__free_page(page);
	}
}

static void destroy_pagetable_cache(struct mm_struct *mm)
{
	void *frag = pte_frag_get(&mm->context);

	if (frag)
		pte_frag_destroy(frag);
	frag = mm->context.pmd_frag;
	if (frag)
		pmd_frag_destroy(frag);
}

void destroy_context(struct mm_struct *mm)
{
	destroy_pagetable_cache(mm);
}

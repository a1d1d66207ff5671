// SPDX-License-Identifier: GPL-2.0-only
/*
 * Huge pages under a pmd entry.  What matters to page tables: each brings a
 * pte table along and puts it aside, so that a split needs no memory.
 */
#include <linux/huge_mm.h>
#include <linux/mm.h>
#include <linux/swap.h>

#include <asm/pgalloc.h>
#include <asm/tlb.h>

vm_fault_t do_huge_pmd_anonymous_page(struct vm_area_struct *vma, pmd_t *pmd,
				      unsigned long address)
{
	struct mm_struct *mm = vma->vm_mm;
	struct folio *folio = folio_alloc(GFP_HIGHUSER | __GFP_ZERO, HPAGE_PMD_ORDER);
	pgtable_t pgtable;
	spinlock_t *ptl;

	if (!folio)
		return VM_FAULT_OOM;
	pgtable = pte_alloc_one(mm);
	if (!pgtable) {
		folio_put(folio);
		return VM_FAULT_OOM;
	}

	ptl = pmd_lock(mm, pmd);
	if (unlikely(!pmd_none(*pmd))) {
		spin_unlock(ptl);
		pte_free(mm, pgtable);
		folio_put(folio);
		return VM_FAULT_NOPAGE;
	}
	folio->mapping = (void *)((unsigned long)vma->anon_vma | PAGE_MAPPING_ANON);
	atomic_set(&folio->_entire_mapcount, 0);
	folio_set_swapbacked(folio);
	folio_add_lru(folio);
	pgtable_trans_huge_deposit(mm, pmd, pgtable);
	set_pmd_at(mm, address & HPAGE_PMD_MASK, pmd,
		   pmd_mkhuge(mk_pmd(&folio->page, vma->vm_page_prot)));
	mm_inc_nr_ptes(mm);
	spin_unlock(ptl);
	return 0;
}

/* Replaces one huge entry by the table that was put aside for this day. */
void __split_huge_pmd(struct vm_area_struct *vma, pmd_t *pmd, unsigned long address)
{
	struct mm_struct *mm = vma->vm_mm;
	unsigned long haddr = address & HPAGE_PMD_MASK;
	struct page *page;
	pgtable_t pgtable;
	spinlock_t *ptl;
	pmd_t filled;
	int i;

	ptl = pmd_lock(mm, pmd);
	if (!pmd_trans_huge(*pmd)) {
		spin_unlock(ptl);
		return;
	}
	page = pmd_page(*pmd);
	pgtable = pgtable_trans_huge_withdraw(mm, pmd);
	/* Fill it where nobody can see it yet, then show it at once. */
	pmd_populate(mm, &filled, pgtable);
	for (i = 0; i < HPAGE_PMD_NR; i++) {
		unsigned long addr = haddr + i * PAGE_SIZE;
		pte_t *pte = pte_offset_kernel(&filled, addr);

		set_pte_at(mm, addr, pte, mk_pte(page + i, vma->vm_page_prot));
		atomic_inc(&page[i]._mapcount);
	}
	folio_ref_add(page_folio(page), HPAGE_PMD_NR - 1);
	atomic_dec(&page_folio(page)->_entire_mapcount);
	smp_wmb();
	pmd_populate(mm, pmd, pgtable);
	spin_unlock(ptl);
}

/* Drops one huge entry, and the table that was put aside with it. */
void zap_huge_pmd(struct vm_area_struct *vma, pmd_t *pmd)
{
	struct mm_struct *mm = vma->vm_mm;
	struct page *page;
	pgtable_t pgtable;
	spinlock_t *ptl;

	ptl = pmd_lock(mm, pmd);
	if (!pmd_trans_huge(*pmd)) {
		spin_unlock(ptl);
		return;
	}
	page = pmd_page(*pmd);
	pmd_clear(pmd);
	pgtable = pgtable_trans_huge_withdraw(mm, pmd);
	spin_unlock(ptl);

	pte_free(mm, pgtable);
	mm_dec_nr_ptes(mm);
	atomic_dec(&page_folio(page)->_entire_mapcount);
	put_page(page);
}

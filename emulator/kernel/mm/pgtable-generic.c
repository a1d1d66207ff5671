// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page-table helpers that most architectures share.
 */
#include <linux/mm.h>
#include <linux/mmap_lock.h>

#include <asm/pgalloc.h>
#include <asm/tlb.h>

#ifdef CONFIG_TRANSPARENT_HUGEPAGE

#ifndef __HAVE_ARCH_PGTABLE_DEPOSIT
/*
 * The tables put aside for one pmd table hang on one another's lru words,
 * and the pmd table's descriptor points to the latest.
 */
void pgtable_trans_huge_deposit(struct mm_struct *mm, pmd_t *pmdp, pgtable_t pgtable)
{
	pgtable_t latest = pmd_huge_pte(mm, pmdp);

	if (!latest)
		INIT_LIST_HEAD(&pgtable->lru);
	else
		list_add(&pgtable->lru, &latest->lru);
	pmd_huge_pte(mm, pmdp) = pgtable;
}
#endif

#ifndef __HAVE_ARCH_PGTABLE_WITHDRAW
/* Last in, first out, under the same lock. */
pgtable_t pgtable_trans_huge_withdraw(struct mm_struct *mm, pmd_t *pmdp)
{
	pgtable_t pgtable = pmd_huge_pte(mm, pmdp);
	struct page *next = NULL;

	if (!list_empty(&pgtable->lru)) {
		next = list_first_entry(&pgtable->lru, struct page, lru);
		list_del(&pgtable->lru);
	}
	pmd_huge_pte(mm, pmdp) = next;
	return pgtable;
}
#endif

#endif /* CONFIG_TRANSPARENT_HUGEPAGE */

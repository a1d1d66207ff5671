/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_M68K_MCF_PGALLOC_H
#define _ASM_M68K_MCF_PGALLOC_H

#include <asm/tlb.h>
#include <asm/tlbflush.h>

/* The Coldfire loads its TLB in software, through addresses below 2G. */
static inline void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	__free_page(virt_to_page(pte));
}

static inline pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	struct page *page = alloc_page((GFP_DMA | __GFP_ZERO) & ~__GFP_HIGHMEM);

	return page ? page_address(page) : NULL;
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t pte)
{
	pmd_val(*pmd) = (unsigned long)pte;
}

#define pmd_populate_kernel pmd_populate

#define pmd_pgtable(pmd)	((pgtable_t)pmd_val(pmd))

static inline void __pte_free_tlb(struct mmu_gather *tlb, pgtable_t pgtable,
				  unsigned long address)
{
	struct page *page = virt_to_page(pgtable);

	pgtable_pte_page_dtor(page);
	__free_page(page);
}

static inline pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	struct page *page = alloc_page(GFP_DMA | __GFP_ZERO);

	if (!page)
		return NULL;
	if (!pgtable_pte_page_ctor(page)) {
		__free_page(page);
		return NULL;
	}
	return page_address(page);
}

static inline void pte_free(struct mm_struct *mm, pgtable_t pgtable)
{
	struct page *page = virt_to_page(pgtable);

	pgtable_pte_page_dtor(page);
	__free_page(page);
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	__free_page(virt_to_page(pgd));
}

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	struct page *page = alloc_page((GFP_DMA | __GFP_NOWARN) & ~__GFP_HIGHMEM);
	pgd_t *new_pgd;

	if (!page)
		return NULL;
	new_pgd = page_address(page);
	memcpy(new_pgd, swapper_pg_dir, PTRS_PER_PGD * sizeof(pgd_t));
	memset(new_pgd, 0, PAGE_OFFSET >> PGDIR_SHIFT);
	return new_pgd;
}

#endif /* _ASM_M68K_MCF_PGALLOC_H */

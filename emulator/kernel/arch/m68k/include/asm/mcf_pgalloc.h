/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_M68K_MCF_PGALLOC_H
#define _ASM_M68K_MCF_PGALLOC_H

#include <asm/tlb.h>
#include <asm/tlbflush.h>

/* The Coldfire loads its TLB in software, through addresses below 2G. */
static inline void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	pagetable_free(virt_to_ptdesc(pte));
}

static inline pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	struct ptdesc *ptdesc = pagetable_alloc((GFP_DMA | __GFP_ZERO) & ~__GFP_HIGHMEM, 0);

	return ptdesc ? ptdesc_address(ptdesc) : NULL;
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
	struct ptdesc *ptdesc = virt_to_ptdesc(pgtable);

	pagetable_pte_dtor(ptdesc);
	pagetable_free(ptdesc);
}

static inline pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_DMA | __GFP_ZERO, 0);

	if (!ptdesc)
		return NULL;
	if (!pagetable_pte_ctor(ptdesc)) {
		pagetable_free(ptdesc);
		return NULL;
	}
	return ptdesc_address(ptdesc);
}

static inline void pte_free(struct mm_struct *mm, pgtable_t pgtable)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pgtable);

	pagetable_pte_dtor(ptdesc);
	pagetable_free(ptdesc);
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	pagetable_free(virt_to_ptdesc(pgd));
}

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	struct ptdesc *ptdesc = pagetable_alloc((GFP_DMA | __GFP_NOWARN) & ~__GFP_HIGHMEM, 0);
	pgd_t *new_pgd;

	if (!ptdesc)
		return NULL;
	new_pgd = ptdesc_address(ptdesc);
	memcpy(new_pgd, swapper_pg_dir, PTRS_PER_PGD * sizeof(pgd_t));
	memset(new_pgd, 0, PAGE_OFFSET >> PGDIR_SHIFT);
	return new_pgd;
}

#endif /* _ASM_M68K_MCF_PGALLOC_H */

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_M68K_SUN3_PGALLOC_H
#define _ASM_M68K_SUN3_PGALLOC_H

#include <asm/tlb.h>

#include <asm-generic/pgalloc.h>

/* The Sun 3 has segment maps of its own: these tables are for Linux only. */
#define __pte_free_tlb(tlb, pte, addr) do {				\
	pgtable_pte_page_dtor(pte);				\
	tlb_remove_page((tlb), pte);		\
} while (0)

static inline void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmd, pte_t *pte)
{
	pmd_val(*pmd) = __pa((unsigned long)pte);
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t page)
{
	pmd_val(*pmd) = __pa((unsigned long)page_address(page));
}

#define pmd_pgtable(pmd)	pmd_page(pmd)

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *new_pgd = (pgd_t *)get_zeroed_page(GFP_KERNEL);

	if (!new_pgd)
		return NULL;
	memcpy(new_pgd, swapper_pg_dir, PAGE_SIZE);
	memset(new_pgd, 0, PAGE_OFFSET >> PGDIR_SHIFT);
	return new_pgd;
}

#endif /* _ASM_M68K_SUN3_PGALLOC_H */

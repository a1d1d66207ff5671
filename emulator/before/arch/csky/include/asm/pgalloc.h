/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_CSKY_PGALLOC_H
#define _ASM_CSKY_PGALLOC_H

#include <linux/highmem.h>
#include <linux/mm.h>

#define __HAVE_ARCH_PTE_ALLOC_ONE_KERNEL
#include <asm-generic/pgalloc.h>

static inline void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmd, pte_t *pte)
{
	set_pmd(pmd, __pmd(__pa(pte)));
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t pte)
{
	set_pmd(pmd, __pmd(__pa(page_address(pte))));
}

#define pmd_pgtable(pmd)	pmd_page(pmd)

void pgd_init(unsigned long *p);

/* Two entries share one of the TLB, and have to agree on the global bit. */
static inline pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	pte_t *pte = (pte_t *)__get_free_page(GFP_KERNEL);
	unsigned long i;

	if (!pte)
		return NULL;
	for (i = 0; i < PAGE_SIZE / sizeof(pte_t); i++)
		pte_val(pte[i]) = _PAGE_GLOBAL;
	return pte;
}

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *ret = (pgd_t *)__get_free_page(GFP_KERNEL);
	pgd_t *init;

	if (!ret)
		return NULL;
	init = pgd_offset(&init_mm, 0UL);
	pgd_init((unsigned long *)ret);
	memcpy(ret + USER_PTRS_PER_PGD, init + USER_PTRS_PER_PGD,
	       (PTRS_PER_PGD - USER_PTRS_PER_PGD) * sizeof(pgd_t));
	/* The walker does not see what only the cache has. */
	smp_mb();
	return ret;
}

#define __pte_free_tlb(tlb, pte, address) do {				\
	pgtable_pte_page_dtor(pte);				\
	tlb_remove_page(tlb, pte);			\
} while (0)

#endif /* _ASM_CSKY_PGALLOC_H */

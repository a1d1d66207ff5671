/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_OPENRISC_PGALLOC_H
#define _ASM_OPENRISC_PGALLOC_H

#include <linux/memblock.h>
#include <linux/mm.h>

#define __HAVE_ARCH_PTE_ALLOC_ONE_KERNEL
#include <asm-generic/pgalloc.h>

extern int mem_init_done;

#define pmd_populate_kernel(mm, pmd, pte) \
	set_pmd(pmd, __pmd(_KERNPG_TABLE + __pa(pte)))

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmd, struct page *pte)
{
	set_pmd(pmd, __pmd(_KERNPG_TABLE + ((unsigned long)page_to_pfn(pte) << PAGE_SHIFT)));
}

#define pmd_pgtable(pmd)	pmd_page(pmd)

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *ret = (pgd_t *)__get_free_page(GFP_KERNEL);

	if (!ret)
		return NULL;
	memset(ret, 0, USER_PTRS_PER_PGD * sizeof(pgd_t));
	memcpy(ret + USER_PTRS_PER_PGD, swapper_pg_dir + USER_PTRS_PER_PGD,
	       (PTRS_PER_PGD - USER_PTRS_PER_PGD) * sizeof(pgd_t));
	return ret;
}

pte_t *pte_alloc_one_kernel(struct mm_struct *mm);

#define __pte_free_tlb(tlb, pte, addr) do {				\
	pgtable_pte_page_dtor(pte);				\
	tlb_remove_page((tlb), (pte));		\
} while (0)

#endif /* _ASM_OPENRISC_PGALLOC_H */

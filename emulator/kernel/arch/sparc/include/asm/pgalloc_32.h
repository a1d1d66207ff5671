/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SPARC_PGALLOC_32_H
#define _ASM_SPARC_PGALLOC_32_H

#include <linux/mm.h>

/* Tables are in memory that is mapped uncached: a pool, taken at boot. */
void *srmmu_get_nocache(int size, int align);
void srmmu_free_nocache(void *addr, int size);

pgd_t *get_pgd_fast(void);
#define pgd_alloc(mm)	get_pgd_fast()

static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	srmmu_free_nocache(pgd, SRMMU_PGD_TABLE_SIZE);
}

static inline void pud_populate(struct mm_struct *mm, pud_t *pudp, pmd_t *pmdp)
{
	unsigned long pa = __nocache_pa((unsigned long)pmdp);

	set_pud(pudp, __pud(SRMMU_ET_PTD | (pa >> 4)));
}

static inline pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long address)
{
	return srmmu_get_nocache(SRMMU_PMD_TABLE_SIZE, SRMMU_PMD_TABLE_SIZE);
}

static inline void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	srmmu_free_nocache(pmd, SRMMU_PMD_TABLE_SIZE);
}

#define __pmd_free_tlb(tlb, pmd, addr)	pmd_free((tlb)->mm, pmd)

void pmd_set(pmd_t *pmdp, pte_t *ptep);
#define pmd_populate(mm, pmd, pte)		pmd_set(pmd, pte)
#define pmd_populate_kernel(mm, pmd, pte)	pmd_set(pmd, pte)
#define pmd_pgtable(pmd)	((pgtable_t)pmd_page_vaddr(pmd))

pgtable_t pte_alloc_one(struct mm_struct *mm);
void pte_free(struct mm_struct *mm, pgtable_t pte);

static inline pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	return srmmu_get_nocache(SRMMU_PTE_TABLE_SIZE, SRMMU_PTE_TABLE_SIZE);
}

static inline void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	srmmu_free_nocache(pte, SRMMU_PTE_TABLE_SIZE);
}

#define __pte_free_tlb(tlb, pte, addr)	pte_free((tlb)->mm, pte)

#endif /* _ASM_SPARC_PGALLOC_32_H */

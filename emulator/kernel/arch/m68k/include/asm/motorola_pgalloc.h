/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_M68K_MOTOROLA_PGALLOC_H
#define _ASM_M68K_MOTOROLA_PGALLOC_H

#include <asm/cacheflush.h>
#include <asm/tlb.h>

/* Tables of one size share pages: the pgd's and the pmd's have the same. */
enum m68k_table_types {
	TABLE_PGD = 0,
	TABLE_PMD = 0,
	TABLE_PTE = 1,
};

void mmu_page_ctor(void *page);
void mmu_page_dtor(void *page);
void init_pointer_table(void *table, int type);
void *get_pointer_table(int type);
int free_pointer_table(void *table, int type);

static inline pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	return get_pointer_table(TABLE_PTE);
}

static inline void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	free_pointer_table(pte, TABLE_PTE);
}

static inline pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	return get_pointer_table(TABLE_PTE);
}

static inline void pte_free(struct mm_struct *mm, pgtable_t pgtable)
{
	free_pointer_table(pgtable, TABLE_PTE);
}

/* One CPU, and the TLB keeps no tables: there is nothing to wait for. */
static inline void __pte_free_tlb(struct mmu_gather *tlb, pgtable_t pgtable,
				  unsigned long address)
{
	free_pointer_table(pgtable, TABLE_PTE);
}

static inline pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long address)
{
	return get_pointer_table(TABLE_PMD);
}

static inline int pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	return free_pointer_table(pmd, TABLE_PMD);
}

static inline int __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd,
				 unsigned long address)
{
	return free_pointer_table(pmd, TABLE_PMD);
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	free_pointer_table(pgd, TABLE_PGD);
}

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	return get_pointer_table(TABLE_PGD);
}

static inline void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmd, pte_t *pte)
{
	set_pmd(pmd, __pmd(__pa(pte) | _PAGE_TABLE | _PAGE_ACCESSED));
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t page)
{
	set_pmd(pmd, __pmd(__pa(page) | _PAGE_TABLE | _PAGE_ACCESSED));
}

#define pmd_pgtable(pmd)	((pgtable_t)pmd_page_vaddr(pmd))

static inline void pud_populate(struct mm_struct *mm, pud_t *pud, pmd_t *pmd)
{
	set_pud(pud, __pud(__pa(pmd) | _PAGE_TABLE | _PAGE_ACCESSED));
}

#endif /* _ASM_M68K_MOTOROLA_PGALLOC_H */

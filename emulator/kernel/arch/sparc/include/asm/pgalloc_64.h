/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SPARC64_PGALLOC_H
#define _ASM_SPARC64_PGALLOC_H

#include <linux/mm.h>
#include <linux/slab.h>

struct mmu_gather;

/* The upper levels come from a slab, whose tables are clean when given. */
extern struct kmem_cache *pgtable_cache;

static inline void p4d_populate(struct mm_struct *mm, p4d_t *p4d, pud_t *pud)
{
	p4d_set(p4d, pud);
}

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	return kmem_cache_alloc(pgtable_cache, GFP_KERNEL);
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	kmem_cache_free(pgtable_cache, pgd);
}

static inline void pud_populate(struct mm_struct *mm, pud_t *pud, pmd_t *pmd)
{
	pud_set(pud, pmd);
}

static inline pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return kmem_cache_alloc(pgtable_cache, GFP_KERNEL);
}

static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	kmem_cache_free(pgtable_cache, pud);
}

static inline pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return kmem_cache_alloc(pgtable_cache, GFP_KERNEL);
}

static inline void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	kmem_cache_free(pgtable_cache, pmd);
}

pte_t *pte_alloc_one_kernel(struct mm_struct *mm);
pgtable_t pte_alloc_one(struct mm_struct *mm);
void pte_free_kernel(struct mm_struct *mm, pte_t *pte);
void pte_free(struct mm_struct *mm, pgtable_t ptepage);

#define pmd_populate_kernel(mm, pmd, pte)	pmd_set(mm, pmd, pte)
#define pmd_populate(mm, pmd, pte)		pmd_set(mm, pmd, pte)
#define pmd_pgtable(pmd)	((pgtable_t)pmd_page_vaddr(pmd))

void pgtable_free(void *table, bool is_page);
void pgtable_free_tlb(struct mmu_gather *tlb, void *table, bool is_page);

static inline void __pte_free_tlb(struct mmu_gather *tlb, pte_t *pte,
				  unsigned long address)
{
	pgtable_free_tlb(tlb, pte, true);
}

#define __pmd_free_tlb(tlb, pmd, addr)	pgtable_free_tlb(tlb, pmd, false)
#define __pud_free_tlb(tlb, pud, addr)	pgtable_free_tlb(tlb, pud, false)

#endif /* _ASM_SPARC64_PGALLOC_H */

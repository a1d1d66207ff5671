/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_HEXAGON_PGALLOC_H
#define _ASM_HEXAGON_PGALLOC_H

#include <linux/mm.h>
#include <linux/sched.h>

#include <asm-generic/pgalloc.h>

/* Counts the changes to the kernel's part of the top table. */
extern unsigned long long kmap_generation;

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *pgd = (pgd_t *)__get_free_page(GFP_KERNEL | __GFP_ZERO);

	if (!pgd)
		return NULL;
	/* The whole table: the kernel's part is filled when it is needed. */
	memcpy(pgd, swapper_pg_dir, PTRS_PER_PGD * sizeof(pgd_t));
	mm->context.generation = kmap_generation;
	/* The virtual machine walks from here, at a physical address. */
	mm->context.ptbase = __pa(pgd);
	return pgd;
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t pte)
{
	/* The size bits of zero mean entries of 4K below. */
	set_pmd(pmd, __pmd(((unsigned long)page_to_pfn(pte) << PAGE_SHIFT) |
			   __HVM_PDE_S_4KB));
}

#define pmd_pgtable(pmd)	pmd_page(pmd)

/*
 * A kernel table has to appear in every top table.  This one is right away,
 * and the others when their process sees that it is behind.
 */
static inline void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmd, pte_t *pte)
{
	unsigned long entry = __pa(pte) | __HVM_PDE_S_4KB;
	struct mm_struct *active = current->active_mm;
	int pmdindex;

	set_pmd(pmd, __pmd(entry));
	kmap_generation++;
	mm->context.generation = kmap_generation;
	active->context.generation = kmap_generation;
	pmdindex = (pgd_t *)pmd - mm->pgd;
	set_pmd((pmd_t *)active->pgd + pmdindex, __pmd(entry));
}

#define __pte_free_tlb(tlb, pte, addr) do {				\
	pgtable_pte_page_dtor((pte));				\
	tlb_remove_page((tlb), (pte));		\
} while (0)

#endif /* _ASM_HEXAGON_PGALLOC_H */

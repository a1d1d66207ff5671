/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_RISCV_PGALLOC_H
#define _ASM_RISCV_PGALLOC_H

#include <linux/mm.h>

#define __HAVE_ARCH_PUD_ALLOC_ONE
#define __HAVE_ARCH_PUD_FREE
#include <asm-generic/pgalloc.h>

static inline void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmd, pte_t *pte)
{
	set_pmd(pmd, __pmd(__table_entry(virt_to_pfn(pte))));
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t pte)
{
	set_pmd(pmd, __pmd(__table_entry(page_to_pfn(pte))));
}

#define pmd_pgtable(pmd)	pmd_page(pmd)

#ifndef __PAGETABLE_PMD_FOLDED
static inline void pud_populate(struct mm_struct *mm, pud_t *pud, pmd_t *pmd)
{
	set_pud(pud, __pud(__table_entry(virt_to_pfn(pmd))));
}

static inline void p4d_populate(struct mm_struct *mm, p4d_t *p4d, pud_t *pud)
{
	if (pgtable_l4_enabled)
		set_p4d(p4d, __p4d(__table_entry(virt_to_pfn(pud))));
}

static inline void pgd_populate(struct mm_struct *mm, pgd_t *pgd, p4d_t *p4d)
{
	if (pgtable_l5_enabled)
		set_pgd(pgd, __pgd(__table_entry(virt_to_pfn(p4d))));
}

static inline pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return pgtable_l4_enabled ? __pud_alloc_one(mm, addr) : NULL;
}

static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	if (pgtable_l4_enabled)
		__pud_free(mm, pud);
}

static inline p4d_t *p4d_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	gfp_t gfp = GFP_PGTABLE_USER;

	if (!pgtable_l5_enabled)
		return NULL;
	if (mm == &init_mm)
		gfp = GFP_PGTABLE_KERNEL;
	return (p4d_t *)get_zeroed_page(gfp);
}

static inline void p4d_free(struct mm_struct *mm, p4d_t *p4d)
{
	if (!pgtable_l5_enabled)
		return;
	BUG_ON((unsigned long)p4d & (PAGE_SIZE - 1));
	free_page((unsigned long)p4d);
}

#define __pud_free_tlb(tlb, pud, addr)	pud_free((tlb)->mm, pud)
#define __p4d_free_tlb(tlb, p4d, addr)	p4d_free((tlb)->mm, p4d)

#define __pmd_free_tlb(tlb, pmd, addr) do {				\
	pgtable_pmd_page_dtor(virt_to_page(pmd));			\
	tlb_remove_page((tlb), virt_to_page(pmd));		\
} while (0)
#endif /* __PAGETABLE_PMD_FOLDED */

/* The kernel's entries of the top are the same everywhere. */
static inline void sync_kernel_mappings(pgd_t *pgd)
{
	unsigned long first = pgd_index(PAGE_OFFSET);

	memcpy(pgd + first, init_mm.pgd + first, (PTRS_PER_PGD - first) * sizeof(pgd_t));
}

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *pgd = (pgd_t *)__get_free_page(GFP_KERNEL);

	if (!pgd)
		return NULL;
	memset(pgd, 0, pgd_index(PAGE_OFFSET) * sizeof(pgd_t));
	sync_kernel_mappings(pgd);
	return pgd;
}

#define __pte_free_tlb(tlb, pte, addr) do {				\
	pgtable_pte_page_dtor(pte);				\
	tlb_remove_page((tlb), pte);		\
} while (0)

#endif /* _ASM_RISCV_PGALLOC_H */

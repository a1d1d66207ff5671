/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_ARM64_PGALLOC_H
#define _ASM_ARM64_PGALLOC_H

#include <linux/mm.h>

#define __HAVE_ARCH_PGD_FREE
#include <asm-generic/pgalloc.h>

/* User space may not be executed by the kernel, nor the other way round. */
static inline void __pud_populate(pud_t *pudp, phys_addr_t pmdp, pteval_t prot)
{
	set_pud(pudp, __pud(pmdp | prot));
}

static inline void pud_populate(struct mm_struct *mm, pud_t *pudp, pmd_t *pmdp)
{
	pteval_t pudval = PMD_TYPE_TABLE;

	pudval |= (mm == &init_mm) ? PMD_TABLE_UXN : PMD_TABLE_PXN;
	__pud_populate(pudp, __pa(pmdp), pudval);
}

#if CONFIG_PGTABLE_LEVELS > 3
static inline void __p4d_populate(p4d_t *p4dp, phys_addr_t pudp, pteval_t prot)
{
	set_p4d(p4dp, __p4d(pudp | prot));
}

static inline void p4d_populate(struct mm_struct *mm, p4d_t *p4dp, pud_t *pudp)
{
	pteval_t p4dval = PMD_TYPE_TABLE;

	p4dval |= (mm == &init_mm) ? PMD_TABLE_UXN : PMD_TABLE_PXN;
	__p4d_populate(p4dp, __pa(pudp), p4dval);
}
#endif

pgd_t *pgd_alloc(struct mm_struct *mm);
void pgd_free(struct mm_struct *mm, pgd_t *pgdp);

static inline void __pmd_populate(pmd_t *pmdp, phys_addr_t ptep, pteval_t prot)
{
	set_pmd(pmdp, __pmd(ptep | prot));
}

static inline void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmdp, pte_t *ptep)
{
	VM_BUG_ON(mm && mm != &init_mm);
	__pmd_populate(pmdp, __pa(ptep), PMD_TYPE_TABLE | PMD_TABLE_UXN);
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmdp, pgtable_t ptep)
{
	VM_BUG_ON(mm == &init_mm);
	__pmd_populate(pmdp, page_to_phys(ptep), PMD_TYPE_TABLE | PMD_TABLE_PXN);
}

#define pmd_pgtable(pmd)	pmd_page(pmd)

#endif /* _ASM_ARM64_PGALLOC_H */

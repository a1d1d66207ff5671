/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_ARM_PGALLOC_H
#define _ASM_ARM_PGALLOC_H

#include <linux/highmem.h>
#include <linux/mm.h>

#define _PAGE_USER_TABLE	(PMD_TYPE_TABLE)
#define _PAGE_KERNEL_TABLE	(PMD_TYPE_TABLE)

#define __HAVE_ARCH_PTE_ALLOC_ONE_KERNEL
#define __HAVE_ARCH_PTE_ALLOC_ONE
#define __HAVE_ARCH_PGD_FREE
#include <asm-generic/pgalloc.h>

#ifdef CONFIG_ARM_LPAE
#define pud_populate(mm, pud, pmd)	set_pud(pud, __pud(__pa(pmd) | PMD_TYPE_TABLE))
#else
/* There is no such table; the types have to agree all the same. */
#define pmd_alloc_one(mm, addr)		({ BUG(); ((pmd_t *)2); })
#define pmd_free(mm, pmd)		do { } while (0)
#endif

pgd_t *pgd_alloc(struct mm_struct *mm);
void pgd_free(struct mm_struct *mm, pgd_t *pgd);

static inline void clean_pte_table(pte_t *pte)
{
	clean_dcache_area((void *)pte + PTE_HWTABLE_OFF, PTRS_PER_PTE * sizeof(pte_t));
}

static inline pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	pte_t *pte = __pte_alloc_one_kernel(mm);

	if (pte)
		clean_pte_table(pte);
	return pte;
}

#ifdef CONFIG_HIGHPTE
#define PGTABLE_HIGHMEM __GFP_HIGHMEM
#else
#define PGTABLE_HIGHMEM 0
#endif

static inline pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	struct page *pte = __pte_alloc_one(mm, GFP_PGTABLE_USER | PGTABLE_HIGHMEM);

	if (!pte)
		return NULL;
	/* Zeroing a page of highmem wrote through a mapping that is gone. */
	if (!PageHighMem(pte))
		clean_pte_table(page_address(pte));
	return pte;
}

static inline void __pmd_populate(pmd_t *pmdp, phys_addr_t pte, pteval_t prot)
{
	pteval_t pmdval = (pte + PTE_HWTABLE_OFF) | prot;

	pmdp[0] = __pmd(pmdval);
#ifndef CONFIG_ARM_LPAE
	pmdp[1] = __pmd(pmdval + 256 * sizeof(pte_t));
#endif
	flush_pmd_entry(pmdp);
}

/* What is given is where the Linux entries are, not the hardware's. */
static inline void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmdp, pte_t *ptep)
{
	__pmd_populate(pmdp, __pa(ptep), _PAGE_KERNEL_TABLE);
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmdp, pgtable_t ptep)
{
	__pmd_populate(pmdp, page_to_phys(ptep), _PAGE_USER_TABLE);
}

#define pmd_pgtable(pmd)	pmd_page(pmd)

#endif /* _ASM_ARM_PGALLOC_H */

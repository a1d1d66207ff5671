/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_MIPS_PGALLOC_H
#define _ASM_MIPS_PGALLOC_H

#include <linux/highmem.h>
#include <linux/mm.h>

#define __HAVE_ARCH_PMD_ALLOC_ONE
#define __HAVE_ARCH_PGD_FREE
#include <asm-generic/pgalloc.h>

static inline void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmd, pte_t *pte)
{
	set_pmd(pmd, __pmd((unsigned long)pte));
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t pte)
{
	set_pmd(pmd, __pmd((unsigned long)page_address(pte)));
}

#define pmd_pgtable(pmd)	pmd_page(pmd)

void pgd_init(void *addr);
pgd_t *pgd_alloc(struct mm_struct *mm);

static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	free_pages((unsigned long)pgd, PGD_TABLE_ORDER);
}

#define __pte_free_tlb(tlb, pte, address) do {				\
	pgtable_pte_page_dtor(pte);				\
	tlb_remove_page((tlb), pte);		\
} while (0)

#ifndef __PAGETABLE_PMD_FOLDED

void pmd_init(void *addr);

static inline void pud_populate(struct mm_struct *mm, pud_t *pud, pmd_t *pmd)
{
	WRITE_ONCE(*pud, __pud((unsigned long)pmd));
}

static inline pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long address)
{
	struct page *page = alloc_pages(GFP_KERNEL_ACCOUNT, PMD_TABLE_ORDER);
	pmd_t *pmd;

	if (!page)
		return NULL;
	if (!pgtable_pmd_page_ctor(page)) {
		__free_pages(page, PMD_TABLE_ORDER);
		return NULL;
	}
	pmd = page_address(page);
	pmd_init(pmd);
	return pmd;
}

#define __pmd_free_tlb(tlb, x, addr)	pmd_free((tlb)->mm, x)

#endif

#endif /* _ASM_MIPS_PGALLOC_H */

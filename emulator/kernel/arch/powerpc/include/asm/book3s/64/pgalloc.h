/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_POWERPC_BOOK3S_64_PGALLOC_H
#define _ASM_POWERPC_BOOK3S_64_PGALLOC_H

#include <linux/kmemleak.h>

struct mmu_gather;

/* What the low bits of a queued table say. */
enum pgtable_index {
	PTE_INDEX = 0,
	PMD_INDEX,
	PUD_INDEX,
	PGD_INDEX,
};

/* Bits of an entry that point to a table, and nothing else. */
#define PMD_VAL_BITS	_PAGE_VALID_TABLE
#define PUD_VAL_BITS	_PAGE_VALID_TABLE
#define PGD_VAL_BITS	_PAGE_VALID_TABLE

pmd_t *pmd_fragment_alloc(struct mm_struct *mm, unsigned long vmaddr);
void pmd_fragment_free(unsigned long *pmd);
void pgtable_free_tlb(struct mmu_gather *tlb, void *table, int shift);
void __tlb_remove_table(void *table);
void destroy_context(struct mm_struct *mm);
#define destroy_context destroy_context

/* With 4K pages a radix pgd takes 64K, and the slab would not align it. */
static inline pgd_t *radix__pgd_alloc(struct mm_struct *mm)
{
#ifdef CONFIG_PPC_64K_PAGES
	return (pgd_t *)__get_free_page(pgtable_gfp_flags(mm, PGALLOC_GFP));
#else
	struct page *page;

	page = alloc_pages(pgtable_gfp_flags(mm, PGALLOC_GFP | __GFP_RETRY_MAYFAIL), 4);
	return page ? (pgd_t *)page_address(page) : NULL;
#endif
}

static inline void radix__pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
#ifdef CONFIG_PPC_64K_PAGES
	free_page((unsigned long)pgd);
#else
	free_pages((unsigned long)pgd, 4);
#endif
}

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *pgd;

	if (radix_enabled())
		return radix__pgd_alloc(mm);
	pgd = kmem_cache_alloc(PGT_CACHE(PGD_INDEX_SIZE),
			       pgtable_gfp_flags(mm, GFP_KERNEL));
	if (!pgd)
		return NULL;
	/* The cache keeps tables clean; the top level is not, once used. */
	memset(pgd, 0, PTRS_PER_PGD * sizeof(pgd_t));
	return pgd;
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	if (radix_enabled())
		radix__pgd_free(mm, pgd);
	else
		kmem_cache_free(PGT_CACHE(PGD_INDEX_SIZE), pgd);
}

static inline void p4d_populate(struct mm_struct *mm, p4d_t *p4d, pud_t *pud)
{
	set_p4d(p4d, __p4d(__pa(pud) | PGD_VAL_BITS));
}

static inline pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	pud_t *pud = kmem_cache_alloc(PGT_CACHE(PUD_INDEX_SIZE),
				      pgtable_gfp_flags(mm, GFP_KERNEL | __GFP_ZERO));

	kmemleak_ignore(pud);
	return pud;
}

static inline void __pud_free(pud_t *pud)
{
	struct page *page = virt_to_page(pud);

	/* A table of the boot was never in a slab. */
	if (PageReserved(page))
		free_reserved_page(page);
	else
		kmem_cache_free(PGT_CACHE(PUD_INDEX_SIZE), pud);
}

static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	__pud_free(pud);
}

static inline void pud_populate(struct mm_struct *mm, pud_t *pud, pmd_t *pmd)
{
	set_pud(pud, __pud(__pa(pmd) | PUD_VAL_BITS));
}

static inline pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return pmd_fragment_alloc(mm, addr);
}

static inline void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	pmd_fragment_free((unsigned long *)pmd);
}

static inline void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmd, pte_t *pte)
{
	set_pmd(pmd, __pmd(__pa(pte) | PMD_VAL_BITS));
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t pte_page)
{
	set_pmd(pmd, __pmd(__pa(pte_page) | PMD_VAL_BITS));
}

#define pmd_pgtable(pmd)	((pgtable_t)pmd_page_vaddr(pmd))

static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud,
				  unsigned long address)
{
	pgtable_free_tlb(tlb, pud, PUD_INDEX);
}

static inline void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd,
				  unsigned long address)
{
	pgtable_free_tlb(tlb, pmd, PMD_INDEX);
}

static inline void __pte_free_tlb(struct mmu_gather *tlb, pgtable_t table,
				  unsigned long address)
{
	pgtable_free_tlb(tlb, table, PTE_INDEX);
}

#endif /* _ASM_POWERPC_BOOK3S_64_PGALLOC_H */

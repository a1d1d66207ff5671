/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_PGALLOC_H
#define __ASM_GENERIC_PGALLOC_H

#ifdef CONFIG_MMU

#define GFP_PGTABLE_KERNEL	(GFP_KERNEL | __GFP_ZERO)
#define GFP_PGTABLE_USER	(GFP_PGTABLE_KERNEL | __GFP_ACCOUNT)

/* The kernel's tables are charged to nobody, and must be mapped always. */
static inline gfp_t __pgtable_gfp(struct mm_struct *mm)
{
	gfp_t gfp = mm == &init_mm ? GFP_PGTABLE_KERNEL : GFP_PGTABLE_USER;

	return gfp & ~__GFP_HIGHMEM;
}

/**
 * __pte_alloc_one_kernel - a table for kernel addresses
 * @mm: the mm it is for; not looked at
 *
 * No constructor runs: such a table has no lock and is not counted.
 */
static inline pte_t *__pte_alloc_one_kernel(struct mm_struct *mm)
{
	struct page *page = alloc_page(GFP_PGTABLE_KERNEL & ~__GFP_HIGHMEM);

	return page ? page_address(page) : NULL;
}

#ifndef __HAVE_ARCH_PTE_ALLOC_ONE_KERNEL
static inline pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	return __pte_alloc_one_kernel(mm);
}
#endif

static inline void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	__free_page(virt_to_page(pte));
}

/**
 * __pte_alloc_one - a table for user addresses
 * @mm: the mm it is for
 * @gfp: an architecture may ask for highmem here
 *
 * Return: the page of the table, or NULL.
 */
static inline pgtable_t __pte_alloc_one(struct mm_struct *mm, gfp_t gfp)
{
	struct page *page = alloc_page(gfp);

	if (!page)
		return NULL;
	if (!pgtable_pte_page_ctor(page)) {
		__free_page(page);
		return NULL;
	}
	return page;
}

#ifndef __HAVE_ARCH_PTE_ALLOC_ONE
static inline pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	return __pte_alloc_one(mm, GFP_PGTABLE_USER);
}
#endif

static inline void pte_free(struct mm_struct *mm, struct page *pte_page)
{
	struct page *page = pte_page;

	pgtable_pte_page_dtor(page);
	__free_page(page);
}

#if CONFIG_PGTABLE_LEVELS > 2

#ifndef __HAVE_ARCH_PMD_ALLOC_ONE
static inline pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	struct page *page = alloc_page(__pgtable_gfp(mm));

	if (!page)
		return NULL;
	if (!pgtable_pmd_page_ctor(page)) {
		__free_page(page);
		return NULL;
	}
	return page_address(page);
}
#endif

#ifndef __HAVE_ARCH_PMD_FREE
static inline void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	struct page *page = virt_to_page(pmd);

	BUG_ON((unsigned long)pmd & (PAGE_SIZE - 1));
	pgtable_pmd_page_dtor(page);
	__free_page(page);
}
#endif

#endif /* CONFIG_PGTABLE_LEVELS > 2 */

#if CONFIG_PGTABLE_LEVELS > 3

/* The upper levels have no constructor: they have no lock of their own. */
static inline pud_t *__pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	struct page *page = alloc_page(__pgtable_gfp(mm));

	return page ? page_address(page) : NULL;
}

#ifndef __HAVE_ARCH_PUD_ALLOC_ONE
static inline pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return __pud_alloc_one(mm, addr);
}
#endif

static inline void __pud_free(struct mm_struct *mm, pud_t *pud)
{
	BUG_ON((unsigned long)pud & (PAGE_SIZE - 1));
	__free_page(virt_to_page(pud));
}

#ifndef __HAVE_ARCH_PUD_FREE
static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	__pud_free(mm, pud);
}
#endif

#endif /* CONFIG_PGTABLE_LEVELS > 3 */

#ifndef __HAVE_ARCH_PGD_FREE
static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	__free_page(virt_to_page(pgd));
}
#endif

#endif /* CONFIG_MMU */

#endif /* __ASM_GENERIC_PGALLOC_H */

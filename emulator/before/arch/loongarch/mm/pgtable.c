// SPDX-License-Identifier: GPL-2.0-only
/*
 * The top level, and the tables that stand for nothing.
 */
#include <linux/mm.h>

#include <asm/pgalloc.h>

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);
pmd_t invalid_pmd_table[PTRS_PER_PMD] __aligned(PAGE_SIZE);
pte_t invalid_pte_table[PTRS_PER_PTE] __aligned(PAGE_SIZE);

void pgd_init(void *addr)
{
	memset_l(addr, (unsigned long)invalid_pmd_table, PTRS_PER_PGD);
}

void pmd_init(void *addr)
{
	memset_l(addr, (unsigned long)invalid_pte_table, PTRS_PER_PMD);
}

pgd_t *pgd_alloc(struct mm_struct *mm)
{
	struct page *page = alloc_page(GFP_KERNEL & ~__GFP_HIGHMEM);
	pgd_t *ret, *init;

	if (!page)
		return NULL;
	ret = page_to_virt(page);
	init = pgd_offset(&init_mm, 0UL);
	pgd_init(ret);
	memcpy(ret + USER_PTRS_PER_PGD, init + USER_PTRS_PER_PGD,
	       (PTRS_PER_PGD - USER_PTRS_PER_PGD) * sizeof(pgd_t));
	return ret;
}

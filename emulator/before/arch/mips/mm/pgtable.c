// SPDX-License-Identifier: GPL-2.0-only
/*
 * The top level, and the tables that stand for nothing.
 */
#include <linux/mm.h>

#include <asm/pgalloc.h>

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);
pte_t invalid_pte_table[PTRS_PER_PTE] __aligned(PAGE_SIZE);
#ifndef __PAGETABLE_PMD_FOLDED
pmd_t invalid_pmd_table[PTRS_PER_PMD] __aligned(PAGE_SIZE);
#endif

/* Every entry leads to invalid ones, whatever address is looked up. */
void pgd_init(void *addr)
{
#ifndef __PAGETABLE_PMD_FOLDED
	unsigned long entry = (unsigned long)invalid_pmd_table;
#else
	unsigned long entry = (unsigned long)invalid_pte_table;
#endif

	memset_l(addr, entry, PTRS_PER_PGD);
}

#ifndef __PAGETABLE_PMD_FOLDED
void pmd_init(void *addr)
{
	memset_l(addr, (unsigned long)invalid_pte_table, PTRS_PER_PMD);
}
#endif

pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *ret = (pgd_t *)__get_free_pages(GFP_KERNEL, PGD_TABLE_ORDER);
	pgd_t *init;

	if (!ret)
		return NULL;
	init = pgd_offset(&init_mm, 0UL);
	pgd_init(ret);
	memcpy(ret + USER_PTRS_PER_PGD, init + USER_PTRS_PER_PGD,
	       (PTRS_PER_PGD - USER_PTRS_PER_PGD) * sizeof(pgd_t));
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

#include <asm/pgalloc.h>

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);
pte_t invalid_pte_table[PTRS_PER_PTE] __aligned(PAGE_SIZE);

static void pgd_init(pgd_t *pgd)
{
	int i;

	for (i = 0; i < PTRS_PER_PGD; i++)
		pgd[i] = __pgd((unsigned long)invalid_pte_table);
}

pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *ret = (pgd_t *)__get_free_page(GFP_KERNEL);
	pgd_t *init;

	if (!ret)
		return NULL;
	init = pgd_offset(&init_mm, 0UL);
	pgd_init(ret);
	memcpy(ret + USER_PTRS_PER_PGD, init + USER_PTRS_PER_PGD,
	       (PTRS_PER_PGD - USER_PTRS_PER_PGD) * sizeof(pgd_t));
	return ret;
}

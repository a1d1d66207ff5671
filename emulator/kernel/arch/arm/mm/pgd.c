// SPDX-License-Identifier: GPL-2.0-only
/*
 * The top level of arm.
 */
#include <linux/mm.h>
#include <linux/slab.h>

#include <asm/pgalloc.h>

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);

#define USER_PTRS_PER_PGD	(TASK_SIZE / PGDIR_SIZE)

#ifdef CONFIG_ARM_LPAE
#define __pgd_alloc()	kmalloc(PTRS_PER_PGD * sizeof(pgd_t), GFP_KERNEL)
#define __pgd_free(pgd)	kfree(pgd)
#else
/* 2048 pairs of entries: 16K, aligned to their size. */
#define __pgd_alloc()	((pgd_t *)__get_free_pages(GFP_KERNEL, 2))
#define __pgd_free(pgd)	free_pages((unsigned long)(pgd), 2)
#endif

pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *new_pgd = __pgd_alloc();

	if (!new_pgd)
		return NULL;
	memset(new_pgd, 0, USER_PTRS_PER_PGD * sizeof(pgd_t));
	/* What the kernel maps is copied, and the walker has to see it. */
	memcpy(new_pgd + USER_PTRS_PER_PGD, swapper_pg_dir + USER_PTRS_PER_PGD,
	       (PTRS_PER_PGD - USER_PTRS_PER_PGD) * sizeof(pgd_t));
	clean_dcache_area(new_pgd, PTRS_PER_PGD * sizeof(pgd_t));
	return new_pgd;
}

/* The first entry may still have the tables of the vectors below it. */
void pgd_free(struct mm_struct *mm, pgd_t *pgd_base)
{
	pud_t *pud = pud_offset(p4d_offset(pgd_base, 0), 0);
	pmd_t *pmd;
	pgtable_t pte;

	if (pud_none_or_clear_bad(pud))
		goto no_pmd;
	pmd = pmd_offset(pud, 0);
	if (pmd_none_or_clear_bad(pmd))
		goto no_pte;
	pte = pmd_pgtable(*pmd);
	pmd_clear(pmd);
	pte_free(mm, pte);
	mm_dec_nr_ptes(mm);
no_pte:
	pmd = pmd_offset(pud, 0);
	pud_clear(pud);
	pmd_free(mm, pmd);
	mm_dec_nr_pmds(mm);
no_pmd:
	__pgd_free(pgd_base);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * The top level of arm64.
 */
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include <asm/pgalloc.h>

static struct kmem_cache *pgd_cache;

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);

pgd_t *pgd_alloc(struct mm_struct *mm)
{
	gfp_t gfp = GFP_PGTABLE_USER;

	if (PGD_SIZE == PAGE_SIZE)
		return (pgd_t *)__get_free_page(gfp);
	return kmem_cache_alloc(pgd_cache, gfp);
}

void pgd_free(struct mm_struct *mm, pgd_t *pgdp)
{
	if (PGD_SIZE == PAGE_SIZE)
		free_page((unsigned long)pgdp);
	else
		kmem_cache_free(pgd_cache, pgdp);
}

/* A top that is smaller than a page must still be aligned to its size. */
void __init pgtable_cache_init(void)
{
	if (PGD_SIZE == PAGE_SIZE)
		return;
	pgd_cache = kmem_cache_create("pgd_cache", PGD_SIZE, PGD_SIZE, SLAB_PANIC, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * The top level comes from a slab whose constructor copies the kernel's part.
 */
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include <asm/pgalloc.h>

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);
static struct kmem_cache *pgd_cachep;

static void pgd_ctor(void *x)
{
	pgd_t *pgd = x;

	memset(pgd, 0, USER_PTRS_PER_PGD * sizeof(pgd_t));
	memcpy(pgd + USER_PTRS_PER_PGD, swapper_pg_dir + USER_PTRS_PER_PGD,
	       (PTRS_PER_PGD - USER_PTRS_PER_PGD) * sizeof(pgd_t));
}

void __init pgtable_cache_init(void)
{
	pgd_cachep = kmem_cache_create("pgd_cache", PTRS_PER_PGD << PTE_MAGNITUDE,
				       PAGE_SIZE, SLAB_PANIC, pgd_ctor);
}

pgd_t *pgd_alloc(struct mm_struct *mm)
{
	return kmem_cache_alloc(pgd_cachep, GFP_KERNEL);
}

void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	kmem_cache_free(pgd_cachep, pgd);
}

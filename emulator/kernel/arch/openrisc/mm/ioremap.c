// SPDX-License-Identifier: GPL-2.0-only
/*
 * Device memory is mapped so early that its tables cannot always come from
 * the page allocator.
 */
#include <linux/memblock.h>
#include <linux/mm.h>

#include <asm/pgalloc.h>

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);
int mem_init_done;

pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	pte_t *pte;

	if (likely(mem_init_done)) {
		pte = (pte_t *)get_zeroed_page(GFP_KERNEL);
	} else {
		pte = memblock_alloc(PAGE_SIZE, PAGE_SIZE);
		if (!pte)
			panic("%s: no memory for a table", __func__);
	}
	return pte;
}

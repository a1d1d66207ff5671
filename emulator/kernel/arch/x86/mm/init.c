// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keeps the kernel's half of all pgds the same.
 */
#include <linux/mm.h>

#include <asm/pgalloc.h>

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);

/**
 * sync_global_pgds - show new entries of the kernel's pgd to every process
 * @start: the first address that they map
 * @end: the last one
 *
 * The list is still walked through the pages, whose lru words the
 * descriptors lie over.
 */
void sync_global_pgds(unsigned long start, unsigned long end)
{
	unsigned long addr;

	for (addr = start; addr <= end; addr += PGDIR_SIZE) {
		const pgd_t *pgd_ref = swapper_pg_dir + pgd_index(addr);
		struct page *page;

		if (!pgd_val(*pgd_ref))
			continue;
		spin_lock(&pgd_lock);
		list_for_each_entry(page, &pgd_list, lru) {
			pgd_t *pgd = (pgd_t *)page_address(page) + pgd_index(addr);
			/* A fault may be filling in the same process's tables. */
			spinlock_t *pgt_lock = &pgd_page_get_mm(page)->page_table_lock;

			spin_lock(pgt_lock);
			if (!pgd_val(*pgd))
				*pgd = *pgd_ref;
			spin_unlock(pgt_lock);
		}
		spin_unlock(&pgd_lock);
		if (addr + PGDIR_SIZE < addr)
			break;
	}
}

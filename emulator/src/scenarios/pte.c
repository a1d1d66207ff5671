// SPDX-License-Identifier: GPL-2.0-only
/* Tables of the lowest level, each by itself. */
#include "scenario.h"

SCENARIO(pte, "pte", "A user's page table: pte_alloc_one(), pte_free()")
{
	pgtable_t table = pte_alloc_one(mm);

	if (table)
		pte_free(mm, table);
}

/* What is left of a page of fragments waits in init_mm: all of it is used up. */
#ifdef CONFIG_PPC
#define scenario_has_left(mm)	(pte_frag_get(&(mm)->context) != NULL)
#else
#define scenario_has_left(mm)	false
#endif

SCENARIO(pte_kernel, "pte", "A table of the kernel: pte_alloc_one_kernel(), pte_free_kernel()")
{
	static pte_t *tables[512];
	int count = 0;

	do {
		tables[count++] = pte_alloc_one_kernel(&init_mm);
	} while (scenario_has_left(&init_mm) && count < 512);
	while (count--)
		if (tables[count])
			pte_free_kernel(&init_mm, tables[count]);
}

SCENARIO(pte_gather, "pte", "A user's page table freed through mmu_gather: pte_free_tlb()")
{
	pgtable_t table = pte_alloc_one(mm);
	struct mmu_gather gather, *tlb = &gather;

	if (!table)
		return;
	tlb_gather_mmu(tlb, mm);
	pte_free_tlb(tlb, table, SCENARIO_ADDRESS);
	tlb_finish_mmu(tlb);
	scenario_grace_period();
}

/*
 * Where tables share a page, each has its part of it: so many are made that a
 * second page is needed, or twenty where a page holds more than that.
 */
SCENARIO(pte_many, "pte", "Several page tables at a time, freed in another order")
{
	pgtable_t tables[20];
	int count = PAGE_SIZE / (PTRS_PER_PTE * sizeof(pte_t)) + 4;
	int i;

	if (count > 20)
		count = 20;
	for (i = 0; i < count; i++)
		tables[i] = pte_alloc_one(mm);
	for (i = 0; i < count; i += 2)
		if (tables[i])
			pte_free(mm, tables[i]);
	for (i = (count - 2) | 1; i > 0; i -= 2)
		if (tables[i])
			pte_free(mm, tables[i]);
}

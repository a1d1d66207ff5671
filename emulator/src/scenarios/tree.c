// SPDX-License-Identifier: GPL-2.0-only
/* Tables that hang together, as those of a process do. */
#include "scenario.h"

/* @return the entry of the second level for @address, or NULL without memory */
pmd_t *scenario_walk(struct mm_struct *mm, unsigned long address)
{
	pgd_t *pgd = pgd_offset(mm, address);
	p4d_t *p4d = p4d_alloc(mm, pgd, address);
	pud_t *pud = p4d ? pud_alloc(mm, p4d, address) : NULL;

	return pud ? pmd_alloc(mm, pud, address) : NULL;
}

static bool scenario_populate(struct mm_struct *mm, unsigned long address)
{
	pmd_t *pmd = scenario_walk(mm, address);

	return pmd && !pte_alloc(mm, pmd);
}

/* What free_pgtables() does at the end of a process with one mapping. */
void scenario_tear_down(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct mmu_gather gather, *tlb = &gather;

	tlb_gather_mmu(tlb, mm);
	free_pgd_range(tlb, start, end, 0, 0);
	tlb_finish_mmu(tlb);
	scenario_grace_period();
}

/*
 * The same with two, the second one from PUD_SIZE on: tables that both need stay
 * until the second one goes.  Where there is no such level, they are one.
 */
static void scenario_tear_down_both(struct mm_struct *mm, unsigned long size)
{
	struct mmu_gather gather, *tlb = &gather;

	if (PUD_SIZE < size) {
		scenario_tear_down(mm, 0, SCENARIO_IS_USER(PUD_SIZE + 1ULL * size) ? PUD_SIZE + size : TASK_SIZE);
		return;
	}
	tlb_gather_mmu(tlb, mm);
	free_pgd_range(tlb, 0, size, 0, PUD_SIZE);
	free_pgd_range(tlb, PUD_SIZE, PUD_SIZE + size, 0, 0);
	tlb_finish_mmu(tlb);
	scenario_grace_period();
}

/* The tables that a few mappings need, far enough apart for several of each level. */
SCENARIO(fork, "pte pmd pud p4d", "A tree of many tables, as fork() makes it, and its end")
{
	unsigned long long addresses[] = {
		PMD_SIZE, 2ULL * PMD_SIZE, 5ULL * PMD_SIZE, PUD_SIZE + 3ULL * PMD_SIZE,
		PUD_SIZE + 4ULL * PMD_SIZE,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(addresses); i++)
		if (SCENARIO_IS_USER(addresses[i]) && !scenario_populate(mm, addresses[i]))
			break;
	scenario_tear_down_both(mm, SCENARIO_END);
}

/* munmap() of a part: the table of the second level serves what stays. */
SCENARIO(unmap_part, "pte", "One page table goes, and its neighbour in the same table above stays")
{
	unsigned long first = SCENARIO_ADDRESS, second = first + PMD_SIZE;
	struct mmu_gather gather, *tlb = &gather;

	if (scenario_populate(mm, first) && scenario_populate(mm, second)) {
		tlb_gather_mmu(tlb, mm);
		free_pgd_range(tlb, first, second, first, second);
		tlb_finish_mmu(tlb);
		scenario_grace_period();
	}
	scenario_tear_down(mm, 0, SCENARIO_END);
}

/* Two faults race: the second one finds the first one's table in place. */
SCENARIO(install_race, "pte", "pmd_install() finds a table in place, the second one is freed")
{
	pmd_t *pmd = scenario_walk(mm, SCENARIO_ADDRESS);
	pgtable_t second;

	if (pmd && !pte_alloc(mm, pmd)) {
		second = pte_alloc_one(mm);
		if (second) {
			pmd_install(mm, pmd, &second);
			EXPECT(second != NULL);
			pte_free(mm, second);
		}
	}
	scenario_tear_down(mm, 0, SCENARIO_END);
}

SCENARIO(lock, "pte", "The lock of a page table is taken, its entries are changed")
{
	pmd_t *pmd = scenario_walk(mm, SCENARIO_ADDRESS);
	spinlock_t *ptl;
	pte_t *pte;

	if (pmd && !pte_alloc(mm, pmd)) {
		pte = pte_offset_map_lock(mm, pmd, SCENARIO_ADDRESS, &ptl);
		EXPECT(pte && pte_none(ptep_get(pte)));
		pte_unmap_unlock(pte, ptl);
	}
	scenario_tear_down(mm, 0, SCENARIO_END);
}

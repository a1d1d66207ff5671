// SPDX-License-Identifier: GPL-2.0-only
/* Tables of the two kinds of sparc. */
#include "scenario.h"

#define SRMMU_TITLE	"SPARC reference MMU: sixteen tables in a page of the pool, and one more"
#define CACHE_TITLE	"sparc64: tables from a slab cache, freed through mmu_gather"

#if defined(PTDESC_MODEL) && defined(CONFIG_SPARC32)
SCENARIO(srmmu_pool, "pte", SRMMU_TITLE)
{
	pgtable_t tables[17];
	int i;

	for (i = 0; i < 17; i++)
		tables[i] = pte_alloc_one(mm);
	for (i = 0; i < 17; i++)
		if (tables[i])
			pte_free(mm, tables[i]);
}
#else
NO_SCENARIO(srmmu_pool, "pte", SRMMU_TITLE, "the machine is not sparc32, or the tree is not the model")
#endif

#if defined(PTDESC_MODEL) && defined(CONFIG_SPARC64)
SCENARIO(sparc64_caches, "pte pmd pud", CACHE_TITLE)
{
	pgtable_t pte = pte_alloc_one(mm);
	pmd_t *pmd = pmd_alloc_one(mm, SCENARIO_ADDRESS);
	pud_t *pud = pud_alloc_one(mm, SCENARIO_ADDRESS);
	struct mmu_gather gather, *tlb = &gather;

	tlb_gather_mmu(tlb, mm);
	if (pte)
		pte_free_tlb(tlb, pte, SCENARIO_ADDRESS);
	if (pmd)
		pmd_free_tlb(tlb, pmd, SCENARIO_ADDRESS);
	if (pud)
		pud_free_tlb(tlb, pud, SCENARIO_ADDRESS);
	tlb_finish_mmu(tlb);
	scenario_grace_period();
}
#else
NO_SCENARIO(sparc64_caches, "pte pmd pud", CACHE_TITLE,
	    "the machine is not sparc64, or the tree is not the model")
#endif

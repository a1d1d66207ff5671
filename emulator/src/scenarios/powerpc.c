// SPDX-License-Identifier: GPL-2.0-only
/* Tables of powerpc that share pages. */
#include "scenario.h"

#define PTE_FRAG_TITLE	"Fragments of a page as page tables: all of them, and one more"
#define PMD_FRAG_TITLE	"Fragments of a page as tables of the second level"
#define LEFT_TITLE	"An address space ends with fragments that it never handed out"

#if defined(PTDESC_MODEL) && defined(CONFIG_PPC)
#define SCENARIO_MOST_FRAGMENTS 300

SCENARIO(powerpc_pte_fragments, "pte", PTE_FRAG_TITLE)
{
	static pte_t *tables[SCENARIO_MOST_FRAGMENTS];
	int count = PTE_FRAG_NR + 1, i;

	for (i = 0; i < count; i++)
		tables[i] = pte_alloc_one(mm);
	for (i = count - 1; i >= 0; i--)
		if (tables[i])
			pte_free(mm, tables[i]);
}

SCENARIO(powerpc_pmd_fragments, "pmd", PMD_FRAG_TITLE)
{
	static pmd_t *tables[SCENARIO_MOST_FRAGMENTS];
	int count = PMD_FRAG_NR + 1, i;

	for (i = 0; i < count; i++)
		tables[i] = pmd_alloc_one(mm, SCENARIO_ADDRESS);
	for (i = 0; i < count; i++)
		if (tables[i])
			pmd_free(mm, tables[i]);
}

SCENARIO(powerpc_leftover, "pte", LEFT_TITLE)
{
	struct mm_struct *other = scenario_fresh_mm();
	pte_t *table;

	if (!other)
		return;
	table = pte_alloc_one(other);
	if (table)
		pte_free(other, table);
	scenario_drop_mm(other);
}
#else
#define NO_PPC "the machine is not powerpc, or the tree is not the model"
NO_SCENARIO(powerpc_pte_fragments, "pte", PTE_FRAG_TITLE, NO_PPC)
NO_SCENARIO(powerpc_pmd_fragments, "pmd", PMD_FRAG_TITLE, NO_PPC)
NO_SCENARIO(powerpc_leftover, "pte", LEFT_TITLE, NO_PPC)
#endif

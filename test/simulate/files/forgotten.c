#include "scenario.h"

SCENARIO(forgotten, "pte", "Two page tables, one of them forgotten")
{
	pgtable_t first = pte_alloc_one(mm);
	pgtable_t second = pte_alloc_one(mm);

	if (first)
		pte_free(mm, first);
	EXPECT(second == NULL);
}

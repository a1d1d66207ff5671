// SPDX-License-Identifier: GPL-2.0-only
/* Tables of Motorola's MMU, several to a page. */
#include "scenario.h"

#define POINTER_TITLE	"Pointer tables of both sizes: a page of them, one more, and back"

#if defined(PTDESC_MODEL) && defined(CONFIG_MMU_MOTOROLA)
static void scenario_pointer_tables(int type, int count)
{
	static void *tables[40];
	int i;

	for (i = 0; i < count; i++)
		tables[i] = get_pointer_table(type);
	/* Every second one first, so that pages are neither full nor empty. */
	for (i = 0; i < count; i += 2)
		if (tables[i])
			free_pointer_table(tables[i], type);
	for (i = 1; i < count; i += 2)
		if (tables[i])
			free_pointer_table(tables[i], type);
}

SCENARIO(m68k_pointer_tables, "pte pmd", POINTER_TITLE)
{
	scenario_pointer_tables(TABLE_PTE, 17);
	scenario_pointer_tables(TABLE_PGD, 9);
}
#else
NO_SCENARIO(m68k_pointer_tables, "pte pmd", POINTER_TITLE,
	    "needs a Motorola-MMU m68k (modelled kernel only)")
#endif

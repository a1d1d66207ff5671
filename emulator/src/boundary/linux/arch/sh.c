// SPDX-License-Identifier: GPL-2.0-only
/* What the boot of sh leaves behind: the caches of its tables. */
#include <linux/mm.h>

void boundary_arch_setup(void)
{
	/* init/main.c, mm_core_init() */
	pgtable_cache_init();
}

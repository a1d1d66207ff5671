// SPDX-License-Identifier: GPL-2.0-only
/* What the boot of sparc leaves behind: where memory is mapped, the caches of its tables, who runs. */
#include <linux/mm.h>
#include <linux/sched.h>

#include <asm/page.h>

#ifdef CONFIG_SPARC64
/* arch/sparc/mm/init_64.c: the offset and the memory map of a processor with 44 bits of addresses */
void boundary_arch_setup(void)
{
	PAGE_OFFSET = 0xfffff80000000000UL;
	VMEMMAP_BASE = 0x0000010000000000UL;
	/* init/main.c, mm_core_init() */
	pgtable_cache_init();
}
#endif

/* A register of its own holds it. */
void boundary_arch_current(struct task_struct *task)
{
	current_thread_info_reg = task_thread_info(task);
}

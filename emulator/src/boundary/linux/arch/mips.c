// SPDX-License-Identifier: GPL-2.0-only
/* What the boot leaves behind on mips: tables of entries that lead nowhere, and code that it makes. */
#include <linux/mm.h>

#include <asm/pgalloc.h>

/* arch/mips/mm/pgtable-32.c, pgtable-64.c: pagetable_init(), without its fixed mappings */
void boundary_arch_setup(void)
{
	pgd_init(swapper_pg_dir);
#ifdef CONFIG_32BIT
	pgd_init(&swapper_pg_dir[USER_PTRS_PER_PGD]);
#endif
#ifndef __PAGETABLE_PUD_FOLDED
	pud_init(invalid_pud_table);
#endif
#ifndef __PAGETABLE_PMD_FOLDED
	pmd_init(invalid_pmd_table);
#endif
}

/* A register of its own holds it. */
void boundary_arch_current(struct task_struct *task)
{
	__current_thread_info = task_thread_info(task);
}

/* arch/mips/mm/page.c, which makes the code of it for the processor */
void instead_of_clear_page(void *page)
{
	memset(page, 0, PAGE_SIZE);
}

// SPDX-License-Identifier: GPL-2.0-only
/* What assembly and the boot leave behind on m68k: which processor this is, and where memory begins. */
#include <linux/mm.h>

#include <asm/page.h>
#include <asm/setup.h>

/* arch/m68k/kernel/head.S */
pgd_t kernel_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);

#ifdef CONFIG_MMU_MOTOROLA
/* arch/m68k/mm/motorola.c, paging_init(), patches the offset into every conversion: memory begins at 0. */
unsigned long instead_of____pa(void *vaddr)
{
	return (unsigned long)vaddr;
}

void *instead_of___va(unsigned long paddr)
{
	return (void *)paddr;
}
#endif

/* arch/m68k/kernel/head.S: a 68030, whose tables may be cached */
void boundary_arch_setup(void)
{
#ifdef CONFIG_MMU_MOTOROLA
	m68k_cputype = CPU_68030;
	m68k_mmutype = MMU_68030;
#endif
}

/* A register of its own holds it. */
void boundary_arch_current(struct task_struct *task)
{
	current = task;
}

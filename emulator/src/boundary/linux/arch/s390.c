// SPDX-License-Identifier: GPL-2.0-only
/* What the boot of s390 leaves behind: where memory and its struct pages are mapped. */
#include <linux/mm.h>

#include <asm/lowcore.h>
#include <asm/mmu_context.h>
#include <asm/page.h>
#include <asm/pgtable.h>

/* arch/s390/boot/startup.c, setup_kernel_memory_layout(): the kernel's own image is above all memory */
void boundary_arch_setup(void)
{
	__kaslr_offset = 0x3ff00000000UL;
	vmemmap = (struct page *)0x20000000000UL;
}

/* The page of each processor at address 0, where this machine lets nothing be. */
static struct lowcore the_lowcore;

/* arch/s390/kernel/setup.c, setup_lowcore() */
void boundary_arch_current(struct task_struct *task)
{
	the_lowcore.current_task = (unsigned long)task;
	the_lowcore.spinlock_lockval = 1;
}

struct lowcore *instead_of_get_lowcore(void)
{
	return &the_lowcore;
}

/* asm/spinlock.h: newer kernels read it at the absolute address */
unsigned int instead_of_spinlock_lockval(void)
{
	return the_lowcore.spinlock_lockval;
}

/* kernel/fork.c, mm_init(): how many levels the tables of a process have */
void boundary_arch_context(struct task_struct *task, struct mm_struct *mm)
{
	init_new_context(task, mm);
}

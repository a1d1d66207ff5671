// SPDX-License-Identifier: GPL-2.0-only
/* What the boot of riscv leaves behind: where memory is, and how many levels the tables have. */
#include <linux/mm.h>

#include <asm/page.h>
#include <asm/pgtable.h>

/* QEMU's virt machine has its memory here. */
#define RAM_BASE	0x80000000UL

/* arch/riscv/mm/init.c, setup_vm() and setup_bootmem(): five levels, where the configuration has them */
void boundary_arch_setup(void)
{
	phys_ram_base = RAM_BASE;
#ifdef CONFIG_64BIT
#ifdef PAGE_OFFSET_L5
	kernel_map.page_offset = PAGE_OFFSET_L5;
#else
	kernel_map.page_offset = _AC(CONFIG_PAGE_OFFSET, UL);
#endif
	kernel_map.va_pa_offset = kernel_map.page_offset - RAM_BASE;
#ifdef CONFIG_SPARSEMEM_VMEMMAP
	vmemmap_start_pfn = RAM_BASE >> PAGE_SHIFT;
#endif
#endif
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the boot leaves behind on loongarch: the tables of entries that lead nowhere, where struct pages are,
 * and what its assembly does to whole pages.
 */
#include <linux/mm.h>

#include <asm/cpu-info.h>
#include <asm/pgalloc.h>

#ifdef CONFIG_64BIT
/* arch/loongarch/kernel/cpu-probe.c, cpu_probe_addrbits(): addresses of a 3A5000 */
static void set_address_bits(void)
{
	cpu_data[0].vabits = 47;
	cpu_data[0].pabits = 47;
	vm_map_base = 0UL - (1UL << cpu_data[0].vabits);
}
#else
static void set_address_bits(void) { }
#endif

/* arch/loongarch/kernel/head.S, mm/init.c, pagetable_init() */
void boundary_arch_setup(void)
{
	set_address_bits();
	pgd_init(swapper_pg_dir);
#ifndef __PAGETABLE_PUD_FOLDED
	pud_init(invalid_pud_table);
#endif
#ifndef __PAGETABLE_PMD_FOLDED
	pmd_init(invalid_pmd_table);
#endif
}

/* arch/loongarch/mm/page.S */
void instead_of_clear_page(void *page)
{
	memset(page, 0, PAGE_SIZE);
}

/* arch/loongarch/kernel/smp.c, mm/tlb.c: there is no TLB. */
void instead_of_flush_tlb_mm(struct mm_struct *mm) { }
void instead_of_flush_tlb_range(struct vm_area_struct *vma, unsigned long start, unsigned long end) { }

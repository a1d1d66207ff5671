// SPDX-License-Identifier: GPL-2.0-only
/*
 * What assembly and the boot leave behind on arm: where memory begins, the kernel's own top table, the
 * functions of the processor.
 */
#include <linux/mm.h>

#include <asm/cp15.h>
#include <asm/memory.h>
#include <asm/pgtable.h>
#include <asm/proc-fns.h>

/* arch/arm/kernel/head.S: the machine has several processors, though one runs. */
#ifdef CONFIG_SMP_ON_UP
unsigned int smp_on_up = 1;
#endif
pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);

#ifdef CONFIG_ARM_PATCH_PHYS_VIRT
/* QEMU's virt machine has its memory here. */
#define RAM_BASE	0x40000000UL

/* arch/arm/kernel/phys2virt.S, which patches the offset into every conversion */
unsigned long __pv_phys_pfn_offset = RAM_BASE >> PAGE_SHIFT;
u64 __pv_offset = (u64)RAM_BASE - PAGE_OFFSET;

phys_addr_t instead_of___virt_to_phys_nodebug(unsigned long x)
{
	return (phys_addr_t)x - PAGE_OFFSET + RAM_BASE;
}

unsigned long instead_of___phys_to_virt(phys_addr_t x)
{
	return (unsigned long)x - RAM_BASE + PAGE_OFFSET;
}
#endif

/* asm/percpu.h: the offset of the first processor */
unsigned long instead_of___my_cpu_offset(void)
{
	return 0;
}

/* asm/cp15.h: exception vectors are high, as every processor from ARMv6 on has them */
unsigned long instead_of_get_cr(void)
{
	return CR_V;
}

/* arch/arm/mm/proc-v7.S and its kin: there are no caches, so that cleaning one is seen in the trace only. */
static void dcache_clean_area(void *addr, int size)
{
}

/* The other half of a table with two levels, which only the hardware reads, stays empty. */
#ifdef CONFIG_ARM_LPAE
static void set_pte(pte_t *ptep, pte_t pte)
#else
static void set_pte(pte_t *ptep, pte_t pte, unsigned int ext)
#endif
{
	*ptep = pte;
}

/* arch/arm/lib/setbit.S and its kin: one processor runs, and no one comes between. */
void _set_bit(int nr, volatile unsigned long *p) { __set_bit(nr, p); }
void _clear_bit(int nr, volatile unsigned long *p) { __clear_bit(nr, p); }
void _change_bit(int nr, volatile unsigned long *p) { __change_bit(nr, p); }
int _test_and_set_bit(int nr, volatile unsigned long *p) { return __test_and_set_bit(nr, p); }
int _test_and_clear_bit(int nr, volatile unsigned long *p) { return __test_and_clear_bit(nr, p); }
int _test_and_change_bit(int nr, volatile unsigned long *p) { return __test_and_change_bit(nr, p); }

/* arch/arm/kernel/smp_tlb.c, arch/arm/mm/tlb-v7.S: there is no TLB. */
void instead_of_flush_tlb_mm(struct mm_struct *mm) { }
void instead_of_flush_tlb_range(struct vm_area_struct *vma, unsigned long start, unsigned long end) { }

/* arch/arm/kernel/setup.c, setup_processor() */
void boundary_arch_setup(void)
{
#ifdef MULTI_CPU
	processor.dcache_clean_area = dcache_clean_area;
	processor.set_pte_ext = set_pte;
#endif
}
